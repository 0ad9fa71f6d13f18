using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>set, key, lang and time: what a technician may change, each within its range.</summary>
internal sealed class SettingCommands : IAskingGroup
{
    /// <summary>
    /// What the event log shows when the WiFi networks have changed: no number of the table's.
    /// </summary>
    public const int NetworksChanged = 102;

    public const int KeyChanged = 100;
    private const long NoSuchDay = -2;
    public const int LanguageChanged = 101;

    private static readonly byte[] LocalKey = ByteCodec.Ascii("offset_s");
    private static readonly byte[] UptimeKey = ByteCodec.Ascii("uptime_ms");
    private static readonly byte[] TimeRange =
        ByteCodec.Ascii("2024 to 2099, as 2026-11-24T21:00:00Z");
    private static readonly byte[] NoDay =
        ByteCodec.Ascii("no such day, the month has fewer");

    private static readonly byte[] ToWord = ByteCodec.Ascii(" to ");
    private static readonly byte[] SetWord = ByteCodec.Ascii("set");
    private static readonly byte[] AgainWord = ByteCodec.Ascii("enter_again");
    private static readonly byte[] AskKey = ByteCodec.Ascii(
        "Every payment from now on goes to the account of this key.");

    private static readonly byte[] AskAccount = ByteCodec.Ascii(
        "Payments wait that were made under another key. Is this the same account? no: they must "
        + "have been exported, and leave this terminal.");

    private static readonly byte[] AskSerial = ByteCodec.Ascii(
        "Payments are known by the serial number: no other terminal may ever use it.");

    private static readonly byte[] AskTest = ByteCodec.Ascii(
        "In test mode no payment is real, and the key must be a test key.");

    private static readonly byte[] AskReal = ByteCodec.Ascii(
        "In this mode payments are real, and the key must be one for real payments.");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly TerminalSettings _settings;
    private readonly SettingTable _table;
    private readonly byte[] _range = new byte[32];
    private readonly byte[] _key = new byte[ApiKey.LengthBytes];
    private int _next;

    // What the console has asked about: the key, or a setting with its value in _asked.
    private bool _isKeyAsked;
    private bool _isOtherAccount;

