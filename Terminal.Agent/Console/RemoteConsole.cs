using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>
/// The console's reports for somebody who is not at the terminal: those that need no code, change
/// nothing, and tell no amount, no payment and no network's name. It asks for no line of its own;
/// what it says goes where the caller lends room.
/// </summary>
public sealed class RemoteConsole
{
    private static readonly byte[] OkWord = ByteCodec.Ascii("OK");
    private static readonly byte[] ErrWord = ByteCodec.Ascii("ERR ");

    private readonly RowSink _sink = new RowSink();
    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly EventRow _row;
    private readonly IConsoleGroup _reports;
    private readonly IConsoleGroup _lists;

    // The command that goes on; null when none does.
    private IConsoleGroup _running;

    /// <summary>Makes it for an agent.</summary>
    public RemoteConsole(Agent agent, Board board)
    {
        _context = new ConsoleContext(_sink, agent, board, agent.WifiTest);
        _out = _context.Out;
        _row = new EventRow(_out, true);
        _reports = new ReportCommands(_context);
        _lists = new ListCommands(_context, true);
    }

    /// <summary>True while an answer has not been given whole.</summary>
    public bool IsBusy => _running != null || !_out.IsEmpty;

    /// <summary>Takes a question: a command's line.</summary>
    public void Ask(byte[] text, int offset, int count, long nowMs)
    {
        CommandLine line = _context.Line;
        Drop();
        if (count > line.Bytes.Length)
        {
            End(ConsoleAnswer.LineTooLong);
            return;
        }

        Array.Copy(text, offset, line.Bytes, 0, count);
        ConsoleAnswer answer = line.Cut(count);
        if (answer == ConsoleAnswer.Ok)
        {
            ConsoleCommand command = line.Count == 0 ? ConsoleCommand.None
                : ConsoleText.Find(line.Bytes, line.Start[0], line.Length[0]);
            _running = GroupOf(command);
            answer = _running == null
                ? ConsoleAnswer.UnknownCommand : _running.Begin(command, nowMs);
        }

        if (answer >= ConsoleAnswer.Ok)
        {
            End(answer);
        }
    }

    /// <summary>Forgets the answer that goes on.</summary>
    public void Drop()
    {
        _running = null;
        _sink.Lend(_context.Line.Bytes, 0, 0);
        _out.Clear();
    }

    /// <summary>Goes on with the answer, a little at a time.</summary>
    /// <param name="into">Where it goes.</param>
    /// <param name="offset">From here on.</param>
    /// <param name="end">Up to here.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>The offset after what has been put: the same as before while there is more to
    /// come and it takes another call; <paramref name="end"/> when the room is used up.</returns>
    public int Put(byte[] into, int offset, int end, long nowMs)
    {
        _sink.Lend(into, offset, end);
        _out.Drain();
        if (_running != null && _out.Room >= Limits.ConsoleRowBytesMax)
        {
            _out.Begin();
            ConsoleAnswer answer = _running.Continue(nowMs);
            if (answer >= ConsoleAnswer.Ok)
            {
                End(answer);
            }

            _out.Drain();
        }

        return _sink.At;
    }

    /// <summary>Puts an entry of the event log in words, a row.</summary>
    /// <returns>The offset after it; the offset given when it does not fit, or an answer goes
    /// on.</returns>
    public int PutEvent(EventEntry entry, byte[] into, int offset, int end)
    {
        if (IsBusy)
        {
            return offset;
        }

        _out.Begin();
        _row.Put(entry);
        int count = _out.At - _out.RowStart;
        if (count > end - offset)
        {
            _out.Clear();
            return offset;
        }

        _out.End();
        _sink.Lend(into, offset, end);
        _out.Drain();
        _out.Clear();
        return _sink.At;
    }

    private IConsoleGroup GroupOf(ConsoleCommand command)
    {
        switch (command)
        {
            case ConsoleCommand.Log:
                return _lists;
            case ConsoleCommand.Version:
            case ConsoleCommand.Status:
            case ConsoleCommand.Links:
            case ConsoleCommand.Data:
            case ConsoleCommand.Sim:
            case ConsoleCommand.Faults:
            case ConsoleCommand.Fleet:
                return _reports;
            default:
                return null;
        }
    }

    private void End(ConsoleAnswer answer)
    {
        _out.Begin();
        if (answer == ConsoleAnswer.Ok)
        {
            _out.Text(OkWord);
        }
        else
        {
            byte[] row = ConsoleText.Error(answer);
            _out.Text(ErrWord).Text(row, 0, 2);
            _out.Byte(' ');
            _out.Text(row, 2, row.Length - 2);
        }

        _out.End();
        _running = null;
        _context.Line.Erase();
        _context.Detail = -1;
        _context.DetailText = null;
    }
}
