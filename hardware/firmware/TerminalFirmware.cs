using System.Device.Gpio;
using System.IO.Ports;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Console;
using Terminal.Agent.Fleet;
using Terminal.Agent.Menus;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Setup;
using Terminal.Agent.Till;
using Terminal.Agent.Trust;
using Terminal.Firmware.Chips;
using Terminal.Firmware.Lines;
using Terminal.Firmware.Network;
using Terminal.Firmware.Pins;
using Terminal.Firmware.Security;
using Terminal.Firmware.Storage;
using Terminal.Firmware.Till;
using Terminal.Firmware.Time;
using Terminal.Firmware.Workers;
using nanoFramework.Hardware.Esp32;

namespace Terminal.Firmware;

/// <summary>
/// The terminal: every adapter of the board, the agent on top, and the loop. Pins are those of
/// <see cref="Wiring"/>. The loop sleeps until the agent wants to run again, and wakes early when a
/// key is pressed, a serial line receives, or a worker has news.
/// </summary>
public sealed class TerminalFirmware
{
    private readonly AutoResetEvent _wake = new AutoResetEvent(false);

    /// <summary>Sets the pins' functions, opens the lines and builds the agent.</summary>
    public TerminalFirmware()
    {
        SetPins();
        var watch = new WorkerWatch();
        var clock = new BoardClock();
        var gpio = new GpioController();
        var bus = new GuardedBus(I2cBuses.Open(Wiring.I2cBus), clock);
        SerialLine console = Line("COM1", BoardLimits.ConsoleBaud, false, clock, watch);
        SerialLine modem = Line("COM2", BoardLimits.ModemBaud, true, clock, watch);
        SerialLine reader = Line("COM3", BoardLimits.ReaderBaud, false, clock, watch);
        var files = new FileSettings(
            clock, watch, BoardFiles.Settings0, BoardFiles.Settings1, BoardLimits.SettingsFileBytes);
        var roots = new FileSettings(
            clock, watch, BoardFiles.RootCertificate, BoardFiles.OtherRoot, BoardLimits.RootBytesMax);
        var anchors = new TrustAnchors(
            roots.ReadWhole(BoardFiles.RootCertificate, BoardLimits.RootBytesMax),
            roots.ReadWhole(BoardFiles.OtherRoot, BoardLimits.RootBytesMax));
        WifiStation.ClearSmartConfig();
        var time = new NetworkTime(clock);
        var wifi = new WifiStation(clock, watch, time, _wake);
        var till = new TillListener(clock, watch, wifi, _wake);
        var phones = new AccessPoint(clock, watch, _wake);
        byte[] fleetRoot = roots.ReadWhole(BoardFiles.FleetRoot, BoardLimits.RootBytesMax);
        var keypad = new Tca8418(bus, gpio, clock, _wake);
        bool hasConsole = console.Open(OnReceived);
        PlatformImage.Check(console);
        var fleet = new TlsTransport(
            clock, watch, wifi, new TrustAnchors(anchors.Pem(0), anchors.Pem(1)), keypad, _wake,
            BoardLimits.FleetQueueBytes);
        var board = new Board
        {
            Clock = clock,
            Nvram = new Mb85rc1mt(bus),
            Settings = files,
            Console = console,
            ConsoleSpeed = console,
            Modem = modem,
            ModemSpeed = modem,
            ModemPower = new ModemPins(gpio),
            Reader = reader,
            Wifi = wifi,
            NetworkTime = time,
            WifiTransport = new TlsTransport(
                clock, watch, wifi, anchors, keypad, _wake, BoardLimits.TlsQueueBytes),
            WifiTransport2 = fleet,
            FleetRoot = fleetRoot,
            Till = till,
            AccessPoint = phones,
            Display = new Ssd1306(bus),
            Keypad = keypad,
            Buzzer = new BuzzerPin(),
            IsConsoleMissing = !hasConsole,
            Watchdog = new WatchdogPin(gpio, watch, clock),
            Random = new HardwareRandom(),
            KeyedHash = new KeyedHash(),
            Reboot = new Restart(),
            Anchors = anchors,
            Roots = roots,
        };
        Clock = clock;
        Agent = new Terminal.Agent.Agent(board, new CellularLinkFactory());
        var menu = new Menu(Agent, board);
        var tills = new TillLink(Agent, board);
        if (hasConsole)
        {
            Agent.Attach(new TechnicianConsole(tills.Console, Agent, board, menu.WifiTest));
        }

        if (Agent.Settings.Fleet.HasOwnRoot)
        {
            fleet.Trust(new TrustAnchors(fleetRoot, null));
        }

        Agent.Attach(tills);
        Agent.Attach(new FleetLink(Agent, board));
        Phone = new PhoneSetup(Agent, board, menu);
        modem.Open(OnReceived);
        reader.Open(OnReceived);
    }

    /// <summary>The clock that the agent keeps.</summary>
    public IClock Clock { get; }

    /// <summary>WiFi set-up by phone.</summary>
    public PhoneSetup Phone { get; }

    /// <summary>The agent.</summary>
    public Terminal.Agent.Agent Agent { get; }

    /// <summary>Runs the agent for ever.</summary>
    public void Run()
    {
        Agent.Start();
        for (; ; )
        {
            int waitMs = Agent.Step();
            if (waitMs > 0)
            {
                _wake.WaitOne(waitMs, false);
            }
        }
    }

    private static SerialLine Line(
        string port, int baud, bool isFlowControlled, IClock clock, WorkerWatch watch) =>
        new SerialLine(port, baud, isFlowControlled, clock, watch);

    private static void SetPins()
    {
        Configuration.SetPinFunction(Wiring.ConsoleTx, DeviceFunction.COM1_TX);
        Configuration.SetPinFunction(Wiring.ConsoleRx, DeviceFunction.COM1_RX);
        Configuration.SetPinFunction(Wiring.ModemTx, DeviceFunction.COM2_TX);
        Configuration.SetPinFunction(Wiring.ModemRx, DeviceFunction.COM2_RX);
        Configuration.SetPinFunction(Wiring.ModemRts, DeviceFunction.COM2_RTS);
        Configuration.SetPinFunction(Wiring.ModemCts, DeviceFunction.COM2_CTS);
        Configuration.SetPinFunction(Wiring.ReaderTx, DeviceFunction.COM3_TX);
        Configuration.SetPinFunction(Wiring.ReaderRx, DeviceFunction.COM3_RX);
        Configuration.SetPinFunction(Wiring.I2cData, DeviceFunction.I2C1_DATA);
        Configuration.SetPinFunction(Wiring.I2cClock, DeviceFunction.I2C1_CLOCK);
        Configuration.SetPinFunction(Wiring.Buzzer, DeviceFunction.PWM1);
    }

    private void OnReceived(object sender, SerialDataReceivedEventArgs e) => _wake.Set();
}
