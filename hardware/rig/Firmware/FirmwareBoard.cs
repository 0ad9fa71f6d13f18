using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
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
/// <param name="resolve">Where a host and port are really reached.</param>
public sealed class FirmwareBoard(
    FlashFiles files,
    IReadOnlyList<II2cChip> chips,
    VirtualWifi wifi,
    IReadOnlyDictionary<string, BoardLine> lines,
    Func<string, int, (string Host, int Port)?> resolve) : IVirtualBoard, IDisposable
{
    private const uint FirstAddress = 0xCB007101;

    private readonly Stopwatch _uptime = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<int, int> _functions = new();
    private readonly ConcurrentDictionary<int, bool> _pins = new();
    private readonly ConcurrentDictionary<int, Notice> _pinNotices = new();
    private readonly ConcurrentDictionary<int, BoardSocket> _sockets = new();
    private readonly List<string> _names = [];
    private readonly Lock _bus = new();
    private int _lastSocket;
    private volatile bool _isCut;
    private BoardWifi? _radio;

    /// <summary>Raised when the firmware drives a pin.</summary>
    public event Action<int, bool>? PinWritten;

    /// <summary>Raised when somebody listens to a serial line: who it is.</summary>
    public event Action<object>? Listened;

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
        foreach (BoardSocket socket in _sockets.Values)
        {
            socket.Dispose();
        }

        Wake();
    }

    /// <summary>Wakes the loop, as a serial line does.</summary>
    public void Wake() => lines["COM1"].Ring();

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
    public void ListenPin(int pin, Notice notice) => _pinNotices[pin] = notice;

    /// <inheritdoc/>
    public bool OpenSerial(string port, int baud, int handshake, int readBufferBytes)
    {
        Live();
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
            if (chip is null || bus != Wiring.I2cBus)
            {
                return false;
            }

            chip.Write(address, write.AsSpan(0, writeCount));
            if (readCount > 0)
            {
                chip.Read(address, read.AsSpan(readOffset, readCount));
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
    public void WifiScan() => Radio.Scan();

    /// <inheritdoc/>
    public bool ScanResult(int index, out string ssid, out int signalDbm) =>
        Radio.Result(index, out ssid, out signalDbm);

    /// <inheritdoc/>
    public void ListenScan(Notice notice) => Radio.ListenScan(notice);

    /// <inheritdoc/>
    public void ListenNetwork(Notice notice) => Radio.ListenNetwork(notice);

    /// <inheritdoc/>
    public uint Resolve(string host)
    {
        bool isKnown = IsPortal || resolve(host, 443) is not null || resolve(host, 80) is not null;
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

    /// <inheritdoc/>
    public int OpenSocket()
    {
        Live();
        int number = Interlocked.Increment(ref _lastSocket);
        _sockets[number] = new BoardSocket();
        return number;
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

        return (!IsPortal || wifi.IsPortalTls) && resolve(host, port) is (string to, int toPort)
            ? With(socket, s => s.Connect(to, toPort)) : -(int)SocketError.ConnectionRefused;
    }

    /// <inheritdoc/>
    public int Send(int socket, byte[] buffer, int offset, int count) =>
        With(socket, s => s.Send(buffer, offset, count));

    /// <inheritdoc/>
    public int Receive(int socket, byte[] buffer, int offset, int count, int timeoutMs) =>
        With(socket, s => s.Receive(buffer, offset, count, timeoutMs));

    /// <inheritdoc/>
    public int Available(int socket) => With(socket, s => s.Available());

    /// <inheritdoc/>
    public bool Poll(int socket, int microseconds, int mode) =>
        With(socket, s => s.Poll(microseconds, mode) ? 1 : 0) == 1;

    /// <inheritdoc/>
    public void CloseSocket(int socket)
    {
        if (_sockets.TryRemove(socket, out BoardSocket? open))
        {
            open.Dispose();
        }
    }

    /// <inheritdoc/>
    public int Handshake(int socket, string host, byte[] rootPem, int verification, int protocols) =>
        With(socket, s => s.Handshake(host, rootPem, (verification & 4) != 0, protocols));

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
    public bool SyncTime(string server)
    {
        bool isUp = Radio.IsUp;
        Pause(isUp ? 20 : 200);
        return isUp && !IsPortal;
    }

    /// <inheritdoc/>
    public void SetSystemTime(long utcSeconds) => Live();

    /// <inheritdoc/>
    public void Reboot(int option) => throw new RestartException();

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] data) => HMACSHA256.HashData(key, data);

    /// <inheritdoc/>
    public byte[] Utf8Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <inheritdoc/>
    public string Utf8Text(byte[] bytes, int offset, int count) =>
        Encoding.UTF8.GetString(bytes, offset, count);

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
        if (_isCut)
        {
            throw new PowerCutException();
        }
    }
}
