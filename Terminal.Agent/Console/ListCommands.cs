using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Console;

/// <summary>The long listings, a row a step: help, journal, export, totals, event log.</summary>
internal sealed class ListCommands : IConsoleGroup
{
    private static readonly byte[] TransactionKey = ByteCodec.Ascii("transaction");
    private static readonly byte[] KindKey = ByteCodec.Ascii("kind");
    private static readonly byte[] SaleWord = ByteCodec.Ascii("sale");
    private static readonly byte[] RefundWord = ByteCodec.Ascii("refund");
    private static readonly byte[] AmountKey = ByteCodec.Ascii("amount");
    private static readonly byte[] CurrencyKey = ByteCodec.Ascii("currency");
    private static readonly byte[] CreatedKey = ByteCodec.Ascii("created");
    private static readonly byte[] ChangedKey = ByteCodec.Ascii("changed");
    private static readonly byte[] Last4Key = ByteCodec.Ascii("last4");
    private static readonly byte[] EntryKey = ByteCodec.Ascii("entry");
    private static readonly byte[] FlagsKey = ByteCodec.Ascii("flags");
    private static readonly byte[] HttpKey = ByteCodec.Ascii("http");
    private static readonly byte[] ResponseKey = ByteCodec.Ascii("response");
    private static readonly byte[] PaymentKey = ByteCodec.Ascii("payment");
    private static readonly byte[] OriginalKey = ByteCodec.Ascii("original");
    private static readonly byte[] KsnKey = ByteCodec.Ascii("ksn");
    private static readonly byte[] SealedKey = ByteCodec.Ascii("sealed_base64");
    private static readonly byte[] DamageKey = ByteCodec.Ascii("damage");
    private static readonly byte[] CrcKey = ByteCodec.Ascii("crc");
    private static readonly byte[] ExportKey = ByteCodec.Ascii("export");
    private static readonly byte[] EndKey = ByteCodec.Ascii("export_end");

    private readonly EventRow _row;
    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly Agent _agent;
    private readonly TransactionJournal _journal;
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly EventEntry _entry = new EventEntry();
    private readonly byte[] _id = new byte[Limits.UniqueIdBytesMax];
    private ConsoleCommand _command;

    // The slot, row or state that comes next; rows that may still be printed; rows printed.
    private int _next;
    private long _left;
    private int _printed;
    private uint _number;

    /// <summary>Makes them; for others than technicians no amount may be told.</summary>
    public ListCommands(ConsoleContext context, bool isForOthers)
    {
        _row = new EventRow(context.Out, isForOthers);
        _context = context;
        _out = context.Out;
        _agent = context.Agent;
        _journal = context.Agent.Journal;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        _command = command;
        _next = 0;
        _printed = 0;
        _left = int.MaxValue;
        bool isCounted = command == ConsoleCommand.Journal || command == ConsoleCommand.Log;
        if (!TakeCount(isCounted))
        {
            return ConsoleAnswer.Usage;
        }

        bool isOfMoney = command != ConsoleCommand.Help && command != ConsoleCommand.Log;
        ConsoleAnswer answer = isOfMoney ? _context.NeedPin(nowMs) : ConsoleAnswer.Ok;
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        if (command == ConsoleCommand.Journal)
        {
            _next = _journal.Newest();
        }
        else if (command == ConsoleCommand.Log)
        {
            _number = _agent.Log.NewestNumber;
        }
        else if (command == ConsoleCommand.Export)
        {
            BeginExport();
        }

        return ConsoleAnswer.More;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs)
    {
        switch (_command)
        {
            case ConsoleCommand.Help:
                return Help();
            case ConsoleCommand.Journal:
                return JournalRow();
            case ConsoleCommand.Export:
                return ExportRow();
            case ConsoleCommand.Totals:
                return TotalRow();
            default:
                return LogRow();
        }
    }

    private bool TakeCount(bool isCounted)
    {
        CommandLine line = _context.Line;
        if (!isCounted)
        {
            return line.Count == 1;
        }

        if (line.Count == 1)
        {
            _left = Limits.ConsoleListedRows;
            return true;
        }

        if (line.Count == 2 && line.Is(1, ConsoleKeys.All))
        {
            return true;
        }

        _left = line.Number(1);
        return line.Count == 2 && _left > 0;
    }

    private ConsoleAnswer Help()
    {
        byte[][] rows = ConsoleText.Help;
        _out.Text(rows[_next++]);
        _out.End();
        return _next < rows.Length ? ConsoleAnswer.More : ConsoleAnswer.Ok;
    }

    private ConsoleAnswer JournalRow()
    {
        if (_next < 0 || _left == 0)
        {
            return ConsoleAnswer.Ok;
        }

        int slot = _next;
        _next = _journal.Older(slot);
        _left--;
        bool isLoaded = _journal.Load(slot, _record);
        _record.Wipe();
        if (!isLoaded)
        {
            return ConsoleAnswer.More;
        }

        Id(TransactionKey, _record.Boot, _record.Sequence);
        _out.Key(KindKey).Text(
            _record.Kind == TransactionKind.Refund ? RefundWord : SaleWord);
        _out.Key(ConsoleKeys.State).Text(ConsoleText.States[(int)_record.State]);
        _out.Key(AmountKey).Amount(_record.AmountCents);
        _out.Key(CurrencyKey).Text(_record.Currency);
        _out.Key(CreatedKey).Time(_record.CreatedUtcSeconds);
        _out.Key(Last4Key).Text(_record.Last4);
        _out.Key(FlagsKey).Number(_record.Flags);
        Outcome();
        _out.End();
        return ConsoleAnswer.More;
    }

