namespace Terminal.Agent.Till;

/// <summary>Writes tag, length, value into a fixed buffer. What has no room is left out.</summary>
public sealed class TillWriter
{
    private const int HeadBytes = 5;

    /// <summary>Longest value: its length has three digits.</summary>
    public const int ValueBytesMax = 999;

    private readonly byte[] _bytes;
    private int _limit;
    private int _length;

    /// <summary>Makes a writer with a buffer of so many bytes.</summary>
    public TillWriter(int bytesMax)
    {
        _bytes = new byte[bytesMax];
        _limit = bytesMax;
    }

    /// <summary>What has been written.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Its length.</summary>
    public int Length => _length;

    /// <summary>How long a value may still be.</summary>
    public int Room
    {
        get
        {
            int room = _limit - _length - HeadBytes;
            return room > ValueBytesMax ? ValueBytesMax : room;
        }
    }

    /// <summary>Begins a frame of at most so many bytes.</summary>
    public void Begin(int bytesMax)
    {
        _length = 0;
        _limit = bytesMax < _bytes.Length ? bytesMax : _bytes.Length;
    }

    /// <summary>Writes a value.</summary>
    /// <returns>False when it is empty or has no room: then nothing is written.</returns>
    public bool Put(int first, int second, byte[] value, int offset, int count)
    {
        if (count < 1 || count > Room)
        {
            return false;
        }

        Head(first, second, count);
        System.Array.Copy(value, offset, _bytes, _length, count);
        _length += count;
        return true;
    }

    /// <summary>Writes a field of the request as it came.</summary>
    public bool Echo(TillRequest request, int field)
    {
        TillField value = request.Of(field);
        return Put(
            TillRequest.FirstLetter(field), TillRequest.SecondLetter(field), value.Bytes, 0,
            value.Length);
    }

    /// <summary>Writes one character.</summary>
    public bool PutCharacter(int first, int second, int character)
    {
        if (Room < 1)
        {
            return false;
        }

        Head(first, second, 1);
        _bytes[_length++] = (byte)character;
        return true;
    }

    /// <summary>Writes a number with at least two digits.</summary>
    public bool PutNumber(int first, int second, long value)
    {
        int digits = ByteCodec.DecimalDigits(value);
        int count = digits < 2 ? 2 : digits;
        if (count > Room)
        {
            return false;
        }

        Head(first, second, count);
        if (digits < 2)
        {
            _bytes[_length++] = (byte)'0';
        }

        _length = ByteCodec.PutDecimal(_bytes, _length, value);
        return true;
    }

    /// <summary>Writes bytes in base64.</summary>
    public bool PutBase64(int first, int second, byte[] value, int count)
    {
        int length = Base64.Length(count);
        if (count < 1 || length > Room)
        {
            return false;
        }

        Head(first, second, length);
        _length = Base64.Put(_bytes, _length, value, 0, count);
        return true;
    }

    private void Head(int first, int second, int count)
    {
        _bytes[_length] = (byte)first;
        _bytes[_length + 1] = (byte)second;
        _bytes[_length + 2] = (byte)('0' + (count / 100));
        _bytes[_length + 3] = (byte)('0' + (count / 10 % 10));
        _bytes[_length + 4] = (byte)('0' + (count % 10));
        _length += HeadBytes;
    }
}
