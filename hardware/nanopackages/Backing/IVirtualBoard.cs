namespace Terminal.NanoPackages;

/// <summary>
/// All that the stand-ins need from the outside world, in types that .NET and nanoFramework share.
/// Calls block where the device's do. Numbers of enumerations are those of the packages. Socket
/// calls answer with 0 or more, or with a negated SocketError.
/// </summary>
public interface IVirtualBoard
{
    /// <summary>Microseconds since power-on.</summary>
    ulong Microseconds { get; }

    /// <summary>IPv4 address of the WiFi station, first octet in the top byte; 0: none.</summary>
    uint Ipv4Address { get; }

    /// <summary>Networks in the report of the last scan.</summary>
    int ScanCount { get; }

    /// <summary>Gives a pin its function.</summary>
    void SetPinFunction(int pin, int function);

    /// <summary>The pin that has a function; -1 when none has.</summary>
    int GetFunctionPin(int function);

    /// <summary>Sizes of native memory in bytes.</summary>
    void Memory(int type, out uint total, out uint free, out uint largestBlock);

    /// <summary>Opens a GPIO pin.</summary>
    /// <returns>False when the pin is in use or does not exist.</returns>
    bool OpenPin(int pin, int mode);

    /// <summary>Lets a GPIO pin go.</summary>
    void ClosePin(int pin);

    /// <summary>Level at a pin.</summary>
    bool ReadPin(int pin);

    /// <summary>Drives a pin.</summary>
    void WritePin(int pin, bool isHigh);

    /// <summary>Listens to a pin; the code is a PinEventTypes.</summary>
    void ListenPin(int pin, Notice notice);

    /// <summary>Opens a PWM channel at a pin.</summary>
    /// <returns>False when the pin has no such function.</returns>
    bool OpenPwm(int pin);

    /// <summary>Sets the wave at a PWM pin: frequency 0 stops it.</summary>
    void DrivePwm(int pin, int frequencyHz, int dutyPermille);

    /// <summary>Opens a serial line.</summary>
    /// <returns>False when there is none, its pins are not set, or it is open.</returns>
    bool OpenSerial(string port, int baud, int handshake, int readBufferBytes);

    /// <summary>An open serial line runs at another speed.</summary>
    void SetSerialBaud(string port, int baud);

    /// <summary>Closes a serial line.</summary>
    void CloseSerial(string port);

    /// <summary>Bytes that have arrived and wait.</summary>
    int SerialCount(string port);

    /// <summary>Takes bytes that have arrived.</summary>
    int SerialRead(string port, byte[] buffer, int offset, int count);

    /// <summary>Sends, and waits while the peer holds the line, at most the time given.</summary>
    /// <returns>The bytes sent.</returns>
    int SerialWrite(string port, byte[] buffer, int offset, int count, int timeoutMs);

    /// <summary>Listens for bytes that arrive.</summary>
    /// <param name="port">COM1 to COM3.</param>
    /// <param name="listener">Whose handler it is.</param>
    /// <param name="notice">Told a SerialData.</param>
    void ListenSerial(string port, object listener, Notice notice);

    /// <summary>One I2C transaction: a write, a read, or a read after a write.</summary>
    /// <returns>False when the chip does not acknowledge.</returns>
    bool I2cTransfer(
        int bus, int address, byte[] write, int writeCount, byte[] read, int readOffset,
        int readCount);

    /// <summary>A file's content; null when there is none.</summary>
    byte[] ReadFile(string path);

    /// <summary>Makes a file's content durable.</summary>
    /// <returns>False when it did not reach the medium.</returns>
    bool WriteFile(string path, byte[] content, int count);

    /// <summary>Deletes a file.</summary>
    /// <returns>False when there is none.</returns>
    bool DeleteFile(string path);

    /// <summary>Joins a network, in the time that it takes.</summary>
    /// <returns>A WifiConnectionStatus.</returns>
    int WifiConnect(string ssid, string passphrase, bool reconnects);

    /// <summary>Leaves the network.</summary>
    void WifiDisconnect();

    /// <summary>Stored options of the station: 2 enabled, 4 joins by itself, 8 SmartConfig.</summary>
    int WifiOptions { get; set; }

    /// <summary>Stored options of the access point: 2 enabled, 4 starts by itself.</summary>
    int AccessPointOptions { get; }

    /// <summary>
    /// IPv4 address of the access point, first octet in the top byte; 0 while it is not up.
    /// </summary>
    uint AccessPointAddress { get; }

    /// <summary>Stores what the access point is from the next start on.</summary>
    void StoreAccessPoint(
        int options, int authentication, string ssid, string passphrase, int connectionsMax);

    /// <summary>Stores the access point's address.</summary>
    void StoreAccessPointAddress(string address);

    /// <summary>Begins a scan; its end is told later, by an event on another thread.</summary>
    /// <returns>False while one is going on.</returns>
    bool WifiScan();

    /// <summary>One network of the last scan.</summary>
    bool ScanResult(int index, out string ssid, out int signalDbm);

    /// <summary>Listens for the end of scans.</summary>
    void ListenScan(Notice notice);

