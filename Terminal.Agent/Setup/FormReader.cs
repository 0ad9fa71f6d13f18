namespace Terminal.Agent.Setup;

/// <summary>Reads fields of a form's body (application/x-www-form-urlencoded).</summary>
public static class FormReader
{
    /// <summary>The field is not there.</summary>
    public const int Missing = -1;

    /// <summary>The field is longer than its room, or no form.</summary>
    public const int Unusable = -2;

    /// <summary>Copies the value of the first field of a name.</summary>
    /// <param name="body">The body.</param>
    /// <param name="count">Its length.</param>
    /// <param name="name">The name, a single letter.</param>
    /// <param name="into">Where the value goes.</param>
    /// <returns>Its length, <see cref="Missing"/> or <see cref="Unusable"/>.</returns>
    public static int Read(byte[] body, int count, byte name, byte[] into)
    {
        int at = 0;
        while (at < count)
        {
            bool isWanted = at + 1 < count && body[at] == name && body[at + 1] == (byte)'=';
            if (isWanted)
            {
                return Decode(body, at + 2, count, into);
            }

            while (at < count && body[at] != (byte)'&')
            {
                at++;
            }

            at++;
        }

        return Missing;
    }

    private static int Decode(byte[] body, int at, int count, byte[] into)
    {
        int length = 0;
        while (at < count && body[at] != (byte)'&')
        {
            int value = body[at++];
            if (value == '+')
            {
                value = ' ';
            }
            else if (value == '%')
            {
                int high = at + 1 < count ? Digit(body[at]) : -1;
                int low = at + 1 < count ? Digit(body[at + 1]) : -1;
                value = high < 0 || low < 0 ? -1 : (high << 4) | low;
                at += 2;
            }

            if (value < 0 || length == into.Length)
            {
                return Unusable;
            }

            into[length++] = (byte)value;
        }

        return length;
    }

    private static int Digit(byte letter)
    {
        int small = letter | 0x20;
        return letter >= '0' && letter <= '9' ? letter - '0'
            : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    }
}
