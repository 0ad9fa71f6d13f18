using System;
using Terminal.Agent.Ports;
using Terminal.Agent.Trust;

namespace Terminal.Agent.Console;

/// <summary>
/// root: lists the root certificates, takes one that is pasted in lines, and removes one once the
/// other has proved itself. What is changed here counts from the next start on.
/// </summary>
internal sealed class RootCommands : IAskingGroup
{
    private static readonly byte[] ListWord = ByteCodec.Ascii("list");
    private static readonly byte[] AddWord = ByteCodec.Ascii("add");
    private static readonly byte[] RemoveWord = ByteCodec.Ascii("remove");
    private static readonly byte[] RootKey = ByteCodec.Ascii("root");
    private static readonly byte[] NameKey = ByteCodec.Ascii("name");
    private static readonly byte[] LastDayKey = ByteCodec.Ascii("last_day");
    private static readonly byte[] HashKey = ByteCodec.Ascii("sha256");
    private static readonly byte[] ProvedKey = ByteCodec.Ascii("proved");
    private static readonly byte[] UsedKey = ByteCodec.Ascii("used");
    private static readonly byte[] PasteKey = ByteCodec.Ascii("paste");
    private static readonly byte[] PasteWords =
        ByteCodec.Ascii("\"the certificate in PEM, from BEGIN to END; Ctrl-C gives up\"");

    private static readonly byte[] UseKey = ByteCodec.Ascii("counts");
    private static readonly byte[] AfterReboot = ByteCodec.Ascii("after_reboot");
    private static readonly byte[] EndLine = ByteCodec.Ascii("-----END CERTIFICATE-----");
    private static readonly byte[] AskRemove = ByteCodec.Ascii(
        "From the next start on the acquirer is verified against the other root only.");

    private static readonly byte[][] Verdicts =
    {
        ByteCodec.Ascii("missing"), ByteCodec.Ascii("good"), ByteCodec.Ascii("not one PEM"),
        ByteCodec.Ascii("not a certificate"), ByteCodec.Ascii("not a CA"),
        ByteCodec.Ascii("has ended"), ByteCodec.Ascii("too long"),
    };

    private static readonly byte[] IsThere = ByteCodec.Ascii("already there");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly TrustAnchors _anchors;
    private readonly RootCertificate _reader;
    private readonly byte[] _pem = new byte[Limits.RootPemBytesMax];
    private readonly byte[] _digest = new byte[Sha256.DigestBytes];

    // What the next start will find: a slot that has been written or emptied since this one.
    private readonly bool[] _isTaken = new bool[TrustAnchors.Count];
    private int _length;
    private int _slot;
    private bool _isTooLong;
    private bool _isRemoving;

    public RootCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _anchors = TrustAnchors.Of(context.Board);
        _reader = context.Agent.RootReader;
        for (int i = 0; i < _isTaken.Length; i++)
        {
            _isTaken[i] = _anchors.Pem(i).Length > 0;
        }
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        CommandLine line = _context.Line;
        if (line.Is(1, ListWord) && line.Count == 2)
        {
            Show(0);
            Show(1);
            return ConsoleAnswer.Ok;
        }

        bool isAdding = line.Is(1, AddWord) && line.Count == 2;
        ConsoleReply given = isAdding ? ConsoleReply.None : line.TakeReply(4);
        _isRemoving = line.Is(1, RemoveWord) && line.Count == 3;
        if (!isAdding && !_isRemoving)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        if (_context.Board.Roots == null)
        {
            return ConsoleAnswer.StoreFailed;
        }

