namespace Terminal.Agent.Acquirer;

/// <summary>The words of the acquirer's API for a payment's and a refund's status.</summary>
public static class StatusWords
{
    private static readonly byte[][] Words =
    {
        ByteCodec.Ascii("authorize"),
        ByteCodec.Ascii("authorized"),
        ByteCodec.Ascii("canceled"),
        ByteCodec.Ascii("capture"),
        ByteCodec.Ascii("capture_sent"),
        ByteCodec.Ascii("captured"),
        ByteCodec.Ascii("disputed"),
        ByteCodec.Ascii("expired"),
        ByteCodec.Ascii("failed"),
        ByteCodec.Ascii("refused"),
        ByteCodec.Ascii("to_capture"),
        ByteCodec.Ascii("to_refund"),
        ByteCodec.Ascii("refund_sent"),
        ByteCodec.Ascii("refunded"),
        ByteCodec.Ascii("not_honored"),
        ByteCodec.Ascii("payment_canceled"),
    };

    /// <summary>The status that a word names; Unknown when it is none of the API's.</summary>
    public static PaymentStatus Find(byte[] token, int length)
    {
        byte[][] words = Words;
        for (int i = 0; i < words.Length; i++)
        {
            byte[] word = words[i];
            if (word.Length == length && ByteCodec.Same(token, 0, word, 0, length))
            {
                return (PaymentStatus)((int)PaymentStatus.Authorize + i);
            }
        }

        return PaymentStatus.Unknown;
    }
}
