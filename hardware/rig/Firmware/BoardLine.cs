using Terminal.Agent.Ports;
using Terminal.NanoPackages;
using Terminal.Rig.Board;

namespace Terminal.Rig.Firmware;

/// <summary>
/// A UART of the board: a receive buffer of the size that the firmware asked for, which loses all that waits when it
/// overflows, and the peer's end.
/// </summary>
public sealed class BoardLine(ISerialPort peer)
{
    private readonly byte[] _piece = new byte[512];
    private readonly Lock _lock = new();
    private ByteRing? _received;
    private int _capacity;
    private Notice? _notice;

    /// <summary>True while the firmware has it open.</summary>
    public bool IsOpen => _received is not null;

    /// <summary>Bytes that wait.</summary>
    public int Count => _received?.Count ?? 0;

    /// <summary>Opens it.</summary>
    public bool Open(int bufferBytes)
    {
        if (IsOpen)
        {
            return false;
        }

        _capacity = bufferBytes;
        _received = new ByteRing(bufferBytes);
        return true;
    }

    /// <summary>Closes it.</summary>
    public void Close() => _received = null;

    /// <summary>Listens for bytes.</summary>
    public void Listen(Notice notice) => _notice += notice;

    /// <summary>Tells the listeners, whether or not something has come.</summary>
    public void Ring() => _notice?.Invoke(1);

    /// <summary>Runs at another speed, if the peer's end can be told.</summary>
    public void SetBaud(int baud) => (peer as ILineSpeed)?.SetBaud(baud);

    /// <summary>Takes bytes.</summary>
    public int Read(byte[] buffer, int offset, int count) =>
        _received?.Take(buffer, offset, count) ?? 0;

    /// <summary>Sends what the peer takes.</summary>
    public int Write(byte[] buffer, int offset, int count) => peer.Write(buffer, offset, count);

    /// <summary>Moves what the peer has sent into the buffer.</summary>
    public void Pump()
    {
        bool hasCome = false;
        lock (_lock)
        {
            int count;
            while (_received is ByteRing ring && (count = peer.Read(_piece, 0, _piece.Length)) > 0)
            {
                hasCome = true;
                if (ring.Count + count > _capacity)
                {
                    ring.Clear();
                }

                ring.Put(_piece, 0, count);
            }
        }

        if (hasCome)
        {
            Ring();
        }
    }
}
