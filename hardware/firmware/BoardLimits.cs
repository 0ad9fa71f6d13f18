namespace Terminal.Firmware;

/// <summary>Numbers of the board's adapters, as Terminal.Agent's Limits are those of the agent.</summary>
public static class BoardLimits
{
    /// <summary>Speed of the console, in baud: what every terminal program begins with.</summary>
    public const int ConsoleBaud = 115_200;

    /// <summary>Speed of the modem's line, in baud: its default.</summary>
    public const int ModemBaud = 115_200;

    /// <summary>Speed of the card reader's line, in baud.</summary>
    public const int ReaderBaud = 115_200;

    /// <summary>
    /// Receive buffer of a line, in bytes: at overflow the driver loses all that waits, so it holds
    /// more than 300 ms at full speed.
    /// </summary>
    public const int LineReceiveBytes = 4_096;

    /// <summary>Send buffer of a line, in bytes: the longest command of the modem fits.</summary>
    public const int LineSendBytes = 512;

    /// <summary>Most bytes of one write: the UART's FIFO, so that a write never waits long.</summary>
    public const int LinePieceBytes = 128;

    /// <summary>How long the peer may hold a line before what waits is dropped, in ms.</summary>
    public const int LineHeldMs = 2_000;

    /// <summary>
    /// Longest that a read of bytes that are there may take, in ms: it waits only when the driver
    /// lost them meanwhile.
    /// </summary>
    public const int LineReadMs = 20;

    /// <summary>
    /// Bytes of one I2C transfer with the memory: a slot of the journal, which passes in 5 ms. The
    /// driver allocates for each transfer, whatever its length.
    /// </summary>
    public const int MemoryPieceBytes = 512;

    /// <summary>
    /// A transfer that failed after this time has hung the bus, in ms: the driver gives up after a
    /// second, and the longest that succeeds takes 10.
    /// </summary>
    public const int BusHungMs = 500;

    /// <summary>How long a bus that hung is left alone, in ms: each try stops the loop for 1 s.
    /// </summary>
    public const int BusRestMs = 10_000;

    /// <summary>How often the keypad is asked although it is silent, in ms: an edge may be lost.</summary>
    public const int KeypadPollMs = 500;

    /// <summary>
    /// Decrypted bytes that wait for the agent, and as many that wait to be encrypted; the worker
    /// moves half of that at a time.
    /// </summary>
    public const int TlsQueueBytes = 1_024;

    /// <summary>The same for the operator's broker.</summary>
    public const int FleetQueueBytes = 512;

    /// <summary>How often an open connection is looked at after traffic, in ms.</summary>
    public const int TlsBusyMs = 10;

    /// <summary>How often an open connection is looked at when it has been quiet, in ms.</summary>
    public const int TlsQuietMs = 100;

    /// <summary>Quiet begins after this time without traffic, in ms.</summary>
    public const int TlsQuietAfterMs = 2_000;

    /// <summary>How long a read or write on an open connection may take, in ms.</summary>
    public const int TlsTransferMs = 5_000;

    /// <summary>
    /// Look-up, connect and handshake in all, in ms: the agent's own limits and a second each.
    /// </summary>
    public const int TlsOpenMs = 21_000;

    /// <summary>
    /// A look-up or handshake, which stops the loop, begins this long after the last key, in ms.
    /// </summary>
    public const int KeyQuietMs = 400;

    /// <summary>Longest that somebody who types without a pause can put each off, in ms.</summary>
    public const int KeyQuietWaitMs = 2_000;

    /// <summary>Longest host name, in bytes (RFC 1035).</summary>
    public const int HostBytesMax = 253;

    /// <summary>
    /// A scan, in ms. It is passive, 500 ms on each of 13 channels: 5.5 to 7 s, and some to spare.
    /// </summary>
    public const int ScanMs = 9_000;

    /// <summary>Networks kept of a scan.</summary>
    public const int ScanResultsMax = 16;

    /// <summary>Association, in ms: the package's own limit is 20 s.</summary>
    public const int JoinMs = 25_000;

    /// <summary>DHCP, in ms.</summary>
    public const int AddressMs = 10_000;

    /// <summary>How often the address is looked for, in ms.</summary>
    public const int AddressPollMs = 50;

    /// <summary>How often a joined network is looked at although no event came, in ms.</summary>
    public const int StationPollMs = 5_000;

    /// <summary>Captive portal probe, in ms.</summary>
    public const int ProbeMs = 4_000;

    /// <summary>Network time, in ms.</summary>
    public const int TimeMs = 8_000;

    /// <summary>
    /// Network time when the time is known, in ms: an answer that agrees moves nothing.
    /// </summary>
    public const int TimeCheckMs = 2_000;

    /// <summary>A chip's clock that has moved more against uptime has been set, in ms.</summary>
    public const int TimeStepMs = 1_000;

    /// <summary>How soon unknown time is asked for again, in ms.</summary>
    public const int TimeRetryMs = 10_000;

    /// <summary>How often known time is asked for again, in ms: a crystal drifts 0.1 s a day.</summary>
    public const int TimeRefreshMs = 21_600_000;

    /// <summary>A settings file, in ms: flash erases a block in 0.4 s at worst.</summary>
    public const int FileMs = 5_000;

    /// <summary>Longest settings file, in bytes.</summary>
    public const int SettingsFileBytes = Agent.Limits.SettingsBytesMax;

    /// <summary>Longest root certificate, in bytes of PEM.</summary>
    public const int RootBytesMax = Agent.Limits.RootPemBytesMax;

    /// <summary>How often an idle worker shows that it lives, in ms.</summary>
    public const int WorkerPulseMs = 1_000;

    /// <summary>
    /// How long a worker may be lost before the watchdog is no longer fed, in ms: payments go on
    /// over the modem meanwhile.
    /// </summary>
    public const int WorkerLostMs = 60_000;

    /// <summary>Workers on this board.</summary>
    public const int WorkersMax = 10;

    /// <summary>Bytes of a till that wait for the agent, for each connection.</summary>
    public const int TillReceiveBytes = 256;

    /// <summary>Bytes of an answer that waits to be sent, for each connection.</summary>
    public const int TillSendBytes = 1_024;

    /// <summary>Between two looks at the tills' sockets, in ms.</summary>
    public const int TillRestMs = 20;

    /// <summary>How long one such look may take, in ms, writing to a till that holds its end included.</summary>
    public const int TillTurnMs = 10_000;

    /// <summary>How long a write to a till may take, in ms.</summary>
    public const int TillSendMs = 1_000;

    /// <summary>How long what a till still says is taken before its socket closes, in ms.</summary>
    public const int TillCloseMs = 500;

    /// <summary>Between two tries to listen, in ms.</summary>
    public const int TillRetryMs = 2_000;

    /// <summary>Bytes of a phone's request that wait for the agent, for each connection.</summary>
    public const int PhoneReceiveBytes = 512;

    /// <summary>Bytes of the page that wait to be sent, for each connection.</summary>
    public const int PhoneSendBytes = 1_024;

    /// <summary>Between two looks at the access point's sockets, in ms.</summary>
    public const int PhoneRestMs = 10;

    /// <summary>Storing the access point, in ms: flash erases a block in 0.4 s at worst.</summary>
    public const int PhoneStoreMs = 5_000;

    /// <summary>Frequency with which the buzzer's channel is opened, in Hz.</summary>
    public const int BuzzerHz = 2_000;
}