    /// <summary>Listens to the network: 1 it is available, 0 it is not, 2 the address changed.</summary>
    void ListenNetwork(Notice notice);

    /// <summary>Looks a name up: every other call of the board waits meanwhile.</summary>
    /// <returns>IPv4 address, first octet in the top byte; 0: not found.</returns>
    uint Resolve(string host);

    /// <summary>Makes a TCP socket: the lowest number that is free, as lwIP does.</summary>
    /// <returns>Its number; below 0 when all are taken.</returns>
    int OpenSocket();

    /// <summary>Makes a UDP socket, which has a number like any other.</summary>
    int OpenDatagramSocket();

    /// <summary>A UDP socket may send to all.</summary>
    int SetBroadcast(int socket, bool isAllowed);

    /// <summary>Sends a datagram; to all only where that is allowed.</summary>
    int SendTo(int socket, byte[] buffer, int offset, int count, uint address, int port);

    /// <summary>Waits for a datagram; one that does not fit is an error.</summary>
    int ReceiveFrom(
        int socket, byte[] buffer, int offset, int count, out uint address, out int port);

    /// <summary>Connects.</summary>
    int Connect(int socket, uint address, int port);

    /// <summary>Gives a socket a port of the board's own.</summary>
    int Bind(int socket, uint address, int port);

    /// <summary>A socket that has a port takes connections.</summary>
    int Listen(int socket, int backlog);

    /// <summary>Waits for a connection.</summary>
    /// <returns>The number of its socket; below 0 when there is none.</returns>
    int Accept(int socket);

    /// <summary>Who is at the other end.</summary>
    int Peer(int socket, out uint address, out int port);

    /// <summary>Sends plain bytes, and waits at most the time given for room; less than 0: for ever.</summary>
    /// <returns>Bytes taken, which may be fewer.</returns>
    int Send(int socket, byte[] buffer, int offset, int count, int timeoutMs);

    /// <summary>Receives plain bytes: waits until one is there, 0 when the peer has closed.</summary>
    int Receive(int socket, byte[] buffer, int offset, int count, int timeoutMs);

    /// <summary>Plain bytes that wait.</summary>
    int Available(int socket);

    /// <summary>Tells whether a socket can be read (0), written (1) or has failed (2).</summary>
    /// <returns>1 or 0; below 0 when there is no such socket.</returns>
    int Poll(int socket, int microseconds, int mode);

    /// <summary>Closes; calls that wait on the socket end.</summary>
    void CloseSocket(int socket);

    /// <summary>Takes one of the TLS contexts.</summary>
    /// <returns>Its number; below 0 when all are taken.</returns>
    int TakeTlsContext();

    /// <summary>Gives a TLS context back.</summary>
    void FreeTlsContext(int context);

    /// <summary>
    /// TLS handshake as client: every other call of the board waits meanwhile. When it fails the
    /// socket is closed.
    /// </summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="host">The name that the certificate must carry.</param>
    /// <param name="rootPem">The only root that is trusted.</param>
    /// <param name="verification">An SslVerification.</param>
    /// <param name="protocols">SslProtocols.</param>
    int Handshake(int socket, string host, byte[] rootPem, int verification, int protocols);

    /// <summary>Encrypts and sends.</summary>
    int SecureSend(int socket, byte[] buffer, int offset, int count);

    /// <summary>Receives and decrypts: waits until a byte is there, 0 when the peer has closed.</summary>
    int SecureReceive(int socket, byte[] buffer, int offset, int count, int timeoutMs);

    /// <summary>Decrypted bytes that wait.</summary>
    int SecureAvailable(int socket);

    /// <summary>One HTTP exchange without following redirects.</summary>
    /// <returns>The status; below 0 when there was no answer.</returns>
    int HttpExchange(string method, string url, int timeoutMs, out byte[] body);

    /// <summary>The board's own clock: milliseconds since 1970.</summary>
    long SystemUtcMs { get; }

    /// <summary>True while the time client runs: it then sets the clock by itself.</summary>
    bool IsTimeClientRunning { get; }

    /// <summary>Starts or stops the time client.</summary>
    void RunTimeClient(bool isRunning);

    /// <summary>
    /// Asks the time servers at once and returns; their answer sets the board's clock when it
    /// comes. The client runs from then on.
    /// </summary>
    void SyncTime(string server);

    /// <summary>Sets the clock of the board, in seconds since 1970.</summary>
    void SetSystemTime(long utcSeconds);

    /// <summary>The target that the image was built for.</summary>
    string ImageName { get; }

    /// <summary>Restarts: does not return.</summary>
    void Reboot(int option);

    /// <summary>HMAC-SHA-256.</summary>
    byte[] HmacSha256(byte[] key, byte[] data);

    /// <summary>True when the bytes are a certificate, in PEM or DER.</summary>
    bool IsCertificate(byte[] bytes);

    /// <summary>A text in UTF-8.</summary>
    byte[] Utf8Bytes(string text);

    /// <summary>A text from UTF-8.</summary>
    string Utf8Text(byte[] bytes, int offset, int count);
}
