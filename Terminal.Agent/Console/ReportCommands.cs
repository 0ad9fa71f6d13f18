using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>The short reports: each is a few rows about how things stand now.</summary>
internal sealed class ReportCommands : IConsoleGroup
{
    private static readonly byte[] MemoryKey = ByteCodec.Ascii("memory_failing");
    private static readonly byte[] SettingsKey = ByteCodec.Ascii("settings_failing");
    private static readonly byte[] FirmwareKey = ByteCodec.Ascii("firmware");
    private static readonly byte[] FormatKey = ByteCodec.Ascii("journal_slots");
    private static readonly byte[] ModeKey = ByteCodec.Ascii("mode");
    private static readonly byte[] LangKey = ByteCodec.Ascii("lang");
    private static readonly byte[] KeyKey = ByteCodec.Ascii("key");
    private static readonly byte[] PinKey = ByteCodec.Ascii("pin_set");
    private static readonly byte[] ActiveKey = ByteCodec.Ascii("active");
    private static readonly byte[] UptimeKey = ByteCodec.Ascii("uptime_s");
    private static readonly byte[] BootKey = ByteCodec.Ascii("boot");
    private static readonly byte[] ScreenKey = ByteCodec.Ascii("screen");
    private static readonly byte[] ConsoleKey = ByteCodec.Ascii("console");
    private static readonly byte[] OpenWord = ByteCodec.Ascii("open");
    private static readonly byte[] MissingWord = ByteCodec.Ascii("missing");
    private static readonly byte[] SaleKey = ByteCodec.Ascii("sale_under_way");
    private static readonly byte[] LinkKey = ByteCodec.Ascii("link");
    private static readonly byte[] MovesKey = ByteCodec.Ascii("moves");
    private static readonly byte[] DownKey = ByteCodec.Ascii("down_ms");
    private static readonly byte[] OperatorKey = ByteCodec.Ascii("operator");
    private static readonly byte[] RegistrationKey = ByteCodec.Ascii("registration");
    private static readonly byte[] RsrpKey = ByteCodec.Ascii("rsrp_dbm");
    private static readonly byte[] ImeiKey = ByteCodec.Ascii("imei");
    private static readonly byte[] IccidKey = ByteCodec.Ascii("iccid");
    private static readonly byte[] ModemKey = ByteCodec.Ascii("modem_firmware");
    private static readonly byte[] RestartsKey = ByteCodec.Ascii("modem_restarts");
    private static readonly byte[] SimStateKey = ByteCodec.Ascii("sim_state");
    private static readonly byte[] SpeedKey = ByteCodec.Ascii("line_baud");
    private static readonly byte[] CheckKey = ByteCodec.Ascii("server_check");
    private static readonly byte[] CheckOptionKey = ByteCodec.Ascii("name_check_known");
    private static readonly byte[] CheckOnKey = ByteCodec.Ascii("name_check_on");
    private static readonly byte[] SessionKey = ByteCodec.Ascii("session_error");
    private static readonly byte[] OfflineKey = ByteCodec.Ascii("offline_waiting");
    private static readonly byte[] OldestKey = ByteCodec.Ascii("oldest_offline");
    private static readonly byte[] ServiceKey = ByteCodec.Ascii("service");
    private static readonly byte[] HoldKey = ByteCodec.Ascii("hold");
    private static readonly byte[] LastKey = ByteCodec.Ascii("last_exchange");
    private static readonly byte[] OfflineAmountKey = ByteCodec.Ascii("offline_amount_cents");
    private static readonly byte[] OfflineCountKey = ByteCodec.Ascii("offline_count");
    private static readonly byte[] OfflineTotalKey = ByteCodec.Ascii("offline_total_cents");
    private static readonly byte[] OfflineAgeKey = ByteCodec.Ascii("offline_age_s");
    private static readonly byte[] ErrorKey = ByteCodec.Ascii("error");
    private static readonly byte[] ReasonKey = ByteCodec.Ascii("reason");
    private static readonly byte[] LevelKey = ByteCodec.Ascii("mqtt");
    private static readonly byte[] KeepAliveKey = ByteCodec.Ascii("keep_alive_s");
    private static readonly byte[] ConnectionsKey = ByteCodec.Ascii("connections");
    private static readonly byte[] PublishedKey = ByteCodec.Ascii("published");
    private static readonly byte[] AnsweredKey = ByteCodec.Ascii("answered");
    private static readonly byte[] SimDayKey = ByteCodec.Ascii("sim_bytes_today");
    private static readonly byte[] WifiDayKey = ByteCodec.Ascii("wifi_bytes_today");
    private static readonly byte[] RowKey = ByteCodec.Ascii("row");

    // In the order of the figures of DataUse.
    private static readonly byte[][] DataKeys =
    {
        ByteCodec.Ascii("sim_out"), ByteCodec.Ascii("sim_in"), ByteCodec.Ascii("sim_connections"),
        ByteCodec.Ascii("wifi_out"), ByteCodec.Ascii("wifi_in"),
        ByteCodec.Ascii("wifi_connections"),
    };

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly Agent _agent;
    private readonly TerminalSettings _settings;
    private readonly byte[] _words = new byte[Limits.ScreenLineBytesMax];

