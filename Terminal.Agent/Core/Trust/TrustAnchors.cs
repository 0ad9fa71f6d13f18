using Terminal.Agent.Ports;

namespace Terminal.Agent.Trust;

/// <summary>
/// The one or two root certificates that the acquirer is verified against. Both links offer the
/// selected one; where it is refused the other one is offered next, so that the acquirer may change
/// its root while both are here. Which of them have verified the acquirer is kept in NVRAM: only a
/// root beside one that has proved itself may be removed. Changes come with the next start.
/// </summary>
public sealed class TrustAnchors
{
    /// <summary>How many there may be.</summary>
    public const int Count = 2;

    private const int PrintBytes = 4;
    private const int CellBytes = 1 + (Count * (PrintBytes + 1));
    private static readonly byte[] Empty = new byte[0];

    private readonly byte[][] _pems = new byte[Count][];
    private readonly uint[] _prints = new uint[Count];
    private readonly bool[] _isProved = new bool[Count];
    private readonly byte[] _stored = new byte[CellBytes];
    private DurableCell _cell;
    private int _selected;
    private bool _isChanged;
    private bool _isMounted;

    /// <summary>Takes the files as they are; null or empty where there is none.</summary>
    public TrustAnchors(byte[] first, byte[] second)
    {
        _pems[0] = first == null ? Empty : first;
        _pems[1] = second == null ? Empty : second;
        for (int i = 0; i < Count; i++)
        {
            _prints[i] = PrintOf(_pems[i]);
        }

        _selected = _pems[0].Length > 0 ? 0 : 1;
    }

    /// <summary>The anchors of a board, made of its one root where nobody has made them.</summary>
    public static TrustAnchors Of(Board board)
    {
        if (board.Anchors == null)
        {
            board.Anchors = new TrustAnchors(board.RootCertificate, null);
        }

        return board.Anchors;
    }

    /// <summary>The one that a link is to offer, 0 or 1.</summary>
    public int Selected => _selected;

    /// <summary>True when there are two.</summary>
    public bool HasOther => _pems[0].Length > 0 && _pems[1].Length > 0;

    /// <summary>A root certificate, PEM; empty where there is none.</summary>
    public byte[] Pem(int index) => _pems[index];

    /// <summary>True when the acquirer has been verified against it.</summary>
    public bool IsProved(int index) => _isProved[index];

    /// <summary>The acquirer has been verified against one of them.</summary>
    public void OnProved(int index)
    {
        if (!_isProved[index] || _selected != index)
        {
            _isProved[index] = true;
            _selected = index;
            _isChanged = true;
        }
    }

    /// <summary>The acquirer's certificate does not fit one of them.</summary>
    /// <returns>True when the other one is to be offered.</returns>
    public bool OnRefused(int index)
    {
        if (!HasOther)
        {
            return false;
        }

        if (_selected == index)
        {
            _selected = 1 - index;
        }

        return true;
    }

    /// <summary>Says where it is kept which of them have proved themselves; at start-up.</summary>
    public void Attach(INvram nvram) => _cell = new DurableCell(nvram, DurableCell.Anchors);

    /// <summary>Takes over what is kept, once the journal is mounted.</summary>
    public void Mount()
    {
        _isMounted = _cell != null;
        if (!_isMounted || _cell.Load(_stored) != CellBytes)
        {
            return;
        }

        for (int i = 0; i < Count; i++)
        {
            bool isSame = _pems[i].Length > 0
                && ByteCodec.GetU32(_stored, 1 + (i * (PrintBytes + 1))) == _prints[i];
            _isProved[i] |= isSame && _stored[1 + (i * (PrintBytes + 1)) + PrintBytes] == 1;
        }

        if (_stored[0] < Count && _pems[_stored[0]].Length > 0)
        {
            _selected = _stored[0];
        }
    }

    /// <summary>Keeps what has changed: seldom, and off the links' way.</summary>
    public void Keep()
    {
        if (!_isChanged || !_isMounted)
        {
            return;
        }

        _isChanged = false;
        _stored[0] = (byte)_selected;
        for (int i = 0; i < Count; i++)
        {
            ByteCodec.PutU32(_stored, 1 + (i * (PrintBytes + 1)), _prints[i]);
            _stored[1 + (i * (PrintBytes + 1)) + PrintBytes] = (byte)(_isProved[i] ? 1 : 0);
        }

        _cell.Store(_stored, 0, CellBytes);
    }

    // FNV-1a, 32 bits: it tells files apart, no more.
    private static uint PrintOf(byte[] pem)
    {
        uint hash = 2_166_136_261;
        for (int i = 0; i < pem.Length; i++)
        {
            hash = (hash ^ pem[i]) * 16_777_619;
        }

        return hash;
    }
}
