using System.Globalization;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Scenarios;

/// <summary>Fault codes as screens, console and scenarios write them.</summary>
public static class FaultNames
{
    /// <summary>Every code that a scenario may name, none excepted.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<FaultCode>().Where(code => code != FaultCode.None).Select(Of),
            .. Enumerable.Range(501, 97).Select(status => Of((FaultCode)status))];

    /// <summary>The code of a fault: R01, K401, S503, J02; empty for none.</summary>
    public static string Of(FaultCode code) => (int)code switch
    {
        0 => "",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"R{(int)code:00}"),
        < 500 => string.Create(CultureInfo.InvariantCulture, $"K{(int)code}"),
        < 800 => string.Create(CultureInfo.InvariantCulture, $"S{(int)code}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"J{(int)code - 800:00}"),
    };
}
