namespace Terminal.Firmware;

/// <summary>Where the device begins.</summary>
public static class Program
{
    /// <summary>Builds the board and the agent, and runs them for ever.</summary>
    public static void Main() => new TerminalFirmware().Run();
}