        return isAdding ? BeginPaste() : Remove(line.Number(2), given, nowMs);
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs)
    {
        ISettingsStore store = _context.Board.Roots;
        if (store.IsWriting)
        {
            return ConsoleAnswer.Wait;
        }

        if (store.LastWriteFailed)
        {
            return ConsoleAnswer.StoreFailed;
        }

        _isTaken[_slot] = !_isRemoving;
        _out.Key(RootKey).Number(_slot + 1);
        if (!_isRemoving)
        {
            Facts();
        }

        _out.Key(UseKey).Text(AfterReboot);
        _out.End();
        return ConsoleAnswer.Ok;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Reply(ConsoleReply reply, long nowMs) => reply != ConsoleReply.Yes
        ? ConsoleAnswer.NotConfirmed : Write(0);

    /// <summary>Takes a line of the certificate that is pasted.</summary>
    /// <returns>Lines while more is to come.</returns>
    public ConsoleAnswer TakeLine(byte[] line, int count)
    {
        if (_length + count + 1 > _pem.Length)
        {
            _isTooLong = true;
        }
        else
        {
            Array.Copy(line, 0, _pem, _length, count);
            _length += count;
            _pem[_length++] = (byte)'\n';
        }

        bool isEnd = count >= EndLine.Length && ByteCodec.Same(line, 0, EndLine, 0, EndLine.Length);
        return isEnd ? Judge() : ConsoleAnswer.Lines;
    }

    private ConsoleAnswer BeginPaste()
    {
        _slot = !_isTaken[0] ? 0 : !_isTaken[1] ? 1 : -1;
        if (_slot < 0)
        {
            return ConsoleAnswer.RootsFull;
        }

        _length = 0;
        _isTooLong = false;
        _out.Key(PasteKey).Text(PasteWords);
        _out.End();
        return ConsoleAnswer.Lines;
    }

    private ConsoleAnswer Judge()
    {
        RootVerdict verdict = _isTooLong ? RootVerdict.TooLong
            : _reader.Read(_pem, _length, _context.Board.Clock.UtcSeconds);
        if (verdict != RootVerdict.Good)
        {
            return _context.Error(ConsoleAnswer.BadRoot, Verdicts[(int)verdict]);
        }

        Array.Copy(_reader.Fingerprint, 0, _digest, 0, _digest.Length);
        byte[] other = _anchors.Pem(1 - _slot);
        _reader.Read(other, other.Length, 0);
        bool isSame = ByteCodec.Same(_digest, 0, _reader.Fingerprint, 0, _digest.Length);
        _reader.Read(_pem, _length, 0);
        return isSame ? _context.Error(ConsoleAnswer.BadRoot, IsThere) : Write(_length);
    }

    private ConsoleAnswer Remove(long number, ConsoleReply given, long nowMs)
    {
        if (number < 1 || number > TrustAnchors.Count || !_isTaken[(int)number - 1])
        {
            return ConsoleAnswer.NoSuchRoot;
        }

        _slot = (int)number - 1;
        if (!_isTaken[1 - _slot] || !_anchors.IsProved(1 - _slot))
        {
            return ConsoleAnswer.NotProved;
        }

        return given != ConsoleReply.None ? Reply(given, nowMs)
            : _context.Error(ConsoleAnswer.Ask, AskRemove);
    }

    private ConsoleAnswer Write(int count) =>
        _context.Board.Roots.Write(_slot, _pem, 0, count)
            ? ConsoleAnswer.Wait : ConsoleAnswer.StoreFailed;

    private void Show(int index)
    {
        byte[] pem = _anchors.Pem(index);
        RootVerdict verdict = _reader.Read(pem, pem.Length, _context.Board.Clock.UtcSeconds);
        if (verdict == RootVerdict.Missing)
        {
            return;
        }

        _out.Key(RootKey).Number(index + 1);
        _out.Key(ConsoleKeys.State).Quoted(
            Verdicts[(int)verdict], Verdicts[(int)verdict].Length);
        Facts();
        _context.YesNo(ProvedKey, _anchors.IsProved(index));
        _context.YesNo(UsedKey, _anchors.Selected == index);
        _out.End();
    }

    private void Facts()
    {
        _out.Key(NameKey).Quoted(_reader.Name, _reader.NameLength);
        _out.Key(LastDayKey);
        if (_reader.LastUtcSeconds > 0)
        {
            _out.Date(_reader.LastUtcSeconds);
        }
        else
        {
            _out.Text(ConsoleKeys.Unknown);
        }

        _out.Key(HashKey).Hex(_reader.Fingerprint, _reader.Fingerprint.Length);
    }
}
