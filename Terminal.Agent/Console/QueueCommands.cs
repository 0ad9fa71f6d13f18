using Terminal.Agent.Journal;
using Terminal.Agent.Sale;

namespace Terminal.Agent.Console;

/// <summary>queue: what waits, and what becomes of a queue that is held.</summary>
internal sealed class QueueCommands : IAskingGroup
{
    private const int TakeOver = 0;
    private const int Drop = 1;
    private const int GiveBack = 2;

    private static readonly byte[] OfflineKey = ByteCodec.Ascii("offline_waiting");
    private static readonly byte[] WatchedKey = ByteCodec.Ascii("watched");
    private static readonly byte[] LateKey = ByteCodec.Ascii("late_declines");
    private static readonly byte[] AttentionKey = ByteCodec.Ascii("attention");
    private static readonly byte[] DamagedKey = ByteCodec.Ascii("damaged");
    private static readonly byte[] FullKey = ByteCodec.Ascii("full");
    private static readonly byte[] OldestKey = ByteCodec.Ascii("oldest_offline");
    private static readonly byte[] HoldKey = ByteCodec.Ascii("hold");
    private static readonly byte[] OwnerKey = ByteCodec.Ascii("owner");
    private static readonly byte[] GiveBackKey = ByteCodec.Ascii("memory_goes_back_to");
    private static readonly byte[][] Words =
    {
        ByteCodec.Ascii("takeover"), ByteCodec.Ascii("drop"), ByteCodec.Ascii("giveback"),
    };

    private static readonly byte[] TakeSerial = ByteCodec.Ascii(
        "This terminal takes the queue's serial number; the terminal that it came from must not be "
        + "used any more.");

    private static readonly byte[] SameAccount = ByteCodec.Ascii(
        "The queue was made under another key. Is it the same account?");

    private static readonly byte[] OldMemory = ByteCodec.Ascii(
        "The memory is older than the terminal: refunds may have been made already, check them "
        + "first. Send the queue?");

    private static readonly byte[] DropIt = ByteCodec.Ascii(
        "The exported payments leave this terminal and are delivered from the export only.");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly Agent _agent;
    private int _asked;

    public QueueCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _agent = context.Agent;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        CommandLine line = _context.Line;
        ConsoleReply given = line.TakeReply(3);
        if (line.Count == 1)
        {
            Show();
            return ConsoleAnswer.Ok;
        }

        int word = line.Count == 2 ? line.IndexIn(1, Words) : -1;
        if (word < 0)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        QueueHold hold = _agent.Owner.Hold;
        if (hold == QueueHold.None)
        {
            return ConsoleAnswer.NotHeld;
        }

        if (word == GiveBack)
        {
            Row(GiveBackKey, _agent.Owner.Serial, _agent.Owner.SerialLength);
            return ConsoleAnswer.Ok;
        }

        if (word == Drop && !_context.IsExported)
        {
            return ConsoleAnswer.NotExported;
        }

        _asked = word;
        return given != ConsoleReply.None ? Reply(given, nowMs)
            : _context.Error(
                ConsoleAnswer.Ask,
                word == Drop ? DropIt : hold == QueueHold.OtherTerminal ? TakeSerial
                    : hold == QueueHold.OtherAccount ? SameAccount : OldMemory);
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs) => ConsoleAnswer.Ok;

    /// <inheritdoc/>
    public ConsoleAnswer Reply(ConsoleReply reply, long nowMs)
    {
        if (reply != ConsoleReply.Yes)
        {
            return ConsoleAnswer.NotConfirmed;
        }

        // A sale may have come between question and answer, or the queue may have changed.
        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        if (_asked == TakeOver)
        {
            return _agent.TakeOverQueue() ? ConsoleAnswer.Ok : ConsoleAnswer.StoreFailed;
        }

        if (!_context.IsExported)
        {
            return ConsoleAnswer.NotExported;
        }

        return _agent.DropQueue() ? ConsoleAnswer.Ok : ConsoleAnswer.StoreFailed;
    }

    private void Show()
    {
        TransactionJournal journal = _agent.Journal;
        Row(ConsoleKeys.Waiting, journal.WaitingCount);
        Row(WatchedKey, journal.UndeliveredCount - journal.WaitingCount);
        Row(OfflineKey, journal.OfflineWaitingCount);
        _out.Key(OldestKey).Time(journal.OldestOfflineUtcSeconds);
        _out.End();
        Row(LateKey, journal.LateDeclineCount);
        Row(AttentionKey, _agent.Attention.Count);
        Row(DamagedKey, journal.DamagedCount);
        _context.YesNo(FullKey, journal.IsFull);
        _out.End();
        Row(OwnerKey, journal.Owner.Serial, journal.Owner.SerialLength);
        _out.Key(HoldKey).Text(ConsoleText.Holds[(int)_agent.Owner.Hold]);
        _out.End();
    }

    private void Row(byte[] key, long value)
    {
        _out.Key(key).Number(value);
        _out.End();
    }

    private void Row(byte[] key, byte[] text, int length)
    {
        _out.Key(key).Quoted(text, length);
        _out.End();
    }
}
