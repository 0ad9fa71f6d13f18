namespace Terminal.Rig.Support;

/// <summary>Takes the fields of a case one after the other, highest bit first.</summary>
internal sealed class CaseBitReader(byte[] bytes, int count)
{
    private int _at;

    /// <summary>Takes a number.</summary>
    /// <exception cref="FormatException">The case ends before it.</exception>
    public int Take(int bits)
    {
        int value = 0;
        while (--bits >= 0)
        {
            if (_at >= count * 8)
            {
                throw new FormatException("it ends too early");
            }

            value = (value << 1) | ((bytes[_at >> 3] >> (7 - (_at & 7))) & 1);
            _at++;
        }

        return value;
    }

    /// <summary>Takes a number of ten digits.</summary>
    public long TakeTen() => ((long)Take(17) << 17) | (uint)Take(17);

    /// <summary>Takes yes or no.</summary>
    public bool TakeFlag() => Take(1) == 1;
}
