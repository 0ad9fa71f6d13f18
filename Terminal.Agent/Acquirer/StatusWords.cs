namespace Terminal.Agent.Acquirer;

/// <summary>The words of the acquirer's API for a payment's and a refund's status.</summary>
public static class StatusWords
{
    private static readonly byte[][] Words =
    {
        Wire.Ascii("authorize"),
        Wire.Ascii("authorized"),
        Wire.Ascii("canceled"),
        Wire.Ascii("capture"),
        Wire.Ascii("capture_sent"),
        Wire.Ascii("captured"),
        Wire.Ascii("disputed"),
        Wire.Ascii("expired"),
        Wire.Ascii("failed"),
        Wire.Ascii("refused"),
        Wire.Ascii("to_capture"),
        Wire.Ascii("to_refund"),
        Wire.Ascii("refund_sent"),
        Wire.Ascii("refunded"),
        Wire.Ascii("not_honored"),
        Wire.Ascii("payment_canceled"),
    };

    /// <summary>The status that a word names; Unknown when it is none of the API's.</summary>
    public static PaymentStatus Find(byte[] token, int length)
    {
        byte[][] words = Words;
        for (int i = 0; i < words.Length; i++)
        {
            byte[] word = words[i];
            if (word.Length == length && Wire.Same(token, 0, word, 0, length))
            {
                return (PaymentStatus)((int)PaymentStatus.Authorize + i);
            }
        }

        return PaymentStatus.Unknown;
    }
}
