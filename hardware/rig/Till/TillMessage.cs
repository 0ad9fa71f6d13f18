using System.Globalization;
using System.Text;

namespace Terminal.Rig.Till;

/// <summary>
/// A message of Caisse-AP (Concert V3) as a till sees it: tags in their order. Written from the protocol's public
/// facts, apart from the agent's own reader and writer.
/// </summary>
public sealed class TillMessage
{
    private readonly List<(string Tag, string Value)> _values = [];

    /// <summary>Tags and values, in their order.</summary>
    public IReadOnlyList<(string Tag, string Value)> Values => _values;

    /// <summary>A tag's value; empty when it is not there.</summary>
    public string this[string tag] => _values.FirstOrDefault(v => v.Tag == tag).Value ?? "";

    /// <summary>A request of a till as public ones write it.</summary>
    /// <param name="action">CD.</param>
    /// <param name="till">CA.</param>
    /// <param name="amountCents">CB; null: none.</param>
    /// <param name="reference">CF; empty: none.</param>
    public static TillMessage Request(char action, int till, long? amountCents, string reference = "")
    {
        TillMessage request = new TillMessage().With("CZ", "0320").With("CJ", "012345678901")
            .With("CA", till.ToString("00", CultureInfo.InvariantCulture));
        if (amountCents is long cents)
        {
            request.With("CB", cents.ToString("00", CultureInfo.InvariantCulture));
        }

        request.With("CD", action.ToString()).With("CE", "978");
        return reference.Length == 0 ? request : request.With("CF", reference);
    }

    /// <summary>Reads a whole message.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TillMessage Parse(string text)
    {
        var message = new TillMessage();
        int at = 0;
        while (at < text.Length)
        {
            if (text.Length - at < 6 || !char.IsAsciiLetterUpper(text[at]) || !char.IsAsciiLetterUpper(text[at + 1]))
            {
                throw new FormatException($"no tag at {at}: {text}");
            }

            int length = int.Parse(text.AsSpan(at + 2, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            if (length == 0 || at + 5 + length > text.Length || message[text[at..(at + 2)]].Length > 0)
            {
                throw new FormatException($"length or tag at {at}: {text}");
            }

            message.With(text[at..(at + 2)], text.Substring(at + 5, length));
            at += 5 + length;
        }

        return message;
    }

    /// <summary>Adds a value.</summary>
    public TillMessage With(string tag, string value)
    {
        _values.Add((tag, value));
        return this;
    }

    /// <summary>The message's bytes, without an end of line.</summary>
    public byte[] Bytes() => Encoding.Latin1.GetBytes(ToString());

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_values.Select(
        v => string.Create(CultureInfo.InvariantCulture, $"{v.Tag}{v.Value.Length:000}{v.Value}")));
}