    private void BeginExport()
    {
        _out.Key(ExportKey).Number(1);
        _out.Key(ConsoleKeys.Serial).Text(
            _agent.Owner.Serial, 0, _agent.Owner.SerialLength);
        _out.Key(ConsoleKeys.Version).Text(FirmwareVersion.Text);
        _out.Key(ConsoleKeys.Utc).Time(_context.Board.Clock.UtcSeconds);
        _out.Key(ConsoleKeys.Waiting).Number(_journal.UndeliveredCount);
        EndSealed();
    }

    private ConsoleAnswer ExportRow()
    {
        if (_next >= _journal.SlotCount)
        {
            _out.Key(EndKey).Number(1);
            _out.Key(ConsoleKeys.Count).Number(_printed);
            _out.Key(ConsoleKeys.Waiting).Number(_journal.UndeliveredCount);
            EndSealed();
            _context.NoteExport(_printed);
            return ConsoleAnswer.Ok;
        }

        int slot = _next++;
        SlotDamage damage = _journal.Damage(slot);
        TransactionState state = _journal.State(slot);
        bool isUndelivered = state != TransactionState.Free && !TransactionRules.IsFinal(state);
        if ((!isUndelivered && damage != SlotDamage.Record) || !_journal.Load(slot, _record))
        {
            return ConsoleAnswer.More;
        }

        _printed += damage == SlotDamage.Record ? 0 : 1;
        ExportRecord(damage);
        _record.Wipe();
        EndSealed();
        return ConsoleAnswer.More;
    }

    private void ExportRecord(SlotDamage damage)
    {
        Id(TransactionKey, _record.Boot, _record.Sequence);
        _out.Key(KindKey).Text(
            _record.Kind == TransactionKind.Refund ? RefundWord : SaleWord);
        _out.Key(ConsoleKeys.State).Text(ConsoleText.States[(int)_record.State]);
        _out.Key(ConsoleKeys.AmountCents).Number(_record.AmountCents);
        _out.Key(CurrencyKey).Text(_record.Currency);
        _out.Key(CreatedKey).Time(_record.CreatedUtcSeconds);
        _out.Key(ChangedKey).Time(_record.ChangedUtcSeconds);
        _out.Key(EntryKey).Number((int)_record.EntryMode);
        _out.Key(Last4Key).Quoted(_record.Last4, _record.Last4.Length);
        _out.Key(FlagsKey).Number(_record.Flags);
        if (damage != SlotDamage.None)
        {
            _out.Key(DamageKey).Number((int)damage);
        }

        Outcome();
        if (_record.Kind == TransactionKind.Refund)
        {
            Id(OriginalKey, _record.OriginalBoot, _record.OriginalSequence);
        }

        if (_record.SealedLength > 0)
        {
            _out.Key(KsnKey).Hex(_record.Ksn, _record.KsnLength);
            _out.Key(SealedKey).Base64(_record.Sealed, _record.SealedLength);
        }
    }

    private void Outcome()
    {
        if (_record.HttpStatus > 0)
        {
            _out.Key(HttpKey).Number(_record.HttpStatus);
        }

        if (_record.ResponseCode[0] != 0)
        {
            _out.Key(ResponseKey).Quoted(_record.ResponseCode, _record.ResponseCode.Length);
        }

        if (_record.PaymentIdLength > 0)
        {
            _out.Key(PaymentKey).Quoted(_record.PaymentId, _record.PaymentIdLength);
        }
    }

    private ConsoleAnswer TotalRow()
    {
        int state = _next / Currencies.Count;
        int currency = _next % Currencies.Count;
        if (state >= ConsoleText.States.Length)
        {
            return ConsoleAnswer.Ok;
        }

        _next++;
        int count = state == (int)TransactionState.Free
            ? 0 : _journal.TotalCount((TransactionState)state, currency);
        if (count > 0)
        {
            _out.Key(ConsoleKeys.State).Text(ConsoleText.States[state]);
            _out.Key(CurrencyKey).Text(Currencies.Table, currency * 3, 3);
            _out.Key(ConsoleKeys.Count).Number(count);
            _out.Key(AmountKey).Amount(
                _journal.TotalCents((TransactionState)state, currency));
            _out.End();
        }

        return ConsoleAnswer.More;
    }

    private ConsoleAnswer LogRow()
    {
        if (_number == 0 || _left == 0)
        {
            return ConsoleAnswer.Ok;
        }

        uint number = _number;
        _number = _agent.Log.Older(number);
        _left--;
        if (!_agent.Log.Read(number, _entry))
        {
            return ConsoleAnswer.More;
        }

        _row.Put(_entry);
        _out.End();
        return ConsoleAnswer.More;
    }

    private void Id(byte[] key, uint boot, uint sequence)
    {
        _out.Key(key).Text(_id, 0, UniqueId.Write(
            _agent.Owner.Serial, _agent.Owner.SerialLength, boot, sequence, _id, 0));
    }

    // The check sum covers everything before its own blank.
    private void EndSealed()
    {
        int count = _out.At - _out.RowStart;
        uint crc = Crc32.Compute(_out.Bytes, _out.RowStart, count);
        _out.Key(CrcKey).Hex32(crc);
        _out.End();
    }
}
