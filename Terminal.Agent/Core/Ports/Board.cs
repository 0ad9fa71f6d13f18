namespace Terminal.Agent.Ports;

/// <summary>
/// Everything that a board provides to the agent: filled once before the agent is built.
/// </summary>
public sealed class Board
{
    /// <summary>Uptime and UTC.</summary>
    public IClock Clock;

    /// <summary>The journal's memory.</summary>
    public INvram Nvram;

    /// <summary>Where settings live.</summary>
    public ISettingsStore Settings;

    /// <summary>COM1: technician and rig console.</summary>
    public ISerialPort Console;

    /// <summary>
    /// True when the platform keeps COM1 for itself: the terminal works, without a console.
    /// </summary>
    public bool IsConsoleMissing;

    /// <summary>COM2: the modem.</summary>
    public ISerialPort Modem;

    /// <summary>
    /// The speed of <see cref="Modem"/>; null where it is fixed, and then it stays as the board has
    /// set it.
    /// </summary>
    public ILineSpeed ModemSpeed;

    /// <summary>The modem's supply and PWRKEY.</summary>
    public IModemPower ModemPower;

    /// <summary>COM3: the secure card reader's frames (SPEC.md, Reader frames).</summary>
    public ISerialPort Reader;

    /// <summary>WiFi station.</summary>
    public IWifi Wifi;

    /// <summary>Time servers over WiFi; null where the board asks none.</summary>
    public INetworkTime NetworkTime;

    /// <summary>TLS over WiFi.</summary>
    public ITransport WifiTransport;

    /// <summary>
    /// The root certificate of the operator's broker, PEM, where it has its own; null or empty
    /// where not.
    /// </summary>
    public byte[] FleetRoot;

    /// <summary>
    /// A second TLS connection over WiFi, to the operator's broker; null where there is none.
    /// </summary>
    public ITransport WifiTransport2;

    /// <summary>
    /// The board as an access point for phones; null where it cannot be one.
    /// </summary>
    public IAccessPoint AccessPoint;

    /// <summary>Tills on the shop's network; null where the board has no listener.</summary>
    public ITillPort Till;

    /// <summary>
    /// The speed of <see cref="Console"/>; null where it is fixed, and then it stays as the board
    /// has set it.
    /// </summary>
    public ILineSpeed ConsoleSpeed;

    /// <summary>The display.</summary>
    public IDisplay Display;

    /// <summary>The buzzer; null where the board has none.</summary>
    public IBuzzer Buzzer;

    /// <summary>The keypad.</summary>
    public IKeypad Keypad;

    /// <summary>The watchdog.</summary>
    public IWatchdog Watchdog;

    /// <summary>Random numbers.</summary>
    public IRandom Random;

    /// <summary>HMAC-SHA-256.</summary>
    public IKeyedHash KeyedHash;

    /// <summary>Restart.</summary>
    public IReboot Reboot;

    /// <summary>
    /// The acquirer's root certificate, PEM in ASCII, where there is but one.
    /// </summary>
    public byte[] RootCertificate;

    /// <summary>
    /// What both links verify the acquirer against; null: <see cref="RootCertificate"/> alone.
    /// </summary>
    public Trust.TrustAnchors Anchors;

    /// <summary>
    /// Where root certificates live, a slot each; they count from the next start on. Null where
    /// none can be stored.
    /// </summary>
    public ISettingsStore Roots;
}
