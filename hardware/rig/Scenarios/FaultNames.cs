using System.Text;
using Terminal.Agent;

namespace Terminal.Rig.Scenarios;

/// <summary>Fault codes as screens, console and scenarios write them.</summary>
public static class FaultNames
{
    /// <summary>Every code that a scenario may name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<FaultCode>().Where(code => code != FaultCode.None).Select(Of),
            .. Enumerable.Range(501, 97).Select(status => Of((FaultCode)status))];

    /// <summary>The code of a fault: R01, K401, S503, J02; empty for none.</summary>
    public static string Of(FaultCode code)
    {
        byte[] text = new byte[FaultCodes.BytesMax];
        return Encoding.ASCII.GetString(text, 0, FaultCodes.Write(code, text, 0));
    }
}
