using System;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Screens;

/// <summary>
/// All words that people see, in French and English: the file texts.txt beside this one, made into
/// bytes of Windows-1252 when the program is built. They are unpacked once, at start-up.
/// </summary>
public sealed class Texts
{
    private const int Languages = 2;

    /// <summary>
    /// One table a language: the words of each <see cref="TextId"/>, then those of faults.
    /// </summary>
    private readonly byte[][][] _tables = new byte[Languages][][];

    /// <summary>The fault codes that have words of their own, in the order of the tables.</summary>
    private readonly ushort[] _faultCodes;

    /// <summary>The table of the selected language.</summary>
    private byte[][] _selected;

    /// <summary>Unpacks both languages and selects French.</summary>
    public Texts()
    {
        byte[] data = TextData.Bytes;
        int faults = data[0];
        int at = 1;
        _faultCodes = new ushort[faults];
        for (int i = 0; i < faults; i++)
        {
            _faultCodes[i] = (ushort)ByteCodec.GetU16(data, at);
            at += 2;
        }

        for (int language = 0; language < Languages; language++)
        {
            var table = new byte[(int)TextId.Count + faults][];
            for (int i = 0; i < table.Length; i++)
            {
                int count = data[at++];
                table[i] = new byte[count];
                Array.Copy(data, at, table[i], 0, count);
                at += count;
            }

            _tables[language] = table;
        }

        _selected = _tables[(int)Language.French];
    }

    /// <summary>Technical support, as it stands on the terminal's sticker.</summary>
    public byte[] SupportNumber { get; } = ByteCodec.Ascii("01 57 97 99 44");

    /// <summary>The selected language.</summary>
    public Language Language { get; private set; }

    /// <summary>Selects a language; the screen follows at its next step.</summary>
    public void Select(Language language)
    {
        Language = language;
        _selected = _tables[(int)language];
    }

    /// <summary>The words, in Windows-1252.</summary>
    public byte[] Of(TextId id) => _selected[(int)id];

    /// <summary>The words for a fault; every code has some, and None has none.</summary>
    public byte[] OfFault(FaultCode code)
    {
        if (code == FaultCode.None)
        {
            return Of(TextId.None);
        }

        for (int i = 0; i < _faultCodes.Length; i++)
        {
            if (_faultCodes[i] == (int)code)
            {
                return _selected[(int)TextId.Count + i];
            }
        }

        return FaultCodes.IsService(code) && code != FaultCode.ServiceUnavailable
            ? OfFault(FaultCode.ServiceUnavailable) : Of(TextId.FaultOther);
    }

    /// <summary>The words for a response code of the acquirer.</summary>
    /// <param name="response">Two ASCII bytes, or zeros.</param>
    public byte[] OfResponse(byte[] response)
    {
        switch (((response[0] - '0') * 10) + response[1] - '0')
        {
            case 41:
                return Of(TextId.Reason41);
            case 42:
                return Of(TextId.Reason42);
            case 51:
                return Of(TextId.Reason51);
            case 54:
                return Of(TextId.Reason54);
            case 75:
                return Of(TextId.Reason75);
            default:
                return Of(TextId.Reason05);
        }
    }
}