    public ReportCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _agent = context.Agent;
        _settings = context.Agent.Settings;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs) => ConsoleAnswer.Ok;

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        if (_context.Line.Count != 1)
        {
            return ConsoleAnswer.Usage;
        }

        switch (command)
        {
            case ConsoleCommand.Version:
                Version();
                break;
            case ConsoleCommand.Status:
                Status(nowMs);
                break;
            case ConsoleCommand.Links:
                Link(ConsoleKeys.Sim, _agent.Links.Sim, _agent.Links.SimFault);
                Link(ConsoleKeys.Wifi, _agent.Links.Wifi, _agent.Links.WifiFault);
                Row(MovesKey, _agent.Links.Moves);
                Row(DownKey, _agent.Links.DownMs(nowMs));
                break;
            case ConsoleCommand.Data:
                DataByDay();
                break;
            case ConsoleCommand.Sim:
                Sim();
                break;
            case ConsoleCommand.Faults:
                Faults();
                break;
            case ConsoleCommand.Fleet:
                Fleet();
                break;
            case ConsoleCommand.Limits:
                OfflineLimits();
                break;
            default:
                Screen();
                break;
        }

        return ConsoleAnswer.Ok;
    }

    private void Version()
    {
        _out.Key(FirmwareKey).Text(FirmwareVersion.Text);
        _out.End();
        Serial();
        Row(FormatKey, _agent.Journal.SlotCount);
    }

    private void Serial()
    {
        _out.Key(ConsoleKeys.Serial).Quoted(_settings.Serial, _settings.SerialLength);
        _out.End();
    }

    private void Status(long nowMs)
    {
        Serial();
        _out.Key(FirmwareKey).Text(FirmwareVersion.Text);
        _out.End();
        Words(ModeKey, ConsoleText.Modes[_settings.IsTestMode ? 1 : 0]);
        Words(LangKey, ConsoleText.Languages[_settings.Language]);
        Words(KeyKey, ConsoleText.Keys[(int)ApiKey.Check(
            _settings.Key, _settings.KeyLength, _settings.IsTestMode)]);
        YesNo(PinKey, _agent.Pin.IsSet);
        Words(ActiveKey, _agent.Links.Active == null ? ConsoleKeys.None
            : _agent.Links.Active == _agent.Links.Sim ? ConsoleKeys.Sim : ConsoleKeys.Wifi);
        Link(ConsoleKeys.Sim, _agent.Links.Sim, _agent.Links.SimFault);
        Link(ConsoleKeys.Wifi, _agent.Links.Wifi, _agent.Links.WifiFault);
        Row(ConsoleKeys.Waiting, _agent.Journal.WaitingCount);
        YesNo(SaleKey, !_agent.Sale.IsIdle);
        Row(ScreenKey, (int)_agent.View.Id);
        Words(ConsoleKey, _agent.IsConsoleMissing ? MissingWord : OpenWord);
        _out.Key(ConsoleKeys.Utc).Time(_context.Board.Clock.UtcSeconds);
        _out.End();
        Row(UptimeKey, nowMs / 1000);
        Row(BootKey, _agent.Journal.Boot);
    }

    private void Link(byte[] name, ILink link, FaultCode fault)
    {
        _out.Key(LinkKey).Text(name);
        _out.Key(ConsoleKeys.State).Text(ConsoleText.Links[(int)link.State]);
        _out.Key(ConsoleKeys.Fault).Fault(fault);
        _out.Key(ConsoleKeys.Dbm).Number(link.SignalDbm);
        _out.Key(ConsoleKeys.Bars).Number(link.SignalBars);
        if (link == _agent.Links.Wifi)
        {
            _out.Key(ConsoleKeys.Address);
            Address(_context.Board.Wifi.Ipv4Address);
        }

        _out.End();
    }

    private void DataByDay()
    {
        DataUse use = _agent.Use;
        for (int age = 0; age < DataUse.Days; age++)
        {
            int day = use.Newest - age;
            if (!use.IsKept(day))
            {
                continue;
            }

            _out.Key(ConsoleKeys.Day).Date(day * Calendar.SecondsPerDay);
            for (int i = 0; i < DataKeys.Length; i++)
            {
                _out.Key(DataKeys[i]).Number(use.Figure(day, i));
            }

            _out.End();
        }
    }

    private void Address(uint address)
    {
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            _out.Number((address >> shift) & 255);
            if (shift > 0)
            {
                _out.Byte('.');
            }
        }
    }

    private void Sim()
    {
        var link = _agent.Links.Sim as CellularLink;
        if (link == null)
        {
            Link(ConsoleKeys.Sim, _agent.Links.Sim, _agent.Links.SimFault);
            return;
        }

        ModemDriver modem = link.Modem;
        ModemFacts facts = modem.Facts;
        Link(ConsoleKeys.Sim, link, _agent.Links.SimFault);
        Row(SimStateKey, ConsoleText.SimStates, (int)facts.Sim);
        Text(OperatorKey, facts.Operator);
        Row(RegistrationKey, ConsoleText.Registrations, facts.Registration);
        Row(RsrpKey, facts.RsrpDbm);
        Text(ConsoleKeys.Address, facts.Address);
        Text(ImeiKey, facts.Imei);
        Text(IccidKey, facts.Iccid);
        Text(ModemKey, facts.Firmware);
        Row(RestartsKey, modem.Reboots);
        Row(SessionKey, modem.LastSessionError);
        Row(SpeedKey, modem.Baud);
        Row(CheckKey, ConsoleText.ServerChecks, (int)modem.Check.Verdict);
        YesNo(CheckOptionKey, modem.Check.IsListed);
        YesNo(CheckOnKey, modem.Check.IsOn);
    }

    private void Faults()
    {
        Fault(ConsoleKeys.Sim, _agent.Links.SimFault);
        Fault(ConsoleKeys.Wifi, _agent.Links.WifiFault);
        Fault(ServiceKey, _agent.StoreAndForward.ServiceFault);
        Fault(HoldKey, _agent.StoreAndForward.BlockingFault);
        Fault(LastKey, _agent.StoreAndForward.LastFault);
        Words(ConsoleKeys.Journal, ConsoleText.Mounts[(int)_agent.Journal.Mounted]);
        YesNo(MemoryKey, _agent.Journal.IsFailing);
        YesNo(SettingsKey, _agent.IsSavingFailing);
    }

    private void Fleet()
    {
        FleetStatus fleet = _agent.Fleet;
        Words(ConsoleKeys.State, ConsoleText.FleetStates[(int)fleet.State]);
        _out.Key(ErrorKey).Quoted(
            ConsoleText.FleetErrors[(int)fleet.Error],
            ConsoleText.FleetErrors[(int)fleet.Error].Length);
        if (fleet.Error == FleetError.NotReached || fleet.Error == FleetError.Lost)
        {
            _out.Key(ConsoleKeys.Fault).Fault((FaultCode)fleet.Detail);
        }
        else if (fleet.Detail > 0)
        {
            _out.Key(ReasonKey).Number(fleet.Detail);
        }

        _out.End();
        Row(LevelKey, fleet.Level);
        Row(KeepAliveKey, fleet.KeepAliveS);
        Row(ConnectionsKey, fleet.Connections);
        Row(PublishedKey, fleet.Published);
        Row(AnsweredKey, fleet.Answered);
        Row(SimDayKey, fleet.SimBytes);
        Row(WifiDayKey, fleet.WifiBytes);
    }

    private void OfflineLimits()
    {
        Row(OfflineAmountKey, _settings.OfflineAmountCents);
        Row(OfflineCountKey, _settings.OfflineCount);
        Row(OfflineTotalKey, _settings.OfflineTotalCents);
        Row(OfflineAgeKey, _settings.OfflineAgeS);
        Row(OfflineKey, _agent.Journal.OfflineWaitingCount);
        _out.Key(OldestKey).Time(_agent.Journal.OldestOfflineUtcSeconds);
        _out.End();
    }

    private void Screen()
    {
        for (int row = 0; row < 8; row++)
        {
            int count = _agent.Painter.TextLine(row, _words, 0);
            if (count > 0)
            {
                _out.Key(RowKey).Number(row);
                _out.Byte(' ');
                Words1252(count);
                _out.End();
            }
        }
    }

    // The screens' Windows-1252 as UTF-8: Latin-1 is two bytes, and the euro sign three.
    private void Words1252(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int code = _words[i];
            if (code == 0x80)
            {
                _out.Byte(0xE2);
                _out.Byte(0x82);
                _out.Byte(0xAC);
            }
            else if (code >= 0xA0)
            {
                _out.Byte(0xC0 | (code >> 6));
                _out.Byte(0x80 | (code & 63));
            }
            else
            {
                _out.Byte(code < ' ' || code > '~' ? '?' : code);
            }
        }
    }

    // A number by its word; one without a word as it is.
    private void Row(byte[] key, byte[][] words, int value)
    {
        if (value < 0 || value >= words.Length)
        {
            Row(key, value);
        }
        else
        {
            Words(key, words[value]);
        }
    }

    private void Row(byte[] key, long value)
    {
        _out.Key(key).Number(value);
        _out.End();
    }

    private void Words(byte[] key, byte[] words)
    {
        _out.Key(key).Quoted(words, words.Length);
        _out.End();
    }

    private void YesNo(byte[] key, bool isYes)
    {
        _context.YesNo(key, isYes);
        _out.End();
    }

    private void Fault(byte[] key, FaultCode fault)
    {
        _out.Key(key).Fault(fault);
        _out.End();
    }

    private void Text(byte[] key, ModemText text)
    {
        _out.Key(key).Quoted(text.Bytes, text.Length);
        _out.End();
    }
}
