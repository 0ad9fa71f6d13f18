using System.ComponentModel;
using System.IO.Ports;
using System.Net;
using System.Text;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.CommandLine;

namespace Terminal.Rig.Modem;

/// <summary>
/// The emulated modem alone, for any client: on TCP, on a pseudo-terminal, on a serial port. Faults
/// are switched by lines on standard input, such as "NoCoverage on" or "SignalLevel 7".
/// </summary>
public sealed class ModemCommand : AsyncCommand<ModemCommand.Settings>
{
    private const int SettleMs = 200;
    private const int LookMs = 10;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context,
        Settings settings,
        CancellationToken cancellationToken)
    {
        try
        {
            var modem = Build(settings);
            await SettleAsync(modem, cancellationToken);
            _ = Task.Run(() => ReadSwitches(modem), CancellationToken.None);
            await ServeAsync(settings, modem, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"Error: {InWords.Of(e)}");
            return RigApp.Unusable;
        }

        return 0;
    }

    private static ModemEmulator Build(Settings settings)
    {
        var map = settings.HostMap();
        var network = new TlsModemNetwork((host, port) =>
            map.TryGetValue(host, out var to) ? to : (host, port));
        var options = ModemModels.Become(new ModemOptions(), settings.Model);
        if (settings.IsQuick)
        {
            options.Hurry();
        }

        options.IsStrict = settings.IsStrict;
        options.WakesOnLine = true;
        if (settings.HasPercent)
        {
            options.Battery = "0,85";
        }

        var modem = new ModemEmulator(
            options, network, () => Environment.TickCount64, () => DateTime.UtcNow);
        modem.Faults.NamesUnchecked = settings.IsUnchecked;
        modem.PowerOnNow();
        if (settings.IsVerbose)
        {
            modem.CommandTaken += text => Console.Error.WriteLine(text);
            string end = settings.IsStrict ? ": frozen" : ": a real modem may freeze";
            modem.Noticed += text => Console.Error.WriteLine("! " + text + end);
        }

        return modem;
    }

    // What a modem says while nobody has its port open is lost; a client's first command must not meet it.
    private static async Task SettleAsync(ModemEmulator modem, CancellationToken stop)
    {
        long endMs = Environment.TickCount64 + SettleMs
            + Math.Max(modem.Options.PhoneBookMs, modem.Options.RegisterMs);
        while (Environment.TickCount64 < endMs)
        {
            modem.Discard();
            await Task.Delay(LookMs, stop);
        }
    }

    private static async Task ServeAsync(
        Settings settings, ModemEmulator modem, CancellationToken stop)
    {
        var server = new ModemServer(modem);
        if (settings.IsPty)
        {
            using var terminal = new PseudoTerminal();
            Console.WriteLine("modem on " + terminal.Name);
            await server.ServeAsync(terminal.Stream, stop).WaitAsync(stop);
        }
        else if (settings.Device is { } device)
        {
            using var port = new SerialPort(device, settings.Baud)
            {
                Handshake = settings.HasHandshake ? Handshake.RequestToSend : Handshake.None,
            };
            port.Open();
            modem.SpeedChanged += baud => port.BaudRate = baud;
            Console.WriteLine($"modem on {device} at {settings.Baud} baud");
            await server.ServeAsync(port.BaseStream, stop);
        }
        else
        {
            await server.ListenAsync(
                IPEndPoint.Parse(settings.Listen ?? "127.0.0.1:0"),
                bound => Console.WriteLine($"modem on {bound}"),
                stop);
        }
    }

    private static void ReadSwitches(ModemEmulator modem)
    {
        while (Console.ReadLine() is { } line)
        {
            string answer = Switch(modem, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Console.WriteLine(answer);
        }
    }

    private static string Switch(ModemEmulator modem, string[] words)
    {
        if (words.Length == 0)
        {
            var names = typeof(ModemFaults).GetProperties().Select(p => p.Name);
            return "faults: " + string.Join(' ', names)
                + "; or: clear, reboot, drop, stop";
        }

        switch (words[0])
        {
            case "clear":
                modem.Faults.Clear();
                return "ok";
            case "reboot":
                modem.RebootNow();
                return "ok";
            case "drop":
                modem.DropSession();
                return "ok";
            case "stop":
                modem.StopService();
                return "ok";
            default:
                string value = words.Length > 1 ? words[1] : "on";
                return modem.Faults.Set(words[0], value) ? "ok" : "unknown";
        }
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>TCP address.</summary>
        [CommandOption("--listen <ADDRESS>")]
        [Description("Serve on TCP; port 0 takes a free one, which is printed.")]
        public string? Listen { get; init; }

        /// <summary>Pseudo-terminal.</summary>
        [CommandOption("--pty")]
        [Description("Serve on a pseudo-terminal, whose name is printed (Linux).")]
        public bool IsPty { get; init; }

        /// <summary>Serial port.</summary>
        [CommandOption("--serial <DEVICE>")]
        [Description("Serve on a serial port.")]
        public string? Device { get; init; }

        /// <summary>Its speed.</summary>
        [CommandOption("--baud <BAUD>")]
        [Description("Speed of the serial port.")]
        [DefaultValue(115_200)]
        public int Baud { get; init; }

        /// <summary>RTS/CTS.</summary>
        [CommandOption("--rtscts")]
        [Description("RTS/CTS on the serial port.")]
        public bool HasHandshake { get; init; }

        /// <summary>Host map.</summary>
        [CommandOption("--map <NAME=HOST:PORT>")]
        [Description("Connects a name that is asked for to another address; may be repeated.")]
        public string[] Maps { get; init; } = [];

        /// <summary>Model.</summary>
        [CommandOption("--model <MODEL>")]
        [Description("A7670E, SIM7600E, SIM7672E, or EG800K of the other make.")]
        [DefaultValue(ModemModels.First)]
        public string Model { get; init; } = ModemModels.First;

        /// <summary>Names unchecked.</summary>
        [CommandOption("--names-unchecked")]
        [Description("Firmware that cannot check the server's name, as older ones.")]
        public bool IsUnchecked { get; init; }

        /// <summary>Short times.</summary>
        [CommandOption("--quick")]
        [Description("Boot and register in tenths of seconds.")]
        public bool IsQuick { get; init; }

        /// <summary>Unforgiving.</summary>
        [CommandOption("--strict")]
        [Description("Freeze, as real ones were seen to do, when more is asked for than has come.")]
        public bool IsStrict { get; init; }

        /// <summary>Battery in percent.</summary>
        [CommandOption("--battery-percent")]
        [Description("Tell the battery in percent, as the standard has it, not in volts as SIMCom does.")]
        public bool HasPercent { get; init; }

        /// <summary>Commands shown.</summary>
        [CommandOption("--verbose")]
        [Description("Show each command that comes; never what is sent or received.")]
        public bool IsVerbose { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate()
        {
            int ways = (Listen is null ? 0 : 1) + (IsPty ? 1 : 0) + (Device is null ? 0 : 1);
            if (ways > 1)
            {
                return ValidationResult.Error("Take one of --listen, --pty, --serial.");
            }

            if (Listen is not null && !IPEndPoint.TryParse(Listen, out _))
            {
                return ValidationResult.Error(
                    $"--listen takes an IP address and a port, such as 127.0.0.1:7070, not '{Listen}'");
            }

            if (!ModemModels.Has(Model))
            {
                return ValidationResult.Error(
                    $"--model takes {string.Join(", ", ModemModels.Names)}, not '{Model}'"
                    + Nearest.Ask(Model, ModemModels.Names));
            }

            return Maps.FirstOrDefault(m => ParseMap(m) is null) is not string wrong
                ? ValidationResult.Success()
                : ValidationResult.Error($"--map takes NAME=HOST:PORT, not '{wrong}'");
        }

        internal Dictionary<string, (string Host, int Port)> HostMap() => Maps
            .Select(m => ParseMap(m)!.Value)
            .ToDictionary(m => m.Name, m => (m.Host, m.Port), StringComparer.OrdinalIgnoreCase);

        private static (string Name, string Host, int Port)? ParseMap(string text)
        {
            int sign = text.IndexOf('=', StringComparison.Ordinal);
            int colon = text.LastIndexOf(':');
            return sign > 0 && colon > sign && int.TryParse(text[(colon + 1)..], out int port)
                ? (text[..sign], text[(sign + 1)..colon], port)
                : null;
        }
    }
}
