using System;
using System.IO.Ports;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Lines;

/// <summary>
/// A UART behind the non-blocking port. Reads take only what has arrived, because a read waits for
/// its full count; writes go through a queue and a worker, because the peer may hold the line. What
/// a peer holds for too long is dropped: the protocol above repeats it. A line that the platform
/// does not let open, or that throws, is silent: it never ends the program.
/// </summary>
public sealed class SerialLine : Worker, ISerialPort, ILineSpeed
{
    // Null where the platform keeps the UART for itself.
    private readonly SerialPort _port;
    private readonly ByteQueue _queue = new ByteQueue(BoardLimits.LineSendBytes);
    private readonly byte[] _piece = new byte[BoardLimits.LinePieceBytes];

    /// <summary>Makes the line; <see cref="Open"/> opens it.</summary>
    public SerialLine(
        string port, int baud, bool isFlowControlled, IClock clock, WorkerWatch watch)
        : base(clock, watch)
    {
        try
        {
            _port = new SerialPort(port, baud);
            _port.ReadBufferSize = BoardLimits.LineReceiveBytes;
            _port.ReadTimeout = BoardLimits.LineReadMs;
            _port.WriteTimeout = BoardLimits.LineHeldMs;
            _port.Handshake = isFlowControlled ? Handshake.RequestToSend : Handshake.None;
        }
        catch (Exception)
        {
            _port = null;
        }
    }

    /// <summary>True once the line could be opened.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Opens the line.</summary>
    /// <param name="received">Told when bytes arrive.</param>
    /// <returns>False when the platform does not allow it.</returns>
    public bool Open(SerialDataReceivedEventHandler received)
    {
        try
        {
            if (_port != null)
            {
                _port.Open();
                _port.DataReceived += received;
                IsOpen = true;
            }
        }
        catch (Exception)
        {
            // Wire protocol on this UART (invalid parameter), pins not set, or no memory.
        }

        return IsOpen;
    }

    /// <inheritdoc/>
    public void SetBaud(int baud) => _port.BaudRate = baud;

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        if (!IsOpen)
        {
            return 0;
        }

        try
        {
            int waiting = _port.BytesToRead;
            int count = waiting < capacity ? waiting : capacity;
            return count > 0 ? _port.Read(buffer, offset, count) : 0;
        }
        catch (Exception)
        {
            // The driver lost what waited between the two calls: its buffer had overflowed.
            return 0;
        }
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            // As a line with nobody at its end.
            return count;
        }

        int accepted = _queue.Put(buffer, offset, count);
        if (accepted > 0)
        {
            Begin(BoardLimits.LineHeldMs * 2);
        }

        return accepted;
    }

    /// <inheritdoc/>
    protected override bool HasMore => _queue.Count > 0;

    /// <inheritdoc/>
    protected override void DoWork()
    {
        int count;
        while ((count = _queue.Take(_piece, 0, _piece.Length)) > 0)
        {
            Extend(BoardLimits.LineHeldMs * 2);
            Send(count);
        }
    }

    private void Send(int count)
    {
        try
        {
            _port.Write(_piece, 0, count);
        }
        catch (Exception)
        {
            // Timed out, or the driver failed.
            _queue.Clear();
        }
    }
}
