namespace Terminal.Rig.Modem;

/// <summary>
/// Where a Quectel module tells things unasked, how it is switched off, and what it tells of
/// itself and of its network.
/// </summary>
internal sealed class QuectelModule : ModemPart
{
    private const string FactoryPort = "usbat";
    private const string Uart = "uart1";

    private static readonly string[] Ports = [FactoryPort, "usbmodem", Uart];

    private readonly ModemRegistration _registration;
    private readonly ModemSim _sim;

    // Kept over restarts and power cuts.
    private string _port = FactoryPort;

    /// <summary>A module as the factory left it: what it tells unasked goes to USB.</summary>
    public QuectelModule(ModemCore core, ModemSim sim, ModemRegistration registration)
        : base(core)
    {
        _sim = sim;
        _registration = registration;
        Core.IsUrcElsewhere = true;
        Add("+QURCCFG", Configure, null, "\"urcport\",(\"usbat\",\"usbmodem\",\"uart1\")");
        AddReport("+QCCID", () => _sim.Of("+QCCID: " + Options.Iccid));
        AddReport("+QGMR", () => Tell(Options.Firmware));
        AddReport("+QTEMP", () => Tell(Text($"+QTEMP: {Options.TemperatureC}")));
        AddReport("+QNWINFO", () => Tell(_registration.IsOnNetwork
            ? $"+QNWINFO: \"{(Faults.OlderNetwork ? "EDGE" : "FDD LTE")}\",\"00101\",\"LTE BAND 20\",6300"
            : "+QNWINFO: No Service"));
        AddReport("+QCSQ", () => Tell(_registration.IsOnNetwork
            ? Text($"+QCSQ: \"LTE\",{(2 * Faults.SignalLevel) - 113},{(2 * Faults.SignalLevel) - 133},120,-11")
            : "+QCSQ: \"NOSERVICE\""));
    }

    private ModemAnswer Configure(ModemCommandLine command)
    {
        if (command.Argument(0) != "urcport")
        {
            return Refuse();
        }

        string port = command.Argument(1);
        if (port.Length == 0)
        {
            return Tell($"+QURCCFG: \"urcport\",\"{_port}\"");
        }

        if (Array.IndexOf(Ports, port) < 0)
        {
            return Refuse();
        }

        _port = port;
        Core.IsUrcElsewhere = port != Uart;
        return Tell();
    }
}
