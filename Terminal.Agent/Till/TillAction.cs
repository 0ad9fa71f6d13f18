namespace Terminal.Agent.Till;

/// <summary>What a till may ask for: values of CD, and of CC.</summary>
public static class TillAction
{
    /// <summary>A sale.</summary>
    public const int Debit = '0';

    /// <summary>Pays a sale back, whole or in part.</summary>
    public const int Credit = '1';

    /// <summary>Takes back the sale that is being shown.</summary>
    public const int Cancellation = '2';

    /// <summary>The last answer's ticket again.</summary>
    public const int Duplicate = '3';

    /// <summary>Who is there.</summary>
    public const int Identification = 'I';

    /// <summary>What became of a sale.</summary>
    public const int Status = 'T';

    /// <summary>The day's totals.</summary>
    public const int Totals = 'B';

    // Applications that no card answers for: cheque, paper and card vouchers, QR codes.
    private static readonly byte[] NoCard = ByteCodec.Ascii("00C00E10E607");

    /// <summary>True for what the terminal does.</summary>
    public static bool IsKnown(int action) =>
        action == Debit || action == Credit || action == Cancellation || action == Duplicate
        || action == Identification || action == Status || action == Totals;

    /// <summary>True for what cannot be asked without an amount.</summary>
    public static bool HasAmount(int action) => action == Debit || action == Credit;

    /// <summary>True when an application is one of a card.</summary>
    public static bool IsCard(TillField application)
    {
        if (application.Length != 3)
        {
            return false;
        }

        for (int at = 0; at < NoCard.Length; at += 3)
        {
            if (ByteCodec.Same(NoCard, at, application.Bytes, 0, 3))
            {
                return false;
            }
        }

        return true;
    }
}
