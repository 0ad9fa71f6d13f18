using System.Globalization;
using System.Text;

namespace Terminal.Rig.Modem;

/// <summary>
/// An answer of an HTTP server as the modem's HTTP service takes it: head, then a body that ends by
/// its length, by its last chunk or with the connection.
/// </summary>
internal sealed class ModemHttpAnswer(bool hasBody)
{
    private const string HeadEnd = "\r\n\r\n";

    private readonly MemoryStream _bytes = new();

    /// <summary>Status code; 0 before the head is whole or when it is none of HTTP.</summary>
    public int Status { get; private set; }

    /// <summary>The head with its empty line.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The body, as far as it is known once the answer is whole.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>Takes bytes of it.</summary>
    /// <returns>True when it is whole.</returns>
    public bool Add(ReadOnlySpan<byte> bytes, bool isClosed)
    {
        _bytes.Write(bytes);
        if (Head.Length == 0 && !TakeHead())
        {
            return false;
        }

        var body = _bytes.GetBuffer().AsSpan(Head.Length, (int)_bytes.Length - Head.Length);
        if (!hasBody || Status is 0 or 204 or 304)
        {
            return true;
        }

        if (Field("Transfer-Encoding").Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return TakeChunks(body);
        }

        bool hasLength = int.TryParse(
            Field("Content-Length"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int length);
        if (hasLength ? body.Length < length : !isClosed)
        {
            return false;
        }

        Content = body[..(hasLength ? length : body.Length)].ToArray();
        return true;
    }

    private bool TakeHead()
    {
        string text = Encoding.Latin1.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length);
        int end = text.IndexOf(HeadEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        Head = text[..(end + HeadEnd.Length)];
        string[] words = Head.Split(' ', 3);
        bool isHttp = words.Length > 1 && words[0].StartsWith("HTTP/", StringComparison.Ordinal);
        Status = isHttp && words[1].Length >= 3
            && int.TryParse(words[1][..3], CultureInfo.InvariantCulture, out int status)
            ? status
            : 0;
        return true;
    }

    private string Field(string name)
    {
        foreach (string line in Head.Split("\r\n"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[(colon + 1)..].Trim();
            }
        }

        return "";
    }

    private bool TakeChunks(ReadOnlySpan<byte> body)
    {
        using var content = new MemoryStream();
        while (true)
        {
            int end = body.IndexOf("\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            string size = Encoding.Latin1.GetString(body[..end]).Split(';')[0];
            if (!int.TryParse(
                size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int count)
                || count < 0)
            {
                Status = 0;
                return true;
            }

            body = body[(end + 2)..];
            if (count == 0)
            {
                Content = content.ToArray();
                return true;
            }

            if (body.Length < count + 2)
            {
                return false;
            }

            content.Write(body[..count]);
            body = body[(count + 2)..];
        }
    }
}
