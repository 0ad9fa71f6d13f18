using Terminal.Agent.Diagnostics;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>
/// Prints an event in words: its kind, and each of its two numbers under its name as what it is. A
/// row of <see cref="ConsoleText.Events"/> says how: n number, f fault, t state of a transaction, m
/// what mounting found, k state of a link, i of the SIM, g registration, s setting, w whose code, h
/// hold, a kind of the attention list, x its exit, o a fault in the first three rows of the outcome
/// table and else a status.
/// </summary>
internal sealed class EventWords
{
    private const int FirstOwner = 30;
    private const int FirstBoard = 50;
    private const int FirstModem = 100;
    private const int UnansweredRows = 3;

    private static readonly byte[] KindKey = ByteCodec.Ascii("kind");
    private static readonly byte[] AKey = ByteCodec.Ascii("a");
    private static readonly byte[] BKey = ByteCodec.Ascii("b");
    private static readonly byte[] LanguageName = ByteCodec.Ascii("lang");
    private static readonly byte[] NetworksName = ByteCodec.Ascii("wifi");

    public void Put(ConsoleOutput output, EventEntry entry)
    {
        byte[] form = FormOf((int)entry.Kind);
        output.Key(KindKey);
        if (form == null)
        {
            output.Number((int)entry.Kind);
            output.Key(AKey).Number(entry.A);
            output.Key(BKey).Number(entry.B);
            return;
        }

        int at = WordEnd(form, 0);
        output.Text(form, 0, at);
        for (int number = 0; at < form.Length; number++)
        {
            int end = WordEnd(form, at + 1);
            output.Byte(' ');
            output.Text(form, at + 1, end - at - 1);
            output.Byte('=');
            PutNumber(output, form[end + 1], number == 0 ? entry.A : entry.B, entry.A);
            at = end + 2;
        }
    }

    private static byte[] FormOf(int kind)
    {
        byte[][] forms = kind >= FirstModem ? ConsoleText.ModemEvents
            : kind >= FirstBoard ? ConsoleText.BoardEvents
            : kind >= FirstOwner ? ConsoleText.OwnerEvents : ConsoleText.Events;
        int first = kind >= FirstModem ? FirstModem : kind >= FirstBoard ? FirstBoard
            : kind >= FirstOwner ? FirstOwner : 0;
        return kind - first < forms.Length ? forms[kind - first] : null;
    }

    private static void PutNumber(ConsoleOutput output, byte form, int value, int first)
    {
        if (form == 'f' || (form == 'o' && first <= UnansweredRows))
        {
            output.Fault((FaultCode)value);
            return;
        }

        if (form == 's' && value >= SettingTable.Count)
        {
            PutSetting(output, value);
            return;
        }

        byte[][] words = WordsOf(form);
        if (words != null && value >= 0 && value < words.Length)
        {
            output.Quoted(words[value], words[value].Length);
        }
        else
        {
            output.Number(value);
        }
    }

    private static void PutSetting(ConsoleOutput output, int number)
    {
        switch (number)
        {
            case SettingCommands.KeyChanged:
                output.Text(ConsoleKeys.KeyWord);
                break;
            case SettingCommands.LanguageChanged:
                output.Text(LanguageName);
                break;
            case SettingCommands.NetworksChanged:
                output.Text(NetworksName);
                break;
            default:
                output.Number(number);
                break;
        }
    }

    private static byte[][] WordsOf(byte form)
    {
        switch (form)
        {
            case (byte)'t':
                return ConsoleText.States;
            case (byte)'m':
                return ConsoleText.Mounts;
            case (byte)'k':
                return ConsoleText.Links;
            case (byte)'i':
                return ConsoleText.SimStates;
            case (byte)'g':
                return ConsoleText.Registrations;
            case (byte)'s':
                return SettingTable.Names;
            case (byte)'w':
                return ConsoleText.Roles;
            case (byte)'h':
                return ConsoleText.Holds;
            case (byte)'a':
                return ConsoleText.Attentions;
            case (byte)'x':
                return ConsoleText.Exits;
            default:
                return null;
        }
    }

    private static int WordEnd(byte[] form, int at)
    {
        while (at < form.Length && form[at] != ' ')
        {
            at++;
        }

        return at;
    }
}
