namespace Terminal.Agent.Screens;

/// <summary>
/// Turns texts of the source into Windows-1252, one byte a character: what fonts, text map and
/// console use. For start-up only: it allocates.
/// </summary>
public static class Latin1252
{
    /// <summary>
    /// What stands in for a character that Windows-1252 or this terminal does not have.
    /// </summary>
    private const byte Unknown = (byte)'?';

    /// <summary>The bytes of a text.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Of(text[i]);
        }

        return bytes;
    }

    /// <summary>The byte of one character.</summary>
    public static byte Of(char character)
    {
        if ((character >= ' ' && character <= '~') || (character >= '\u00A0' && character <= '\u00FF'))
        {
            return (byte)character;
        }

        switch (character)
        {
            case '€':
                return 0x80;
            case '…':
                return 0x85;
            case 'Œ':
                return 0x8C;
            case '’':
                return 0x92;
            case 'œ':
                return 0x9C;
            default:
                return Unknown;
        }
    }
}
