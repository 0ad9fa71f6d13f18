using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Console;

/// <summary>
/// attention: lists the open entries of the attention list, a row a step, and closes one.
/// </summary>
internal sealed class AttentionCommands : IConsoleGroup
{
    private static readonly byte[] AttentionKey = ByteCodec.Ascii("attention");
    private static readonly byte[] MoreKey = ByteCodec.Ascii("more");
    private static readonly byte[] KindKey = ByteCodec.Ascii("kind");
    private static readonly byte[] TransactionKey = ByteCodec.Ascii("transaction");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly Agent _agent;
    private readonly AttentionEntry _entry = new AttentionEntry();
    private readonly byte[] _id = new byte[Limits.UniqueIdBytesMax];
    private uint _number;

    public AttentionCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _agent = context.Agent;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        CommandLine line = _context.Line;
        if (line.Count != 1 && line.Count != 3)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPin(nowMs);
        if (answer == ConsoleAnswer.Ok && line.Count == 1)
        {
            _number = 0;
            return ConsoleAnswer.More;
        }

        return answer == ConsoleAnswer.Ok ? Close(line) : answer;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs)
    {
        AttentionList list = _agent.Attention;
        _number = list.Next(_number, true);
        if (_number == 0)
        {
            _out.Key(MoreKey).Number(list.MoreCount);
            _out.End();
            return ConsoleAnswer.Ok;
        }

        if (!list.Read(_number, _entry))
        {
            return ConsoleAnswer.More;
        }

        _out.Key(AttentionKey).Number(_number);
        _out.Key(KindKey).Text(ConsoleText.Attentions[(int)_entry.Kind]);
        if (_entry.Boot != 0)
        {
            _out.Key(TransactionKey).Text(_id, 0, UniqueId.Write(
                _agent.Owner.Serial, _agent.Owner.SerialLength, _entry.Boot, _entry.Sequence,
                _id, 0));
        }

        _out.Key(ConsoleKeys.AmountCents).Number(_entry.AmountCents);
        _out.Key(ConsoleKeys.Utc).Time(_entry.UtcSeconds);
        _out.End();
        return ConsoleAnswer.More;
    }

    // Entry 0 stands for the count of those that found no place.
    private ConsoleAnswer Close(CommandLine line)
    {
        int exit = line.IndexIn(1, ConsoleText.Exits);
        long number = line.Number(2);
        if (exit <= (int)AttentionExit.None || exit == (int)AttentionExit.PaidBack || number < 0
            || number > uint.MaxValue)
        {
            return ConsoleAnswer.Usage;
        }

        if (!_agent.Journal.IsWritable)
        {
            return ConsoleAnswer.NotWritable;
        }

        bool isDone = number == 0
            ? exit == (int)AttentionExit.Acknowledged && _agent.Attention.AcknowledgeMore()
            : _agent.Decide((uint)number, (AttentionExit)exit);
        return isDone ? ConsoleAnswer.Ok : ConsoleAnswer.NoSuchEntry;
    }
}
