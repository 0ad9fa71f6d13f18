using System.Text;

namespace Terminal.Rig.Board;

/// <summary>One connection of a phone to the page of a board without a radio.</summary>
public sealed class VirtualPhoneConnection
{
    private readonly Queue<byte> _toTerminal = new();
    private readonly MemoryStream _toPhone = new(32_768);

    /// <summary>The phone's IPv4 address, first octet in the top byte.</summary>
    public uint Address { get; init; }

    /// <summary>The most bytes that one write takes: a phone that reads slowly.</summary>
    public int RoomBytes { get; set; } = int.MaxValue;

    /// <summary>True once the phone has gone.</summary>
    public bool IsBroken { get; set; }

    /// <summary>True once the terminal has closed.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>What the phone has received.</summary>
    public string Received => Encoding.UTF8.GetString(_toPhone.ToArray());

    /// <summary>Bytes that the phone has received.</summary>
    public long ReceivedBytes => _toPhone.Length;

    /// <summary>The phone sends.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
        {
            _toTerminal.Enqueue(next);
        }
    }

    /// <summary>The phone sends a text.</summary>
    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    internal int Take(Span<byte> into)
    {
        int count = Math.Min(into.Length, _toTerminal.Count);
        for (int i = 0; i < count; i++)
        {
            into[i] = _toTerminal.Dequeue();
        }

        return count;
    }

    internal int Put(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, RoomBytes);
        _toPhone.Write(bytes[..count]);
        return count;
    }

    internal void End() => IsEnded = true;
}
