namespace Terminal.Agent;

/// <summary>
/// How fault codes are written, alike on screens, in the log and on the console: R03, K401, S503,
/// J01.
/// </summary>
public static class FaultCodes
{
    /// <summary>Most bytes that <see cref="Write"/> writes.</summary>
    public const int BytesMax = 4;

    private const int WordsOfTheirOwn = 100;

    /// <summary>
    /// True for S500 to S599: the acquirer's service, not this terminal or its links.
    /// </summary>
    public static bool IsService(FaultCode code) => (int)code >= 500 && (int)code <= 599;

    /// <summary>True for K400 to K499: key or account.</summary>
    public static bool IsAccount(FaultCode code) => (int)code >= 400 && (int)code <= 499;

    /// <summary>Writes a code in ASCII; nothing for <see cref="FaultCode.None"/>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="buffer">Room for <see cref="BytesMax"/> bytes.</param>
    /// <param name="offset">Where to write.</param>
    /// <returns>The offset after it.</returns>
    public static int Write(FaultCode code, byte[] buffer, int offset)
    {
        int number = (int)code;
        if (number <= 0)
        {
            return offset;
        }

        byte letter = (byte)'R';
        if (number >= 800)
        {
            letter = (byte)'J';
            number -= 800;
        }
        else if (number >= 500)
        {
            letter = (byte)'S';
        }
        else if (number >= 400)
        {
            letter = (byte)'K';
        }
        else if (number >= WordsOfTheirOwn)
        {
            number -= WordsOfTheirOwn;
        }

        buffer[offset++] = letter;
        if (number < 10)
        {
            buffer[offset++] = (byte)'0';
        }

        return ByteCodec.PutDecimal(buffer, offset, number);
    }
}
