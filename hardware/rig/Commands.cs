using Spectre.Console.Cli;
using Terminal.Rig.Screens;

namespace Terminal.Rig;

/// <summary>
/// The rig's command line: each command with examples, in the order in which help lists them.
/// </summary>
public static class Commands
{
    /// <summary>Each command by its name; the empty name is what runs without one.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = new Dictionary<string, Type>
    {
        [""] = typeof(Bench.BenchCommand),
        ["run"] = typeof(Scenarios.RunCommand),
        ["hil"] = typeof(Hil.HilCommand),
        ["terminal"] = typeof(Hil.TerminalCommand),
        ["failover"] = typeof(Simulation.FailoverCommand),
        ["drain"] = typeof(Simulation.DrainCommand),
        ["simulate"] = typeof(Simulation.Days.SimulateCommand),
        ["worlds"] = typeof(World.Small.WorldsCommand),
        ["fleet"] = typeof(Simulation.Fleet.FleetCommand),
        ["powercut"] = typeof(PowerCut.PowerCutCommand),
        ["screens"] = typeof(ScreensCommand),
        ["acquirer"] = typeof(Acquirer.AcquirerCommand),
        ["modem"] = typeof(Modem.ModemCommand),
        ["modem-faults"] = typeof(Simulation.ModemFaultsCommand),
        ["fuzz"] = typeof(Fuzz.FuzzCommand),
        ["console"] = typeof(Consoles.ConsoleCommand),
        ["till"] = typeof(Consoles.TillCommand),
        ["tills"] = typeof(Simulation.Tills.TillsCommand),
        ["import"] = typeof(Consoles.ImportCommand),
        ["support"] = typeof(Support.SupportCommand),
        ["watch"] = typeof(Watch.WatchCommand),
        ["ticket"] = typeof(Consoles.TicketCommand),
        ["setup"] = typeof(Setup.SetupCommand),
    };

