using System;
using System.IO.Ports;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Lines;

/// <summary>
/// A UART behind the non-blocking port. Reads take only what has arrived, because a read waits for
/// its full count; writes go through a queue and a worker, because the peer may hold the line. What
/// a peer holds for too long is dropped: the protocol above repeats it.
/// </summary>
public sealed class SerialLine : Worker, ISerialPort, ILineSpeed
{
    private readonly SerialPort _port;
    private readonly ByteQueue _queue = new ByteQueue(BoardLimits.LineSendBytes);
    private readonly byte[] _piece = new byte[BoardLimits.LinePieceBytes];

    /// <summary>Makes the line; <see cref="Open"/> opens it.</summary>
    public SerialLine(
        string port, int baud, bool isFlowControlled, IClock clock, WorkerWatch watch)
        : base(clock, watch)
    {
        _port = new SerialPort(port, baud);
        _port.ReadBufferSize = BoardLimits.LineReceiveBytes;
        _port.WriteTimeout = BoardLimits.LineHeldMs;
        _port.Handshake = isFlowControlled ? Handshake.RequestToSend : Handshake.None;
    }

    /// <summary>Opens the line.</summary>
    /// <param name="received">Told when bytes arrive.</param>
    public void Open(SerialDataReceivedEventHandler received)
    {
        _port.Open();
        _port.DataReceived += received;
    }

    /// <inheritdoc/>
    public void SetBaud(int baud) => _port.BaudRate = baud;

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int waiting = _port.BytesToRead;
        int count = waiting < capacity ? waiting : capacity;
        return count > 0 ? _port.Read(buffer, offset, count) : 0;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
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
        catch (TimeoutException)
        {
            _queue.Clear();
        }
    }
}
