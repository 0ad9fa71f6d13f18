using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Setup;

/// <summary>
/// Puts the page together from templates, words and what is true, a piece at a time. Names of
/// networks are whatever their owners like: they are text here, never markup. A passphrase never
/// comes here.
/// </summary>
public sealed class PageWriter
{
    /// <summary>Room that whatever fills a slot may need.</summary>
    private const int SlotBytes = 1_100;

    private const int Parts = 3;
    private const byte Question = (byte)'?';

    private static readonly byte[][] Languages =
        { ByteCodec.Ascii("fr"), ByteCodec.Ascii("en") };

    private static readonly byte[] Refresh =
        ByteCodec.Ascii("<noscript><meta http-equiv=refresh content=3></noscript>");

    private static readonly byte[] Moving = ByteCodec.Ascii("data-w");
    private static readonly byte[] Alert = ByteCodec.Ascii("<p role=alert class=e>");
    private static readonly byte[] Strong = ByteCodec.Ascii("<strong>");
    private static readonly byte[] EndStrong = ByteCodec.Ascii("</strong> ");
    private static readonly byte[] Break = ByteCodec.Ascii(". ");
    private static readonly byte[] EndParagraph = ByteCodec.Ascii("</p>");
    private static readonly byte[] List = ByteCodec.Ascii("<ul>");
    private static readonly byte[] EndList = ByteCodec.Ascii("</ul>");
    private static readonly byte[] Row =
        ByteCodec.Ascii("<label class=n><input type=radio name=n value=");

    private static readonly byte[] Checked = ByteCodec.Ascii(" checked");
    private static readonly byte[] RowName = ByteCodec.Ascii("><span>");
    private static readonly byte[] RowSmall = ByteCodec.Ascii("</span><small>");
    private static readonly byte[] Comma = ByteCodec.Ascii(", ");
    private static readonly byte[] RowEnd = ByteCodec.Ascii("</small></label>");
    private static readonly byte[] Step = ByteCodec.Ascii("<li><b aria-hidden=true>");
    private static readonly byte[] StepName = ByteCodec.Ascii("</b><span>");
    private static readonly byte[] StepMark = ByteCodec.Ascii("</span><small>");
    private static readonly byte[] StepEnd = ByteCodec.Ascii("</small></li>");
    private static readonly byte[] Tick = ByteCodec.Ascii("&#10003;");
    private static readonly byte[] Cross = ByteCodec.Ascii("&#10007;");
    private static readonly byte[] Dots = ByteCodec.Ascii("&hellip;");
    private static readonly byte[] Open = ByteCodec.Ascii("&#9675;");
    private static readonly byte[] Ampersand = ByteCodec.Ascii("&amp;");
    private static readonly byte[] Less = ByteCodec.Ascii("&lt;");
    private static readonly byte[] Quote = ByteCodec.Ascii("&quot;");
    private static readonly byte[] Apostrophe = ByteCodec.Ascii("&rsquo;");

    private readonly PageView _view;
    private readonly PageText _text;
    private byte[] _into;
    private int _count;

    /// <summary>Makes the writer.</summary>
    public PageWriter(PageView view, PageText text)
    {
        _view = view;
        _text = text;
    }

    /// <summary>Writes as much as fits.</summary>
    /// <returns>The bytes written; 0 at the end of the page.</returns>
    public int Write(PageCursor cursor, byte[] into)
    {
        _into = into;
        _count = 0;
        Language shown = _view.Texts.Language;
        _view.Texts.Select((Language)cursor.Language);
        while (cursor.Part < Parts && WritePart(cursor))
        {
            cursor.Part++;
            cursor.At = 0;
        }

        _view.Texts.Select(shown);
        return _count;
    }

    // False when it did not fit whole.
    private bool WritePart(PageCursor cursor)
    {
        byte[] template = cursor.Part == 0 ? _text.Head
            : cursor.Part == 1 ? _text.Body(cursor.State) : _text.Foot;
        while (cursor.At < template.Length)
        {
            bool isSign = template[cursor.At] == PageText.Sign;
            if (isSign ? !WriteSign(template[cursor.At + 1], cursor) : !Copy(template, cursor))
            {
                return false;
            }

            cursor.At += isSign ? 2 : 0;
        }

        return true;
    }

    private bool Copy(byte[] template, PageCursor cursor)
    {
        int end = cursor.At;
        int room = _into.Length - _count;
        while (end < template.Length && template[end] != PageText.Sign && end - cursor.At < room)
        {
            end++;
        }

        int count = end - cursor.At;
        Array.Copy(template, cursor.At, _into, _count, count);
        _count += count;
        cursor.At = end;
        return count > 0;
    }

    private bool WriteSign(byte sign, PageCursor cursor)
    {
        if (sign >= (byte)'A')
        {
            return WriteWord(sign - 'A', cursor);
        }

        if (sign == (byte)'6')
        {
            return WriteNetworks(cursor);
        }

        if (_into.Length - _count < SlotBytes)
        {
            return false;
        }

        switch (sign)
        {
            case (byte)'0':
                Put(Languages[cursor.Language]);
                break;
            case (byte)'1':
                Put(Refresh, IsMoving(cursor));
                break;
            case (byte)'2':
                Number(_view.Version);
                break;
            case (byte)'3':
                Put(Moving, IsMoving(cursor));
                break;
            case (byte)'4':
                WriteNotice(cursor.Language);
                break;
            case (byte)'5':
                Put(_view.Token);
                break;
            case (byte)'7':
                Put(Checked, _view.Networks.Count == 0);
                break;
            case (byte)'8':
                Name(_view.Ssid, _view.SsidLength);
                break;
            default:
                WriteSteps(cursor.Language);
                break;
        }

        return true;
    }

