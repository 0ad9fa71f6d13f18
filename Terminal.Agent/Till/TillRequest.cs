namespace Terminal.Agent.Till;

/// <summary>
/// What a till asks for, as far as the terminal has a use for it: filled by
/// <see cref="TillParser"/>, again and again. SPEC.md, Till frames,
/// has the tags.
/// </summary>
public sealed class TillRequest
{
    /// <summary>CZ: version of the protocol.</summary>
    public const int Version = 0;

    /// <summary>CJ: the till's protocol identifier.</summary>
    public const int Identifier = 1;

    /// <summary>CA: till number.</summary>
    public const int Till = 2;

    /// <summary>CB: amount in the smallest unit.</summary>
    public const int Amount = 3;

    /// <summary>CC: application.</summary>
    public const int Application = 4;

    /// <summary>CD: action.</summary>
    public const int Action = 5;

    /// <summary>CE: ISO 4217 number of the currency.</summary>
    public const int Currency = 6;

    /// <summary>CF: the merchant's reference.</summary>
    public const int Reference = 7;

    /// <summary>CH: reference of another sale.</summary>
    public const int Original = 8;

    /// <summary>CI: how the card is to be read.</summary>
    public const int Reading = 9;

    /// <summary>CK: whether a ticket is wanted.</summary>
    public const int Ticket = 10;

    /// <summary>BA: 1 when the answer is wanted at once.</summary>
    public const int AtOnce = 11;

    /// <summary>BB: 1 forces an authorisation.</summary>
    public const int Forced = 12;

    /// <summary>How many fields there are.</summary>
    public const int Count = 13;

    /// <summary>Longest CF and CH in bytes.</summary>
    public const int ReferenceBytesMax = 99;

    // First letter, second letter, longest value.
    private static readonly byte[] Known =
    {
        (byte)'C', (byte)'Z', 4,
        (byte)'C', (byte)'J', 12,
        (byte)'C', (byte)'A', 2,
        (byte)'C', (byte)'B', 12,
        (byte)'C', (byte)'C', 3,
        (byte)'C', (byte)'D', 1,
        (byte)'C', (byte)'E', 3,
        (byte)'C', (byte)'F', ReferenceBytesMax,
        (byte)'C', (byte)'H', ReferenceBytesMax,
        (byte)'C', (byte)'I', 1,
        (byte)'C', (byte)'K', 3,
        (byte)'B', (byte)'A', 1,
        (byte)'B', (byte)'B', 1,
    };

    private readonly TillField[] _fields = new TillField[Count];

    /// <summary>Makes an empty request.</summary>
    public TillRequest()
    {
        for (int i = 0; i < Count; i++)
        {
            _fields[i] = new TillField(Known[(3 * i) + 2]);
        }
    }

    /// <summary>The number of a tag's field; -1 when the terminal has no use for it.</summary>
    public static int FieldOf(int first, int second)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Known[(3 * i) + 1] == second && Known[3 * i] == first)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>First letter of a field's tag.</summary>
    public static int FirstLetter(int field) => Known[3 * field];

    /// <summary>Second letter of a field's tag.</summary>
    public static int SecondLetter(int field) => Known[(3 * field) + 1];

    /// <summary>A field.</summary>
    public TillField Of(int field) => _fields[field];

    /// <summary>The action; 0 when there is none.</summary>
    public int ActionCode => _fields[Action].Length == 1 ? _fields[Action].Bytes[0] : 0;

    /// <summary>
    /// True when every tag is there that this action needs: the request may be over.
    /// </summary>
    public bool IsWhole
    {
        get
        {
            int action = ActionCode;
            return action != 0 && _fields[Version].Length > 0 && _fields[Identifier].Length > 0
                && _fields[Till].Length > 0
                && (!TillAction.HasAmount(action)
                    || (_fields[Amount].Length > 0 && _fields[Currency].Length > 0));
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (int i = 0; i < Count; i++)
        {
            _fields[i].Length = 0;
        }
    }

    /// <summary>
    /// What is wrong with the form of a request that is over: a code of
    /// <see cref="TillReason"/>, <see cref="TillReason.None"/> when nothing is.
    /// </summary>
    /// <param name="currency">ISO 4217 number of the terminal's currency.</param>
    public int Check(int currency)
    {
        TillField version = _fields[Version];
        bool isSound = version.Length == 4 && version.Number() >= 300 && version.Number() < 400
            && _fields[Identifier].Length > 0 && _fields[Till].Number() >= 0
            && ActionCode != 0;
        if (!isSound)
        {
            return TillReason.BadFormat;
        }

        if (!TillAction.IsKnown(ActionCode))
        {
            return TillReason.UnknownAction;
        }

        TillField code = _fields[Currency];
        bool needsAmount = TillAction.HasAmount(ActionCode);
        if ((needsAmount && (_fields[Amount].Number() <= 0 || code.Length == 0))
            || (_fields[Amount].Length > 0 && _fields[Amount].Number() < 0)
            || (code.Length > 0 && (code.Length != 3 || code.Number() < 0)))
        {
            return TillReason.BadFormat;
        }

        if (code.Length > 0 && code.Number() != currency)
        {
            return TillReason.CurrencyNotSupported;
        }

        return needsAmount && !IsPayable ? TillReason.BadSelection : TillReason.None;
    }

    // Stripe and typed numbers are not read, cheques and vouchers not taken.
    private bool IsPayable
    {
        get
        {
            int reading = _fields[Reading].Length == 1 ? _fields[Reading].Bytes[0] : '0';
            TillField application = _fields[Application];
            return reading >= '0' && reading <= '2'
                && (application.Length == 0 || TillAction.IsCard(application));
        }
    }
}