    /// <summary>Adds every command to the application.</summary>
    public static void Register(IConfigurator config)
    {
        config.SetApplicationName("rig");
        config.UseStrictParsing();
        config.AddExample("--port", "5080");
        config.AddExample("--listen", "192.168.1.20");
        config.AddExample("run", "first-sale");
        config.AddExample("run", "all", "--junit", "results.xml");
        config.AddCommand<Scenarios.RunCommand>("run")
            .WithDescription("Play scenarios and judge them: one with its time line, several side by side.")
            .WithExample("run", "first-sale")
            .WithExample("run", "links", "power", "--parallel", "4")
            .WithExample("run", "all", "--junit", "results.xml")
            .WithExample("run", "my-scenario.yaml", "--board", "ports")
            .WithExample("run", "--list");
        config.AddCommand<Hil.HilCommand>("hil")
            .WithDescription("Play scenarios on a physical terminal, through its console.")
            .WithExample("hil", "--ca-out", "root.pem")
            .WithExample(
                "hil", "--port", "/dev/ttyUSB0", "--modem", "/dev/ttyUSB1", "--reader", "/dev/ttyUSB2",
                "--pin-file", "pin.txt")
            .WithExample(
                "hil", "sales", "--port", "/dev/ttyUSB0", "--listen", "192.168.1.20", "--pin-file",
                "pin.txt", "--unattended");
        config.AddCommand<Hil.TerminalCommand>("terminal")
            .WithDescription("The virtual terminal alone, its serial lines on pseudo-terminals, for `hil`.")
            .WithExample("terminal", "--root", "root.pem")
            .WithExample("terminal", "--root", "root.pem", "--acquirer", "127.0.0.1:8443");
        config.AddCommand<Simulation.FailoverCommand>("failover")
            .WithDescription("Play the grid of link failures in virtual time (takes minutes).")
            .WithExample("failover", "--trials", "3", "--healthy-hours", "5")
            .WithExample("failover", "--trials", "5", "--report", "out");
        config.AddCommand<Simulation.DrainCommand>("drain")
            .WithDescription("Empty a queue in virtual time: how near to the line's speed?")
            .WithExample("drain", "--count", "200", "--link", "sim", "--baud", "115200", "--rtt", "100");
        config.AddCommand<Simulation.Days.SimulateCommand>("simulate")
            .WithDescription("Play merchants' days from seeds in virtual time; every step is checked.")
            .WithExample("simulate", "--seeds", "1000", "--report", "out");
        config.AddCommand<World.Small.WorldsCommand>("worlds")
            .WithDescription("Play every sequence of a few unkind events at every boundary of a message.")
            .WithExample("worlds", "--depth", "2")
            .WithExample("worlds", "--only", "sale,1c:connection,2a:power")
            .WithExample("worlds", "--depth", "6", "--draw", "100000");
        config.AddCommand<Simulation.Fleet.FleetCommand>("fleet")
            .WithDescription("Many terminals against one acquirer or one broker, after an outage.")
            .WithExample("fleet", "--terminals", "10000", "--outage", "30", "--report", "out")
            .WithExample("fleet", "--mqtt", "--terminals", "1000");
        config.AddCommand<PowerCut.PowerCutCommand>("powercut")
            .WithDescription("Cut power after every byte the journal writes.")
            .WithExample("powercut", "--cuts", "100000")
            .WithExample("powercut", "--flips");
        config.AddCommand<ScreensCommand>("screens")
            .WithDescription("Write every screen as a picture.")
            .WithExample("screens", "--out", "pictures")
            .WithExample("screens", "--out", "pictures", "--lang", "en", "--only", "fault");
        config.AddCommand<Acquirer.AcquirerCommand>("acquirer")
            .WithDescription("The acquirer alone, for any client.")
            .WithExample("acquirer", "--listen", "127.0.0.1:8443", "--ca-out", "ca.pem");
        config.AddCommand<Modem.ModemCommand>("modem")
            .WithDescription("The modem alone, for any client: TCP, pseudo-terminal or serial port.")
            .WithExample("modem", "--pty", "--map", "acquirer.test=127.0.0.1:8443")
            .WithExample("modem", "--serial", "/dev/ttyUSB0", "--baud", "115200", "--rtscts");
        config.AddCommand<Simulation.ModemFaultsCommand>("modem-faults")
            .WithDescription("Play every fault of the modem at every moment of a payment in virtual time.")
            .WithExample("modem-faults", "--trials", "3", "--only", "hung");
        config.AddCommand<Fuzz.FuzzCommand>("fuzz")
            .WithDescription("Mutated inputs into the parsers and drivers.")
            .WithExample("fuzz", "--target", "at", "--inputs", "1000000")
            .WithExample("fuzz", "--target", "json", "--seed", "7");
        config.AddCommand<Consoles.ConsoleCommand>("console")
            .WithDescription("A terminal's console on this terminal, a pipe or a pseudo-terminal.")
            .WithExample("console")
            .WithExample("console", "--pty", "--empty");
        config.AddCommand<Consoles.TillCommand>("till")
            .WithDescription("A whole virtual terminal for foreign tills (Caisse-AP over TCP).")
            .WithExample("till", "--listen", "127.0.0.1:8888")
            .WithExample("till", "--listen", "127.0.0.1:8888", "--answer", "ask");
        config.AddCommand<Simulation.Tills.TillsCommand>("tills")
            .WithDescription("Tills beside the keypad in virtual time: cuts, lost answers, repeats.")
            .WithExample("tills", "--seeds", "200");
        config.AddCommand<Consoles.ImportCommand>("import")
            .WithDescription("Deliver a queue that a terminal's console has exported.")
            .WithExample(
                "import", "queue.txt", "--acquirer", "127.0.0.1:8443", "--ca", "ca.pem", "--key-file", "key");
        config.AddCommand<Support.SupportCommand>("support")
            .WithDescription("Read the case that a terminal shows, and say what to do.")
            .WithExample("support", "photo.jpg")
            .WithExample("support", "004200301247", "--lang", "en");
        config.AddCommand<Watch.WatchCommand>("watch")
            .WithDescription("The operator's page of all terminals that an MQTT broker knows.")
            .WithExample("watch", "--broker", "fleet.example.com:8883", "--root", "ca.pem")
            .WithExample("watch", "--broker", "localhost:8883", "--otlp", "http://localhost:4317");
        config.AddCommand<Consoles.TicketCommand>("ticket")
            .WithDescription("Write a ticket as text, as a printer's bytes and as a picture.")
            .WithExample("ticket", "--out", "paper")
            .WithExample("ticket", "--day", "--columns", "32", "--lang", "en");
        config.AddCommand<Setup.SetupCommand>("setup")
            .WithDescription("A virtual terminal in WiFi set-up by phone, and the page's address.")
            .WithExample("setup")
            .WithExample("setup", "--port", "0", "--english");
    }
}
