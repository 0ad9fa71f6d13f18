using Terminal.NanoPackages;

namespace System.IO.Ports;

/// <summary>
/// A serial line. As on the device: Read waits for the full count, Write waits while the peer holds
/// the line and throws when its time is over, and a full receive buffer loses all that waits.
/// </summary>
public sealed class SerialPort : IDisposable
{
    private readonly IVirtualBoard _board = VirtualBoards.Current;
    private SerialDataReceivedEventHandler _received;
    private int _baudRate;

    public SerialPort(
        string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8,
        StopBits stopBits = StopBits.One)
    {
        PortName = portName;
        BaudRate = baudRate;
        Parity = parity;
        DataBits = dataBits;
        StopBits = stopBits;
    }

    public event SerialDataReceivedEventHandler DataReceived
    {
        add
        {
            if (_received == null)
            {
                _board.ListenSerial(PortName, value.Target, OnReceived);
            }

            _received = (SerialDataReceivedEventHandler)Delegate.Combine(_received, value);
        }
        remove => _received = (SerialDataReceivedEventHandler)Delegate.Remove(_received, value);
    }

    public string PortName { get; }

    public int BaudRate
    {
        get => _baudRate;
        set
        {
            _baudRate = value;
            if (IsOpen)
            {
                _board.SetSerialBaud(PortName, value);
            }
        }
    }

    public Parity Parity { get; set; }

    public int DataBits { get; set; }

    public StopBits StopBits { get; set; }

    public Handshake Handshake { get; set; }

    public int ReadBufferSize { get; set; } = 256;

    public int WriteBufferSize { get; set; } = 256;

    public int ReadTimeout { get; set; } = -1;

    public int WriteTimeout { get; set; } = -1;

    public bool IsOpen { get; private set; }

    public int BytesToRead => IsOpen ? _board.SerialCount(PortName) : throw Closed();

    public void Open()
    {
        if (IsOpen || !_board.OpenSerial(PortName, BaudRate, (int)Handshake, ReadBufferSize))
        {
            throw new InvalidOperationException();
        }

        IsOpen = true;
    }

    public void Close()
    {
        IsOpen = false;
        _board.CloseSerial(PortName);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = IsOpen ? 0 : throw Closed();
        int waitedMs = 0;
        while (taken < count)
        {
            taken += _board.SerialRead(PortName, buffer, offset + taken, count - taken);
            if (taken < count && ReadTimeout >= 0 && waitedMs++ >= ReadTimeout)
            {
                throw new TimeoutException();
            }

            Threading.Thread.Sleep(taken < count ? 1 : 0);
        }

        return taken;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            throw Closed();
        }

        if (_board.SerialWrite(PortName, buffer, offset, count, WriteTimeout) < count)
        {
            throw new TimeoutException();
        }
    }

    public void Dispose() => Close();

    private static InvalidOperationException Closed() => new InvalidOperationException();

    private void OnReceived(int what) =>
        _received?.Invoke(this, new SerialDataReceivedEventArgs((SerialData)what));
}
