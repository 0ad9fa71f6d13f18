namespace Terminal.Agent.Console;

/// <summary>
/// A line cut into words: blanks part them, double quotes hold a word together, and a backslash
/// takes the next character as it is. The words stand in the line's own bytes.
/// </summary>
internal sealed class CommandLine
{
    /// <summary>Where each word begins in <see cref="Bytes"/>.</summary>
    public readonly int[] Start = new int[Limits.ConsoleWordsMax];

    /// <summary>Length of each word in bytes.</summary>
    public readonly int[] Length = new int[Limits.ConsoleWordsMax];

    /// <summary>The line.</summary>
    public readonly byte[] Bytes = new byte[Limits.ConsoleLineBytesMax];

    /// <summary>Words of the line.</summary>
    public int Count { get; private set; }

    /// <summary>Cuts the first <paramref name="length"/> bytes.</summary>
    /// <returns>Ok, OpenQuote or TooManyWords.</returns>
    public ConsoleAnswer Cut(int length)
    {
        Count = 0;
        int at = 0;
        int to = 0;
        for (; ; )
        {
            while (at < length && Bytes[at] == ' ')
            {
                at++;
            }

            if (at >= length)
            {
                return ConsoleAnswer.Ok;
            }

            if (Count == Start.Length)
            {
                return ConsoleAnswer.TooManyWords;
            }

            Start[Count] = to;
            bool isQuoted = false;
            while (at < length && (isQuoted || Bytes[at] != ' '))
            {
                byte value = Bytes[at++];
                if (value == '"')
                {
                    isQuoted = !isQuoted;
                    continue;
                }

                if (value == '\\' && at < length)
                {
                    value = Bytes[at++];
                }

                Bytes[to++] = value;
            }

            if (isQuoted)
            {
                return ConsoleAnswer.OpenQuote;
            }

            Length[Count] = to - Start[Count];
            Count++;
        }
    }

    /// <summary>
    /// Takes yes or no from the end of a line of that many words: whoever knows the question may
    /// answer it at once.
    /// </summary>
    public ConsoleReply TakeReply(int count)
    {
        int last = count - 1;
        ConsoleReply reply = Count != count ? ConsoleReply.None
            : Is(last, ConsoleKeys.Yes) ? ConsoleReply.Yes
            : Is(last, ConsoleKeys.No) ? ConsoleReply.No : ConsoleReply.None;
        Count -= reply == ConsoleReply.None ? 0 : 1;
        return reply;
    }

    /// <summary>The whole line as an answer to a question.</summary>
    public ConsoleReply Reply => Count != 1 ? ConsoleReply.None
        : Is(0, ConsoleKeys.Yes) ? ConsoleReply.Yes
        : Is(0, ConsoleKeys.No) ? ConsoleReply.No : ConsoleReply.None;

    /// <summary>True when a word is the one given, in small or capital letters.</summary>
    public bool Is(int word, byte[] text) =>
        word < Count && Length[word] == text.Length && Begins(word, text, text.Length);

    /// <summary>True when a word has the first letters of the text given.</summary>
    public bool Begins(int word, byte[] text, int count) => Begins(word, text, 0, count);

    /// <summary>The same for letters of the text from an offset on.</summary>
    public bool Begins(int word, byte[] text, int offset, int count)
    {
        int start = Start[word];
        for (int i = 0; i < count; i++)
        {
            int value = Bytes[start + i];
            value = value >= 'A' && value <= 'Z' ? value + 'a' - 'A' : value;
            if (value != text[offset + i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The word's place in a list, -1 when it is none of it.</summary>
    public int IndexIn(int word, byte[][] list)
    {
        for (int i = 0; i < list.Length; i++)
        {
            if (Is(word, list[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The word as a number of 0 or more, -1 when it is none.</summary>
    public long Number(int word) =>
        word < Count ? ByteCodec.GetDecimal(Bytes, Start[word], Length[word]) : -1;

    /// <summary>Copies a word; the caller has seen that it fits.</summary>
    public int Copy(int word, byte[] into)
    {
        System.Array.Clear(into, 0, into.Length);
        System.Array.Copy(Bytes, Start[word], into, 0, Length[word]);
        return Length[word];
    }

    /// <summary>Overwrites the line, because it may hold a secret.</summary>
    public void Erase()
    {
        System.Array.Clear(Bytes, 0, Bytes.Length);
        Count = 0;
    }
}
