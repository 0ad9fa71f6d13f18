using Terminal.Agent.Settings;

namespace Terminal.Agent.Screens;

/// <summary>
/// Puts one line together from prepared words and numbers, without allocating. Each method returns
/// the writer, so that a line reads in its order. What does not fit is left out.
/// </summary>
public sealed class LineWriter
{
    private const byte NarrowBlank = 0xA0;
    private const byte EuroSign = 0x80;
    private const byte PoundSign = 0xA3;

    /// <summary>
    /// Longest piece that is not a text: an amount of 8 figures with signs and letters.
    /// </summary>
    private const int PieceBytesMax = 20;

    /// <summary>The line, Windows-1252.</summary>
    public readonly byte[] Bytes = new byte[Limits.ScreenLineBytesMax + PieceBytesMax];

    /// <summary>Bytes written since <see cref="Start"/>.</summary>
    public int Count;

    /// <summary>Begins an empty line.</summary>
    public LineWriter Start()
    {
        Count = 0;
        return this;
    }

    /// <summary>Adds prepared words.</summary>
    public LineWriter Text(byte[] text) => Text(text, text.Length);

    /// <summary>Adds the beginning of prepared words.</summary>
    public LineWriter Text(byte[] text, int count)
    {
        if (HasRoom())
        {
            int room = Limits.ScreenLineBytesMax - Count;
            Count = ByteCodec.Put(Bytes, Count, text, count < room ? count : room);
        }

        return this;
    }

    /// <summary>Adds one character.</summary>
    public LineWriter Byte(byte code)
    {
        if (HasRoom())
        {
            Bytes[Count++] = code;
        }

        return this;
    }

    /// <summary>Adds a number of 0 or more.</summary>
    public LineWriter Number(long value)
    {
        if (HasRoom())
        {
            Count = ByteCodec.PutDecimal(Bytes, Count, value);
        }

        return this;
    }

    /// <summary>Adds a number of 0 to 99 with two figures.</summary>
    public LineWriter TwoFigures(int value)
    {
        return value < 10 ? Byte((byte)'0').Number(value) : Number(value);
    }

    /// <summary>Adds a fault code such as R03.</summary>
    public LineWriter Fault(FaultCode code)
    {
        if (HasRoom())
        {
            Count = FaultCodes.Write(code, Bytes, Count);
        }

        return this;
    }

    /// <summary>
    /// Adds an amount as its readers write it: 1 234,50 € in French, €1,234.50 in English.
    /// </summary>
    /// <param name="cents">Hundredths, 0 to <see cref="Limits.AmountCentsCeiling"/>.</param>
    /// <param name="currency">Three lower-case letters.</param>
    /// <param name="language">Whose reader.</param>
    public LineWriter Amount(int cents, byte[] currency, Language language)
    {
        bool isFrench = language == Language.French;
        if (!HasRoom())
        {
            return this;
        }

        if (!isFrench && !PutSign(currency))
        {
            Byte(NarrowBlank);
        }

        Figures(cents, language);
        if (isFrench)
        {
            Byte(NarrowBlank);
            PutSign(currency);
        }

        return this;
    }

    /// <summary>
    /// Adds an amount without its currency: 1 234,50 in French, 1,234.50 in English.
    /// </summary>
    public LineWriter Figures(int cents, Language language)
    {
        bool isFrench = language == Language.French;
        int units = cents / 100;
        int thousands = units / 1000;
        if (thousands > 0)
        {
            Number(thousands).Byte(isFrench ? NarrowBlank : (byte)',');
            int rest = units - (thousands * 1000);
            Byte((byte)('0' + (rest / 100))).TwoFigures(rest % 100);
        }
        else
        {
            Number(units);
        }

        return Byte(isFrench ? (byte)',' : (byte)'.').TwoFigures(cents % 100);
    }

    /// <summary>Adds a currency's sign, or its letters where it has none.</summary>
    public LineWriter Sign(byte[] currency)
    {
        PutSign(currency);
        return this;
    }

    /// <summary>Writes a currency's sign, or its letters where it has none.</summary>
    /// <returns>True for a sign.</returns>
    private bool PutSign(byte[] currency)
    {
        switch ((currency[0] << 16) | (currency[1] << 8) | currency[2])
        {
            case ('e' << 16) | ('u' << 8) | 'r':
                Byte(EuroSign);
                return true;
            case ('g' << 16) | ('b' << 8) | 'p':
                Byte(PoundSign);
                return true;
            case ('u' << 16) | ('s' << 8) | 'd':
                Byte((byte)'$');
                return true;
            default:
                for (int i = 0; i < currency.Length; i++)
                {
                    Byte((byte)(currency[i] & ~0x20));
                }

                return false;
        }
    }

    private bool HasRoom() => Count < Limits.ScreenLineBytesMax;
}
