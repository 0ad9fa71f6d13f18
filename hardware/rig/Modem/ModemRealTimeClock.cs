using System.Globalization;

namespace Terminal.Rig.Modem;

/// <summary>The modem's clock: its own, the network's, or a time server's.</summary>
internal sealed class ModemRealTimeClock : ModemPart
{
    private const int WrongParameter = 50;
    private const int TimeServerMs = 800;

    private readonly ModemRegistration _registration;
    private readonly ModemBearer _bearer;
    private DateTime _base = DateTime.UnixEpoch;
    private long _baseMs;
    private const int LocalMode = 3;

    // +CTZU: 0 the network's time is not taken, 1 it is, 3 (Quectel) it is shown as local time.
    private int _zoneMode = 1;
    private bool _isSetByTerminal;
    private string _timeServer = "";

    /// <summary>A clock that was never set.</summary>
    public ModemRealTimeClock(ModemCore core, ModemRegistration registration, ModemBearer bearer)
        : base(core)
    {
        _registration = registration;
        _bearer = bearer;
        Add(
            "+CTZU",
            command => Set(() => _zoneMode = command.Number(0)),
            () => Tell(Text($"+CTZU: {_zoneMode}")),
            IsQuectel ? "(0,1,3)" : "(0,1)");
        Add("+CCLK", SetByTerminal, TellTime);
        if (!IsQuectel)
        {
            Add("+CNTP", AskTimeServer, () => Tell($"+CNTP: \"{_timeServer}\",0"));
        }
    }

    /// <summary>The network has told the time, and the clock follows it.</summary>
    public bool IsNetworkTimeTold => IsNetworkTimeUsed;

    /// <summary>Local time.</summary>
    public DateTime Local => Utc.AddMinutes(15 * ZoneQuarters);

    /// <summary>UTC as the modem has it.</summary>
    public DateTime Utc => IsNetworkTimeUsed
        ? Core.UtcNow.AddMinutes(Faults.NetworkMinutesOff)
        : _base.AddMilliseconds(Core.NowMs - _baseMs);

    // What the terminal has set stands until the modem begins anew or the network tells it again.
    private bool IsNetworkTimeUsed => _registration.IsOnNetwork && _zoneMode > 0
        && !Faults.NoNetworkTime && !_isSetByTerminal;

    private int ZoneQuarters => IsNetworkTimeUsed ? Options.ZoneQuarters : 0;

    /// <inheritdoc/>
    public override void Reset()
    {
        _base = DateTime.UnixEpoch;
        _baseMs = Core.NowMs;
        _isSetByTerminal = false;
    }

    /// <summary>It is set to a time server's time.</summary>
    public void SetUtc(DateTime utc) => SetTo(utc, "+00");

    /// <summary>A time as Quectel tells it where the year has four digits.</summary>
    public string FourDigits(DateTime time) =>
        time.ToString("yyyy/MM/dd,HH:mm:ss", CultureInfo.InvariantCulture)
            + ZoneQuarters.ToString("+00;-00", CultureInfo.InvariantCulture);

    private bool IsQuectel => Options.Make == EmulatedMake.Quectel;

    // Unless it is asked for local time, Quectel's clock shows UTC beside the local zone's mark.
    private ModemAnswer TellTime()
    {
        var local = IsQuectel && _zoneMode != LocalMode && IsNetworkTimeUsed ? Utc : Local;
        int shown = Faults.ZoneShown != 0 ? Faults.ZoneShown : ZoneQuarters;
        string zone = shown.ToString("+00;-00", CultureInfo.InvariantCulture);
        string told = local.ToString("yy/MM/dd,HH:mm:ss", CultureInfo.InvariantCulture);
        return Tell($"+CCLK: \"{told}{zone}\"");
    }

    private ModemAnswer SetByTerminal(ModemCommandLine command)
    {
        string text = command.Argument(0);
        bool isTime = text.Length >= 17 && DateTime.TryParseExact(
            text[..17],
            "yy/MM/dd,HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            && SetTo(time, text[17..]);
        return isTime ? Tell() : Fail(WrongParameter);
    }

    private bool SetTo(DateTime local, string zone)
    {
        int quarters = int.TryParse(zone, CultureInfo.InvariantCulture, out int value) ? value : 0;
        _base = local.AddMinutes(-15 * quarters);
        _baseMs = Core.NowMs;
        _isSetByTerminal = true;
        return true;
    }

    private ModemAnswer AskTimeServer(ModemCommandLine command)
    {
        if (command.IsSet)
        {
            return Set(() => _timeServer = command.Argument(0));
        }

        bool isReached = _bearer.IsActive && _timeServer.Length > 0 && !Faults.NoTimeServer;
        return new ModemAnswer(Ok, Options.AnswerMs)
        {
            Then = () => After(TimeServerMs, () =>
            {
                if (isReached)
                {
                    SetTo(Core.UtcNow, "+00");
                }

                Urc(isReached ? "+CNTP: 0" : "+CNTP: 4");
            }),
        };
    }
}