    private static bool IsMoving(PageCursor cursor) =>
        cursor.State == PageState.Searching || cursor.State == PageState.Testing;

    private bool WriteWord(int word, PageCursor cursor)
    {
        int start = _text.Start((PageWord)word, cursor.Language) + cursor.WordAt;
        int left = _text.Length((PageWord)word, cursor.Language) - cursor.WordAt;
        int room = _into.Length - _count;
        int count = left < room ? left : room;
        Array.Copy(_text.Words, start, _into, _count, count);
        _count += count;
        cursor.WordAt = count == left ? 0 : cursor.WordAt + count;
        return count == left;
    }

    // A row at a time; the list may have become another meanwhile.
    private bool WriteNetworks(PageCursor cursor)
    {
        for (; cursor.Item < _view.Networks.Count; cursor.Item++)
        {
            if (_into.Length - _count < SlotBytes)
            {
                return false;
            }

            WriteNetwork(cursor.Item, cursor.Language);
        }

        return true;
    }

    private void WriteNetwork(int index, int language)
    {
        WifiNetwork network = _view.Networks.At(index);
        Put(Row);
        Number(index);
        bool isSame = _view.SsidLength == network.SsidLength
            && ByteCodec.Same(_view.Ssid, 0, network.Ssid, 0, network.SsidLength);
        Put(Checked, isSame || (index == 0 && !_view.Networks.Has(_view.Ssid, _view.SsidLength)));
        Put(RowName);
        Name(network.Ssid, network.SsidLength);
        Put(RowSmall);
        if (network.IsUnusable)
        {
            Word(PageWord.Unusable, language);
            Put(Comma);
        }
        else if (network.IsLocked)
        {
            Word(PageWord.Locked, language);
            Put(Comma);
        }

        int dbm = network.SignalDbm;
        Word(
            dbm >= Limits.Wifi3BarsDbm ? PageWord.Strong
                : dbm >= Limits.Wifi2BarsDbm ? PageWord.Medium : PageWord.Weak,
            language);
        Put(RowEnd);
    }

    private void WriteNotice(int language)
    {
        if (_view.Error != FormError.None)
        {
            Put(Alert);
            Word((PageWord)((int)PageWord.Errors + (int)_view.Error - 1), language);
            Put(EndParagraph);
        }
        else if (_view.Fault != FaultCode.None)
        {
            Put(Alert);
            Put(Strong);
            _count = FaultCodes.Write(_view.Fault, _into, _count);
            Put(EndStrong);
            Latin(_view.Texts.OfFault(_view.Fault));
            Put(Break);
            Word(PageWord.TryAgain, language);
            Put(EndParagraph);
            Put(List);
            WriteSteps(language);
            Put(EndList);
        }
    }

    private void WriteSteps(int language)
    {
        for (int step = 0; step < WifiTest.StepCount; step++)
        {
            LinkTestMark mark = _view.Test.MarkOf(step);
            bool isGood = mark == LinkTestMark.Good;
            bool isBad = mark == LinkTestMark.Bad;
            bool isNow = mark == LinkTestMark.UnderWay;
            Put(Step);
            Put(isGood ? Tick : isBad ? Cross : isNow ? Dots : Open);
            Put(StepName);
            Latin(_view.Texts.Of((TextId)((int)TextId.WifiStepJoin + step)));
            Put(StepMark);
            Word(
                isGood ? PageWord.Done : isBad ? PageWord.Failed
                    : isNow ? PageWord.UnderWay : PageWord.ToCome,
                language);
            Put(StepEnd);
        }
    }


    private void Put(byte[] piece) => _count = ByteCodec.Put(_into, _count, piece);

    private void Put(byte[] piece, bool isWanted)
    {
        if (isWanted)
        {
            Put(piece);
        }
    }

    private void Number(int number) => _count = ByteCodec.PutDecimal(_into, _count, number);

    private void Word(PageWord word, int language)
    {
        int count = _text.Length(word, language);
        Array.Copy(_text.Words, _text.Start(word, language), _into, _count, count);
        _count += count;
    }

    // The screens' words: Windows-1252, of which those that are used.
    private void Latin(byte[] text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            byte letter = text[i];
            if (letter >= 0xA0)
            {
                _into[_count++] = (byte)(0xC0 | (letter >> 6));
                _into[_count++] = (byte)(0x80 | (letter & 0x3F));
            }
            else if (letter == 0x85)
            {
                Put(Dots);
            }
            else if (letter == 0x92)
            {
                Put(Apostrophe);
            }
            else
            {
                _into[_count++] = letter < 0x7F ? letter : Question;
            }
        }
    }

    // UTF-8 as it stands; what is none, and control characters, are question marks.
    private void Name(byte[] text, int count)
    {
        for (int at = 0; at < count;)
        {
            int length = Utf8Length(text, at, count);
            if (length > 1)
            {
                Array.Copy(text, at, _into, _count, length);
                _count += length;
                at += length;
                continue;
            }

            byte letter = text[at++];
            if (letter == (byte)'&')
            {
                Put(Ampersand);
            }
            else if (letter == (byte)'<')
            {
                Put(Less);
            }
            else if (letter == (byte)'"')
            {
                Put(Quote);
            }
            else
            {
                _into[_count++] = letter >= 0x20 && letter < 0x7F ? letter : Question;
            }
        }
    }

    private static int Utf8Length(byte[] text, int at, int count)
    {
        int lead = text[at];
        int length = lead >= 0xC2 && lead < 0xE0 ? 2
            : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 1;
        if (at + length > count)
        {
            return 1;
        }

        for (int i = 1; i < length; i++)
        {
            if ((text[at + i] & 0xC0) != 0x80)
            {
                return 1;
            }
        }

        return length;
    }
}
