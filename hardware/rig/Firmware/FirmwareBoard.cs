using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Firmware;
using Terminal.NanoPackages;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware.Chips;

namespace Terminal.Rig.Firmware;

/// <summary>
/// The board under the stand-ins, from one power-on to the next: real sockets and TLS, chips at I2C level, files,
/// serial lines. Once the power is cut every call throws, so that each thread of the firmware ends where it is.
/// </summary>
/// <param name="files">The internal drive.</param>
/// <param name="chips">Everything on the I2C bus.</param>
/// <param name="wifi">The access point.</param>
/// <param name="lines">The UARTs by name.</param>
/// <param name="resolve">Where a host and port are really reached; port 0 asks for the name alone.</param>
/// <param name="time">What time servers tell; the host's when null.</param>
public sealed class FirmwareBoard(
    FlashFiles files,
    IReadOnlyList<II2cChip> chips,
    VirtualWifi wifi,
    IReadOnlyDictionary<string, BoardLine> lines,
    Func<string, int, (string Host, int Port)?> resolve,
    TimeProvider? time = null) : IVirtualBoard, IDisposable
{
    private const uint FirstAddress = 0xCB007101;

    // DeviceFunction.PWM1.
    private const int PwmFunction = 0x40100;

    // CONFIG_LWIP_MAX_SOCKETS: descriptors, and TLS contexts.
    private const int SocketsMax = 16;

    // Asks the host map whether there is such a name at all: a name has no port.
    private const int AnyPort = 0;
    private const int TimeServerPeriodMs = 3_600_000;
    private const int NoneLeft = -(int)SocketError.TooManyOpenSockets;

    // What the radio was started as: a change counts from the next start on.
    private readonly StoredAccessPoint _point = files.AccessPoint;
    private readonly ConcurrentDictionary<int, IPEndPoint> _phonePorts = new();
    private readonly ConcurrentDictionary<int, int> _phoneSockets = new();
    private readonly Stopwatch _uptime = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<int, int> _functions = new();
    private readonly ConcurrentDictionary<int, bool> _pins = new();
    private readonly ConcurrentDictionary<int, Notice> _pinNotices = new();
    private readonly ConcurrentDictionary<int, BoardSocket> _sockets = new();
    private readonly List<string> _names = [];
    private readonly Lock _bus = new();
    private readonly bool[] _tlsContexts = new bool[SocketsMax];
    private readonly Lock _native = new();
    private readonly ManualResetEventSlim _isRunning = new(true);
    private int _nativeThread;
    private long _systemAtStartMs;
    private long _nextSyncMs;
    private volatile bool _isCut;
    private BoardWifi? _radio;

    /// <summary>The buzzer at the PWM pin; null: nothing hangs on it.</summary>
    public VirtualBuzzer? Buzzer { get; init; }

    /// <summary>Raised when the firmware drives a pin.</summary>
    public event Action<int, bool>? PinWritten;

    /// <summary>Raised when somebody listens to a serial line: who it is.</summary>
    public event Action<object>? Listened;

    /// <summary>Transfers on the I2C bus since power-on, by address.</summary>
    public ConcurrentDictionary<int, int> I2cTransfers { get; } = new();

    /// <summary>Bytes of those transfers, both ways, without the address's own.</summary>
    public ConcurrentDictionary<int, int> I2cBytes { get; } = new();

    /// <summary>Called in each I2C transfer with its address: hangs, or throws what the driver throws.</summary>
    public Action<int>? I2cFault { get; set; }

    /// <summary>TLS contexts that are taken.</summary>
    public int TlsContexts
    {
        get
        {
            lock (_tlsContexts)
            {
                return _tlsContexts.Count(isTaken => isTaken);
            }
        }
    }

    /// <summary>Sockets that are open.</summary>
    public int Sockets => _sockets.Count;

    /// <summary>True while a captive portal answers in everyone's place.</summary>
    public bool IsPortal => wifi.IsPortal;

    /// <inheritdoc/>
    public ulong Microseconds
    {
        get
        {
            Live();
            return (ulong)(_uptime.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond);
        }
    }

    /// <inheritdoc/>
    public uint Ipv4Address => Radio.Ipv4Address;

    /// <inheritdoc/>
    public int ScanCount => Radio.ScanCount;

    /// <inheritdoc/>
    public long SystemUtcMs
    {
        get
        {
            Live();
            return _systemAtStartMs + _uptime.ElapsedMilliseconds;
        }
    }

    /// <inheritdoc/>
    public string ImageName => files.ImageName;

    /// <inheritdoc/>
    public bool IsTimeClientRunning { get; private set; }

    /// <summary>The most plain bytes that one send takes.</summary>
    public int SendBytesMax { get; set; } = int.MaxValue;

    /// <summary>How wrong the time servers are, in seconds.</summary>
    public long TimeServerErrorS { get; set; }

    /// <summary>True while no time server answers.</summary>
    public bool IsTimeSilent { get; set; }

    private BoardWifi Radio
    {
        get
        {
            Live();
            return _radio ??= new BoardWifi(wifi, Pause);
        }
    }

    /// <summary>Cuts the power.</summary>
    public void Cut()
    {
        _isCut = true;
        _isRunning.Set();
        foreach (BoardSocket socket in _sockets.Values)
        {
            socket.Dispose();
        }

        Wake();
    }

    /// <summary>Wakes the loop, as a serial line does.</summary>
    public void Wake()
    {
        foreach (BoardLine line in lines.Values)
        {
            line.Ring();
        }
    }

    /// <summary>Moves what goes by time: lines, and the radio's view of its access point.</summary>
    public void Advance()
    {
        // What is typed after a cut is for the next power-on.
        if (_isCut)
        {
            return;
        }

        foreach (BoardLine line in lines.Values)
        {
            line.Pump();
        }

        _radio?.Watch();
        RunTimeClient();
    }

    /// <summary>Drives a pin from outside.</summary>
    public void Drive(int pin, bool isHigh)
    {
        _pins[pin] = isHigh;
        if (_pinNotices.TryGetValue(pin, out Notice? notice))
        {
            notice(isHigh ? 1 : 2);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Cut();

    /// <inheritdoc/>
    public void SetPinFunction(int pin, int function) => _functions[function] = pin;

    /// <inheritdoc/>
    public int GetFunctionPin(int function) => _functions.GetValueOrDefault(function, -1);

    /// <inheritdoc/>
    public void Memory(int type, out uint total, out uint free, out uint largestBlock) =>
        (total, free, largestBlock) = (8 << 20, 6 << 20, 4 << 20);

    /// <inheritdoc/>
    public bool OpenPin(int pin, int mode) =>
        pin is >= 0 and <= 48 && !_functions.Values.Contains(pin) && _pins.TryAdd(pin, mode == 2);

    /// <inheritdoc/>
    public void ClosePin(int pin) => _pins.TryRemove(pin, out _);

    /// <inheritdoc/>
    public bool ReadPin(int pin) => _pins[pin];

    /// <inheritdoc/>
    public void WritePin(int pin, bool isHigh)
    {
        Live();
        _pins[pin] = isHigh;
        PinWritten?.Invoke(pin, isHigh);
    }

    /// <inheritdoc/>
    public bool OpenPwm(int pin) => GetFunctionPin(PwmFunction) == pin;

    /// <inheritdoc/>
    public void DrivePwm(int pin, int frequencyHz, int dutyPermille)
    {
        Live();
        Buzzer?.Sound(frequencyHz, frequencyHz == 0 ? 0 : dutyPermille < 50 ? 1 : dutyPermille < 300 ? 2 : 3);
    }

    /// <inheritdoc/>
    public void ListenPin(int pin, Notice notice) => _pinNotices[pin] = notice;

    /// <inheritdoc/>
    public bool OpenSerial(string port, int baud, int handshake, int readBufferBytes)
    {
        Live();
        if (port == "COM1" && files.IsWireProtocolOnUart0)
        {
            throw new ArgumentException("the wire protocol has this UART", nameof(port));
        }

        int index = 0x30000 + (0x100 * (port[^1] - '0'));
        int[] needed = handshake == 2 ? [0, 1, 2, 3] : [0, 1];
        bool isWired = needed.All(wire => _functions.ContainsKey(index + wire));
        return isWired && lines.TryGetValue(port, out BoardLine? line) && line.Open(readBufferBytes);
    }

    /// <inheritdoc/>
    public void SetSerialBaud(string port, int baud) => lines[port].SetBaud(baud);

    /// <inheritdoc/>
    public void CloseSerial(string port) => lines[port].Close();

    /// <inheritdoc/>
    public int SerialCount(string port)
    {
        Live();
        return lines[port].Count;
    }

    /// <inheritdoc/>
    public int SerialRead(string port, byte[] buffer, int offset, int count)
    {
        Live();
        return lines[port].Read(buffer, offset, count);
    }

    /// <inheritdoc/>
    public int SerialWrite(string port, byte[] buffer, int offset, int count, int timeoutMs)
    {
        Live();
        long start = Stopwatch.GetTimestamp();
        int sent = 0;
        while (true)
        {
            sent += lines[port].Write(buffer, offset + sent, count - sent);
            bool isOver = timeoutMs >= 0
                && Stopwatch.GetElapsedTime(start).TotalMilliseconds > timeoutMs;
            if (sent == count || isOver)
            {
                return sent;
            }

            Pause(1);
        }
    }

    /// <inheritdoc/>
    public void ListenSerial(string port, object listener, Notice notice)
    {
        lines[port].Listen(notice);
        Listened?.Invoke(listener);
    }

    /// <inheritdoc/>
    public bool I2cTransfer(
        int bus, int address, byte[] write, int writeCount, byte[] read, int readOffset, int readCount)
    {
        Live();
        lock (_bus)
        {
            II2cChip? chip = chips.FirstOrDefault(c => c.Answers(address));
            I2cTransfers[address] = I2cTransfers.GetValueOrDefault(address) + 1;
            I2cBytes[address] = I2cBytes.GetValueOrDefault(address) + writeCount + readCount;
            I2cFault?.Invoke(address);
            if (chip is null || bus != Wiring.I2cBus)
            {
                return false;
            }

            try
            {
                chip.Write(address, write.AsSpan(0, writeCount));
                if (readCount > 0)
                {
                    chip.Read(address, read.AsSpan(readOffset, readCount));
                }
            }
            catch (PowerCutException)
            {
                // Whoever takes an exception for a broken bus ends at the next call.
                Cut();
                throw;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public byte[] ReadFile(string path)
    {
        Live();
        return files.Read(path)!;
    }

    /// <inheritdoc/>
    public bool WriteFile(string path, byte[] content, int count)
    {
        Live();
        return files.Write(path, content.AsSpan(0, count));
    }

    /// <inheritdoc/>
    public bool DeleteFile(string path)
    {
        Live();
        return files.Delete(path);
    }

    /// <inheritdoc/>
    public int WifiConnect(string ssid, string passphrase, bool reconnects) =>
        Radio.Connect(ssid, passphrase);

    /// <inheritdoc/>
    public void WifiDisconnect() => Radio.Disconnect();

    /// <inheritdoc/>
    public bool WifiScan() => Radio.Scan();

    /// <inheritdoc/>
    public int WifiOptions
    {
        get => files.WifiOptions;
        set => files.WifiOptions = value;
    }

    /// <inheritdoc/>
    public int AccessPointOptions => files.AccessPoint.Options;

    /// <inheritdoc/>
    public uint AccessPointAddress => _point.Starts && _point.Address is string own
        ? BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(own).GetAddressBytes()) : 0;

    /// <summary>What phones see: the access point of this power-on; null where there is none.</summary>
    public StoredAccessPoint? AccessPoint => AccessPointAddress == 0 || _isCut ? null : _point;

    /// <summary>Where the host listens for a port of the access point; null while nobody does.</summary>
    public IPEndPoint? PhoneEndPoint(int port) => _phonePorts.GetValueOrDefault(port);

    /// <summary>Where the host takes a port of the access point; by default anywhere on loopback.</summary>
    public Func<int, IPEndPoint> PhoneListenAt { get; set; } = _ => new IPEndPoint(IPAddress.Loopback, 0);

    /// <inheritdoc/>
    public void StoreAccessPoint(
        int options, int authentication, string ssid, string passphrase, int connectionsMax)
    {
        Live();
        if (!files.IsBroken)
        {
            files.AccessPoint = files.AccessPoint with
            {
                Options = options,
                Authentication = authentication,
                Ssid = ssid,
                Passphrase = passphrase,
                ConnectionsMax = connectionsMax,
            };
        }
    }

    /// <inheritdoc/>
    public void StoreAccessPointAddress(string address)
    {
        Live();
        files.AccessPoint = files.AccessPoint with { Address = address };
    }

    /// <inheritdoc/>
    public bool ScanResult(int index, out string ssid, out int signalDbm) =>
        Radio.Result(index, out ssid, out signalDbm);

    /// <inheritdoc/>
    public void ListenScan(Notice notice) => Radio.ListenScan(notice);

    /// <inheritdoc/>
    public void ListenNetwork(Notice notice) => Radio.ListenNetwork(notice);

    /// <inheritdoc/>
    public uint Resolve(string host) => (uint)Alone(() => (int)ResolveNow(host));

    /// <inheritdoc/>
    public int OpenSocket() => OpenSocket(() => new BoardSocket());

    /// <inheritdoc/>
    public int OpenDatagramSocket() => OpenSocket(BoardSocket.ForDatagrams);

    private int OpenSocket(Func<BoardSocket> make)
    {
        Live();
        for (int number = 0; number < SocketsMax; number++)
        {
            if (!_sockets.ContainsKey(number))
            {
                BoardSocket socket = make();
                if (_sockets.TryAdd(number, socket))
                {
                    return number;
                }

                socket.Dispose();
            }
        }

        return NoneLeft;
    }

    /// <inheritdoc/>
    public int TakeTlsContext()
    {
        Live();
        lock (_tlsContexts)
        {
            int free = Array.IndexOf(_tlsContexts, false);
            if (free >= 0)
            {
                _tlsContexts[free] = true;
            }

            return free;
        }
    }

    /// <inheritdoc/>
    public void FreeTlsContext(int context)
    {
        lock (_tlsContexts)
        {
            _tlsContexts[context] = false;
        }
    }

    /// <inheritdoc/>
    public int Connect(int socket, uint address, int port)
    {
        string? host;
        lock (_names)
        {
            host = _names.ElementAtOrDefault((int)(address - FirstAddress));
        }

        if (host is null || !Radio.IsUp)
        {
            return -(int)SocketError.NetworkUnreachable;
        }

        return (!IsPortal || wifi.IsPortalTls) && !wifi.ReachesNobody && resolve(host, port) is (string to, int toPort)
            ? With(socket, s => s.Connect(to, toPort)) : -(int)SocketError.ConnectionRefused;
    }

    /// <summary>Where the host listens for a port of the board's; by default anywhere on loopback.</summary>
    public Func<int, IPEndPoint> ListenAt { get; set; } = _ => new IPEndPoint(IPAddress.Loopback, 0);

    /// <summary>Where the board listens; null while it does not.</summary>
    public IPEndPoint? Listening { get; private set; }

    /// <inheritdoc/>
    public int Bind(int socket, uint address, int port)
    {
        bool isPhones = address != 0 && address == AccessPointAddress;
        if (!isPhones && (!Radio.IsUp || (address != 0 && address != Ipv4Address)))
        {
            return -(int)SocketError.NetworkUnreachable;
        }

        return With(socket, s =>
        {
            int result = s.Bind(isPhones ? PhoneListenAt(port) : ListenAt(port));
            if (result == 0 && isPhones)
            {
                _phoneSockets[socket] = port;
                _phonePorts[port] = s.Local!;
            }

            return result;
        });
    }

    /// <inheritdoc/>
    public int Listen(int socket, int backlog) => With(socket, s =>
    {
        // The host's queue is longer than the chip's: what waits there is refused by the firmware.
        int result = s.Listen(Math.Max(backlog, 128));
        Listening = _phoneSockets.ContainsKey(socket) ? Listening : s.Local;
        return result;
    });

    /// <inheritdoc/>
    public int SetBroadcast(int socket, bool isAllowed) => With(socket, s =>
    {
        s.IsBroadcastAllowed = isAllowed;
        return 0;
    });

    /// <inheritdoc/>
    public int SendTo(int socket, byte[] buffer, int offset, int count, uint address, int port) =>
        With(socket, s =>
        {
            // Who is in the air hears what is sent to all: here whoever spoke last.
            bool isToAll = address == uint.MaxValue;
            IPEndPoint? to = isToAll ? s.Sender
                : new IPEndPoint(BinaryPrimitives.ReverseEndianness(address), port);
            return to is null || (isToAll && !s.IsBroadcastAllowed)
                ? -(int)SocketError.AccessDenied : s.SendTo(buffer, offset, count, to);
        });

    /// <inheritdoc/>
    public int ReceiveFrom(
        int socket, byte[] buffer, int offset, int count, out uint address, out int port)
    {
        IPEndPoint? from = null;
        int result = With(socket, s =>
        {
            int taken = s.ReceiveFrom(buffer, offset, count);
            from = s.Sender;
            return taken;
        });
        address = from is null ? 0 : BinaryPrimitives.ReadUInt32BigEndian(from.Address.GetAddressBytes());
        port = from?.Port ?? 0;
        return result;
    }

    /// <inheritdoc/>
    public int Accept(int socket)
    {
        int taken = NoneLeft;
        int result = With(socket, s =>
        {
            if (s.Accept() is not BoardSocket accepted)
            {
                return -(int)SocketError.NotConnected;
            }

            for (int number = 0; number < SocketsMax && taken < 0; number++)
            {
                taken = _sockets.TryAdd(number, accepted) ? number : NoneLeft;
            }

            if (taken < 0)
            {
                accepted.Dispose();
            }

            return taken;
        });
        return result;
    }

    /// <inheritdoc/>
    public int Peer(int socket, out uint address, out int port)
    {
        IPEndPoint? peer = null;
        int result = With(socket, s =>
        {
            peer = s.Peer;
            return peer is null ? -(int)SocketError.NotConnected : 0;
        });
        address = peer is null ? 0
            : BinaryPrimitives.ReadUInt32BigEndian(peer.Address.MapToIPv4().GetAddressBytes());
        port = peer?.Port ?? 0;
        return result;
    }

    /// <inheritdoc/>
    public int Send(int socket, byte[] buffer, int offset, int count, int timeoutMs) =>
        With(socket, s => s.Send(buffer, offset, Math.Min(count, SendBytesMax), timeoutMs));

    /// <inheritdoc/>
    public int Receive(int socket, byte[] buffer, int offset, int count, int timeoutMs) =>
        With(socket, s => s.Receive(buffer, offset, count, timeoutMs));

    /// <inheritdoc/>
    public int Available(int socket) => With(socket, s => s.Available());

    /// <inheritdoc/>
    public int Poll(int socket, int microseconds, int mode) =>
        With(socket, s => s.Poll(microseconds, mode) ? 1 : 0);

    /// <inheritdoc/>
    public void CloseSocket(int socket)
    {
        if (_sockets.TryRemove(socket, out BoardSocket? open))
        {
            if (_phoneSockets.TryRemove(socket, out int port))
            {
                _phonePorts.TryRemove(port, out _);
            }

            open.Dispose();
        }
    }

    /// <inheritdoc/>
    public int Handshake(int socket, string host, byte[] rootPem, int verification, int protocols)
    {
        int result = Alone(() => With(
            socket, s => s.Handshake(host, rootPem, (verification & 4) != 0, protocols)));
        if (result < 0)
        {
            CloseSocket(socket);
        }

        return result;
    }

    /// <inheritdoc/>
    public int SecureSend(int socket, byte[] buffer, int offset, int count) =>
        With(socket, s => s.SecureSend(buffer, offset, count));

    /// <inheritdoc/>
    public int SecureReceive(int socket, byte[] buffer, int offset, int count, int timeoutMs) =>
        With(socket, s => s.SecureReceive(buffer, offset, count, timeoutMs));

    /// <inheritdoc/>
    public int SecureAvailable(int socket) => With(socket, s => s.SecureAvailable());

    /// <inheritdoc/>
    public int HttpExchange(string method, string url, int timeoutMs, out byte[] body)
    {
        bool isUp = Radio.IsUp;
        body = isUp && IsPortal ? "<html>Bienvenue</html>"u8.ToArray() : [];
        var host = new Uri(url).Host;

        // Nobody on the rig's network but a portal and the well-known probe answers plain HTTP.
        bool isProbe = resolve(host, 80) is not null;
        return !isUp ? -1 : IsPortal ? 200 : isProbe ? 204 : -1;
    }

    /// <inheritdoc/>
    public void RunTimeClient(bool isRunning)
    {
        Live();
        IsTimeClientRunning = isRunning;
        _nextSyncMs = 0;
    }

    /// <inheritdoc/>
    public void SyncTime(string server) => RunTimeClient(true);

    /// <inheritdoc/>
    public void SetSystemTime(long utcSeconds)
    {
        Live();
        _systemAtStartMs = (utcSeconds * 1000) - _uptime.ElapsedMilliseconds;
    }

    /// <inheritdoc/>
    public void Reboot(int option) => throw new RestartException();

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] data) => HMACSHA256.HashData(key, data);

    /// <inheritdoc/>
    public bool IsCertificate(byte[] bytes)
    {
        try
        {
            string text = Encoding.ASCII.GetString(bytes);
            bool isPem = text.Contains("-----BEGIN", StringComparison.Ordinal);
            using X509Certificate2 certificate =
                isPem ? X509Certificate2.CreateFromPem(text) : X509CertificateLoader.LoadCertificate(bytes);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public byte[] Utf8Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <inheritdoc/>
    public string Utf8Text(byte[] bytes, int offset, int count) =>
        Encoding.UTF8.GetString(bytes, offset, count);

    // The platform's client asks by itself, and sets the clock without asking anybody.
    private void RunTimeClient()
    {
        long nowMs = _uptime.ElapsedMilliseconds;
        if (IsTimeClientRunning && nowMs >= _nextSyncMs && _radio is { IsUp: true } && !IsPortal && !IsTimeSilent)
        {
            _nextSyncMs = nowMs + TimeServerPeriodMs;
            DateTimeOffset told = (time ?? TimeProvider.System).GetUtcNow();
            _systemAtStartMs = told.ToUnixTimeMilliseconds() + (TimeServerErrorS * 1000) - nowMs;
        }
    }

    // Native code that gives no other thread its turn: they stand still at their next call.
    private int Alone(Func<int> call)
    {
        Live();
        lock (_native)
        {
            _nativeThread = Environment.CurrentManagedThreadId;
            _isRunning.Reset();
            try
            {
                return call();
            }
            finally
            {
                _nativeThread = 0;
                _isRunning.Set();
            }
        }
    }

    private uint ResolveNow(string host)
    {
        bool isKnown = IsPortal || (!wifi.ReachesNobody && (resolve(host, 443) is not null
            || resolve(host, 80) is not null || resolve(host, AnyPort) is not null));
        if (!Radio.IsUp || !isKnown)
        {
            return 0;
        }

        lock (_names)
        {
            if (!_names.Contains(host))
            {
                _names.Add(host);
            }

            return FirstAddress + (uint)_names.IndexOf(host);
        }
    }

    private int With(int socket, Func<BoardSocket, int> call)
    {
        Live();
        int result = _sockets.TryGetValue(socket, out BoardSocket? open)
            ? call(open) : -(int)SocketError.NotConnected;
        Live();
        return result;
    }

    private void Pause(int ms)
    {
        long end = _uptime.ElapsedMilliseconds + ms;
        do
        {
            Live();
            Thread.Sleep(Math.Clamp((int)(end - _uptime.ElapsedMilliseconds), 0, 20));
        }
        while (_uptime.ElapsedMilliseconds < end);
    }

    private void Live()
    {
        while (!_isCut && _nativeThread != Environment.CurrentManagedThreadId && !_isRunning.Wait(20))
        {
            // Another thread is in native code.
        }

        if (_isCut)
        {
            throw new PowerCutException();
        }
    }
}