    public SettingCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _settings = context.Agent.Settings;
        _table = new SettingTable(context.Agent.Settings);
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        switch (command)
        {
            case ConsoleCommand.Set:
                return Set(nowMs);
            case ConsoleCommand.Key:
                return Key(nowMs);
            case ConsoleCommand.Lang:
                return Lang(nowMs);
            default:
                return Time(nowMs);
        }
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs)
    {
        if (_next == SettingTable.Count)
        {
            return ConsoleAnswer.Ok;
        }

        Show(_next++);
        return ConsoleAnswer.More;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Reply(ConsoleReply reply, long nowMs)
    {
        ConsoleAnswer answer = reply == ConsoleReply.None
            ? ConsoleAnswer.NotConfirmed : _context.NeedPinAndNoSale(nowMs);
        if (answer == ConsoleAnswer.Ok)
        {
            answer = _isKeyAsked ? ReplyToKey(reply)
                : reply == ConsoleReply.Yes ? TakeAsked() : ConsoleAnswer.NotConfirmed;
        }

        Array.Clear(_key, 0, _key.Length);
        return answer;
    }

    private ConsoleAnswer Set(long nowMs)
    {
        CommandLine line = _context.Line;
        ConsoleReply given = line.TakeReply(4);
        if (line.Count == 1)
        {
            _next = 0;
            return ConsoleAnswer.More;
        }

        int setting = line.IndexIn(1, SettingTable.Names);
        if (setting < 0)
        {
            return ConsoleAnswer.NoSuchSetting;
        }

        if (line.Count == 2)
        {
            Show(setting);
            return ConsoleAnswer.Ok;
        }

        if (line.Count > 3)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        // Without a serial number nothing has been sent yet, nor will be: a spare board that has
        // got the memory of another.
        bool isBound = SettingTable.IsIdentity(setting) && _settings.SerialLength > 0;
        if (answer == ConsoleAnswer.Ok && isBound)
        {
            answer = _context.NeedEmptyQueue();
        }

        return answer != ConsoleAnswer.Ok ? answer
            : SettingTable.IsAskedAbout(setting) ? Ask(setting, given, nowMs) : Change(setting);
    }

    // The value is looked at before the question; it waits in the table's own scratch.
    private ConsoleAnswer Ask(int setting, ConsoleReply given, long nowMs)
    {
        byte[] range = _table.Prepare(setting, _context.Line);
        if (range != null)
        {
            return _context.Error(ConsoleAnswer.BadValue, range);
        }

        _isKeyAsked = false;
        return given != ConsoleReply.None ? Reply(given, nowMs)
            : _context.Error(
                ConsoleAnswer.Ask,
                !SettingTable.IsMode(setting) ? AskSerial
                    : _table.IsTestPrepared ? AskTest : AskReal);
    }

    private ConsoleAnswer TakeAsked()
    {
        Apply(_table.TakePrepared());
        return ConsoleAnswer.Ok;
    }

    private void Show(int setting)
    {
        _out.Key(SettingTable.Names[setting]);
        byte[] text = _table.Text(setting);
        if (SettingTable.IsSecret(setting))
        {
            _out.Quoted(SetWord, _table.TextLength(setting) > 0 ? SetWord.Length : 0);
        }
        else if (text != null)
        {
            _out.Quoted(text, _table.TextLength(setting));
        }
        else if (setting == SettingTable.Zone)
        {
            ZoneSetting.Show(_settings, _out);
        }
        else if (setting == SettingTable.DayEnd)
        {
            DayEndSetting.Show(_settings, _out);
        }
        else if (SettingTable.Words(setting) != null)
        {
            _out.Text(SettingTable.Words(setting)[_table.Number(setting)]);
        }
        else
        {
            _out.Number(_table.Number(setting));
        }

        _out.End();
    }

    private ConsoleAnswer Change(int setting)
    {
        CommandLine line = _context.Line;
        bool isElsewhere = _table.IsElsewhere(setting, line);
        bool isOtherBroker = _table.IsOtherBroker(setting, line);
        if (_table.Text(setting) != null)
        {
            if (!_table.SetText(setting, line))
            {
                return _context.Error(
                    ConsoleAnswer.BadValue, SettingTable.TextRange(setting));
            }
        }
        else if (setting == SettingTable.Zone)
        {
            if (!ZoneSetting.Set(_settings, line))
            {
                return _context.Error(ConsoleAnswer.BadValue, ZoneSetting.Range);
            }
        }
        else if (setting == SettingTable.DayEnd)
        {
            if (!DayEndSetting.Set(_settings, line))
            {
                return _context.Error(ConsoleAnswer.BadValue, DayEndSetting.Range);
            }
        }
        else if (SettingTable.Words(setting) != null)
        {
            int word = line.IndexIn(2, SettingTable.Words(setting));
            if (word < 0)
            {
                return _context.Error(ConsoleAnswer.BadValue, SettingTable.WordList(setting));
            }

            _table.SetNumber(setting, word);
        }
        else
        {
            long value = line.Number(2);
            if (value < SettingTable.Min(setting) || value > SettingTable.Max(setting))
            {
                return _context.Error(ConsoleAnswer.BadValue, Range(setting));
            }

            _table.SetNumber(setting, (int)value);
        }

        if (isElsewhere && _settings.KeyLength > 0)
        {
            // The key belongs to the host that it was given for.
            _settings.ForgetKey();
            _out.Key(ConsoleKeys.KeyWord).Text(AgainWord);
            _out.End();
        }

        if (isOtherBroker)
        {
            _out.Key(_table.ForgetFleetSecret()).Text(AgainWord);
            _out.End();
        }

        Apply(setting);
        return ConsoleAnswer.Ok;
    }

    private void Apply(int number)
    {
        _context.Agent.ChangeSettings();
        if (SettingTable.IsOfModem(number))
        {
            var link = _context.Agent.Links.Sim as CellularLink;
            if (link != null)
            {
                link.OnSettingsChanged();
            }
        }

        _context.Agent.Log.Add(EventKind.SettingChanged, number, 0);
    }

    // Blanks behind the range are harmless: the buffer is shown whole.
    private byte[] Range(int setting)
    {
        for (int i = 0; i < _range.Length; i++)
        {
            _range[i] = (byte)' ';
        }

        int at = ByteCodec.PutDecimal(_range, 0, SettingTable.Min(setting));
        at = ByteCodec.Put(_range, at, ToWord);
        ByteCodec.PutDecimal(_range, at, SettingTable.Max(setting));
        return _range;
    }

    // The queue was taken for the account of the key in force. A key of another one does not get
    // it: after a whole export it is safe elsewhere, and leaves this terminal.
    private ConsoleAnswer Key(long nowMs)
    {
        CommandLine line = _context.Line;
        ConsoleReply given = line.TakeReply(3);
        if (line.Count != 2)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        KeyVerdict verdict = KeyVerdict.WrongLength;
        if (line.Length[1] == _key.Length)
        {
            line.Copy(1, _key);
            verdict = ApiKey.Check(_key, _key.Length, _settings.IsTestMode);
        }

        if (verdict != KeyVerdict.Usable)
        {
            Array.Clear(_key, 0, _key.Length);
            return _context.Error(ConsoleAnswer.BadKey, ConsoleText.Keys[(int)verdict]);
        }

        bool isWaiting = _context.Agent.Journal.UndeliveredCount > 0;
        _isKeyAsked = true;
        _isOtherAccount = isWaiting && _context.Agent.Owner.IsOtherAccount(_key);
        if (isWaiting && !_isOtherAccount)
        {
            // The key that the queue was made under: nothing changes hands.
            given = ConsoleReply.Yes;
        }

        return given != ConsoleReply.None ? Reply(given, nowMs)
            : _context.Error(ConsoleAnswer.Ask, _isOtherAccount ? AskAccount : AskKey);
    }

    private ConsoleAnswer ReplyToKey(ConsoleReply reply)
    {
        Agent agent = _context.Agent;
        if (reply == ConsoleReply.No)
        {
            if (!_isOtherAccount)
            {
                return ConsoleAnswer.NotConfirmed;
            }

            if (!_context.IsExported)
            {
                return _context.NeedEmptyQueue();
            }

            if (!agent.DropQueue())
            {
                return ConsoleAnswer.StoreFailed;
            }
        }
        else if (_isOtherAccount && !agent.Owner.Renew(_key))
        {
            return ConsoleAnswer.StoreFailed;
        }

        Array.Copy(_key, 0, _settings.Key, 0, _key.Length);
        _settings.KeyLength = _key.Length;
        Apply(KeyChanged);
        return ConsoleAnswer.Ok;
    }

    private ConsoleAnswer Lang(long nowMs)
    {
        int language = _context.Line.IndexIn(1, ConsoleText.Languages);
        if (_context.Line.Count != 2 || language < 0)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPin(nowMs);
        if (answer == ConsoleAnswer.Ok)
        {
            _settings.Language = language;
            Apply(LanguageChanged);
        }

        return answer;
    }

    private ConsoleAnswer Time(long nowMs)
    {
        CommandLine line = _context.Line;
        IClock clock = _context.Board.Clock;
        if (line.Count == 1)
        {
            long utc = clock.UtcSeconds;
            _out.Key(ConsoleKeys.Utc).Time(utc);
            _out.Key(LocalKey).Number(utc > 0 ? _settings.LocalOffsetS(utc) : 0);
            _out.Key(UptimeKey).Number(nowMs);
            _out.End();
            return ConsoleAnswer.Ok;
        }

        if (line.Count != 3 || !line.Is(1, ConsoleKeys.Set))
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPin(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        long seconds = ParseTime(line.Bytes, line.Start[2], line.Length[2]);
        if (seconds < 0)
        {
            return _context.Error(
                ConsoleAnswer.BadValue, seconds == NoSuchDay ? NoDay : TimeRange);
        }

        clock.SetUtc(seconds);
        _context.Agent.Log.Add(EventKind.ClockSet, -1, 0);
        return ConsoleAnswer.Ok;
    }

    // YYYY-MM-DDTHH:MM:SS, with or without Z behind it.
    private static long ParseTime(byte[] text, int at, int count)
    {
        bool isShaped = (count == 19 || (count == 20 && text[at + 19] == 'Z'))
            && text[at + 4] == '-' && text[at + 7] == '-' && text[at + 10] == 'T'
            && text[at + 13] == ':' && text[at + 16] == ':';
        if (!isShaped)
        {
            return -1;
        }

        long year = ByteCodec.GetDecimal(text, at, 4);
        long month = ByteCodec.GetDecimal(text, at + 5, 2);
        long day = ByteCodec.GetDecimal(text, at + 8, 2);
        long hour = ByteCodec.GetDecimal(text, at + 11, 2);
        long minute = ByteCodec.GetDecimal(text, at + 14, 2);
        long second = ByteCodec.GetDecimal(text, at + 17, 2);
        bool isInRange = year >= 2024 && year <= 2099 && month >= 1 && month <= 12 && day >= 1
            && day <= 31 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0
            && second < 60;
        if (!isInRange)
        {
            return -1;
        }

        long days = Calendar.Days((int)year, (int)month, (int)day);
        int next = month == 12 ? 1 : (int)month + 1;
        bool isDay = days < Calendar.Days((int)year + (next == 1 ? 1 : 0), next, 1);
        return isDay
            ? (days * Calendar.SecondsPerDay) + (hour * 3600) + (minute * 60) + second
            : NoSuchDay;
    }
}
