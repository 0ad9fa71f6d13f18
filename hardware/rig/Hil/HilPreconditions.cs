using Terminal.Rig.Consoles;

namespace Terminal.Rig.Hil;

/// <summary>What a terminal must be before scenarios are played on it.</summary>
public static class HilPreconditions
{
    /// <summary>Looks at the terminal and opens its console; a terminal without a PIN gets one.</summary>
    /// <exception cref="HilException">Something is missing; the message says what to type.</exception>
    public static async Task CheckAsync(ConsoleLine console, string pin, CancellationToken stop)
    {
        IReadOnlyList<string> status = await console.DoAsync("status", stop);
        if (ConsoleLine.Value(status, "pin_set") == "no")
        {
            await console.DoAsync($"pin set {pin}", stop);
            Console.WriteLine("the terminal had no PIN and has the one of --pin-file now");
        }

        await console.DoAsync($"pin {pin}", stop);
        Require(
            ConsoleLine.Value(status, "serial").Length > 0, "it has no serial number",
            "set serial NUMBER yes");
        Require(ConsoleLine.Value(status, "mode") == "test", "it is not in test mode", "set mode test yes");
        Require(
            ConsoleLine.Value(status, "key") == "usable", "it has no usable key",
            $"key {Acquirer.AcquirerOptions.DefaultKey} yes");
        Console.WriteLine(
            $"terminal {ConsoleLine.Value(status, "serial")}, "
            + $"firmware {ConsoleLine.Value(status, "firmware")}");
    }

    private static void Require(bool isSo, string problem, string cure)
    {
        if (!isSo)
        {
            throw new HilException($"the terminal is not ready: {problem}; on its console: {cure}");
        }
    }
}
