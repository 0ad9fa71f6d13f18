namespace Terminal.Rig.Modem;

/// <summary>
/// The data context of Quectel's sockets: what it is set to, whether it is up, names and time over
/// it, and the last error.
/// </summary>
internal sealed class QuectelContext : ModemPart
{
    private const int LookUpMs = 60;
    private const int TimeServerMs = 800;
    private const int ContextMost = 7;

    private static readonly string[] Types = ["IP", "IPV6", "IPV4V6"];

    private readonly ModemBearer _bearer;
    private readonly ModemRealTimeClock _clock;
    private readonly IModemNetwork _network;
    private readonly QuectelError _error;
    private bool _isBroken;

    /// <summary>A context that is down.</summary>
    public QuectelContext(
        ModemCore core,
        ModemBearer bearer,
        ModemRealTimeClock clock,
        IModemNetwork network,
        QuectelError error)
        : base(core)
    {
        _bearer = bearer;
        _clock = clock;
        _network = network;
        _error = error;
        bearer.Lost += Break;
        Add("+QICSGP", Configure, null, "(1-7),(1-3),<APN>,<user>,<password>,(0-3)");
        Add("+QIACT", Activate, TellActive, "(1-7)");
        Add("+QIDEACT", Deactivate, null, "(1-7)");
        Add("+QIDNSCFG", command => IsFirst(command)
            ? command.Arguments.Length > 1 ? Tell() : Tell("+QIDNSCFG: 1,\"10.0.0.1\",\"10.0.0.2\"")
            : RefuseWith(QuectelError.Parameter));
        Add("+QIDNSGIP", LookUp, null, "(1-7),\"hostname\"");
        Add("+QNTP", AskTimeServer);
        Add("+QLTS", TellNetworkTime);
        AddReport("+QIGETERROR", () => Tell(Text($"+QIGETERROR: {_error.Last},{_error.Words}")));
    }

    /// <summary>It goes down: its connections end.</summary>
    public event Action? Ended;

    /// <summary>It is up.</summary>
    public bool IsUp { get; private set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        IsUp = false;
        _isBroken = false;
        _error.Last = QuectelError.None;
        _bearer.ForgetUser();
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        if (IsUp && !_bearer.IsActive)
        {
            Break();
        }
    }

    /// <inheritdoc/>
    public override void Stop() => Break();

    /// <summary>The network ends it: it must be taken down before it can come up again.</summary>
    private void Break()
    {
        if (IsUp)
        {
            IsUp = false;
            _isBroken = true;
            _bearer.IsActive = false;
            Ended?.Invoke();
            Urc("+QIURC: \"pdpdeact\",1");
        }
    }

    private static bool IsFirst(ModemCommandLine command) => command.Number(0) == 1;

    private ModemAnswer RefuseWith(int error)
    {
        _error.Last = error;
        return Refuse();
    }

    private ModemAnswer Configure(ModemCommandLine command)
    {
        if (command.Number(0) is < 1 or > ContextMost)
        {
            return RefuseWith(QuectelError.Parameter);
        }

        if (command.Arguments.Length == 1)
        {
            int type = Array.IndexOf(Types, _bearer.ContextSet.Type) + 1;
            return Tell(Text($"+QICSGP: {type},\"{_bearer.ContextSet.Apn}\",\"{_bearer.User}\",")
                + Text($"\"{_bearer.Password}\",{_bearer.Auth}"));
        }

        int auth = command.Arguments.Length > 5 ? command.Number(5) : 0;
        return command.Number(1) is >= 1 and <= 3 && auth is >= 0 and <= 3
            ? Set(() => _bearer.SetContext(
                Types[command.Number(1) - 1],
                command.Argument(2),
                command.Argument(3),
                command.Argument(4),
                auth))
            : RefuseWith(QuectelError.Parameter);
    }

    private ModemAnswer Activate(ModemCommandLine command)
    {
        if (!IsFirst(command))
        {
            return RefuseWith(QuectelError.Parameter);
        }

        if (_bearer.IsOtherActive)
        {
            return RefuseWith(QuectelError.NotAllowed);
        }

        if (IsUp || _isBroken || !_bearer.TryActivate())
        {
            return RefuseWith(QuectelError.ContextOpen) with { DelayMs = Options.AttachMs };
        }

        return new ModemAnswer(Ok, Options.AttachMs) { Then = () => IsUp = _bearer.IsActive };
    }

    private ModemAnswer TellActive() =>
        IsUp ? Tell($"+QIACT: 1,1,1,\"{_bearer.Address}\"") : Tell();

    private ModemAnswer Deactivate(ModemCommandLine command)
    {
        if (!IsFirst(command))
        {
            return RefuseWith(QuectelError.Parameter);
        }

        IsUp = false;
        _isBroken = false;
        _bearer.IsActive = false;
        Ended?.Invoke();
        return new ModemAnswer(Ok, Options.AttachMs);
    }

    private ModemAnswer LookUp(ModemCommandLine command)
    {
        string host = command.Argument(1);
        if (!IsFirst(command) || host.Length == 0 || !IsUp)
        {
            return RefuseWith(IsUp ? QuectelError.Parameter : QuectelError.ContextOpen);
        }

        return Tell() with { Then = () => TellAddressSoon(_network.ResolveAsync(host)) };
    }

    private void TellAddressSoon(Task<string?> found) =>
        After(LookUpMs, () => TellAddress(found));

    private void TellAddress(Task<string?> found)
    {
        int error = QuectelError.Of(_bearer.ErrorOf(isPlain: true));
        if (error == QuectelError.None && !found.IsCompleted)
        {
            TellAddressSoon(found);
            return;
        }

        string? address = error is QuectelError.None or QuectelError.Connect ? found.Result : null;
        if (address is null)
        {
            Urc(Text($"+QIURC: \"dnsgip\",{QuectelError.Name}"));
            return;
        }

        Urc("+QIURC: \"dnsgip\",0,1,600");
        Urc($"+QIURC: \"dnsgip\",\"{address}\"");
    }

    private ModemAnswer AskTimeServer(ModemCommandLine command)
    {
        if (!IsFirst(command) || !IsUp || command.Argument(1).Length == 0)
        {
            return RefuseWith(IsUp ? QuectelError.Parameter : QuectelError.ContextOpen);
        }

        bool isClockSet = command.Arguments.Length < 4 || command.Number(3) == 1;
        return Tell() with
        {
            Then = () => After(TimeServerMs, () =>
            {
                if (Faults.NoTimeServer || !IsUp)
                {
                    Urc(Text($"+QNTP: {QuectelError.Timeout}"));
                    return;
                }

                if (isClockSet)
                {
                    _clock.SetUtc(Core.UtcNow);
                }

                Urc($"+QNTP: 0,\"{_clock.FourDigits(Core.UtcNow)}\"");
            }),
        };
    }

    private ModemAnswer TellNetworkTime(ModemCommandLine command)
    {
        if (!_clock.IsNetworkTimeTold)
        {
            return Tell("+QLTS: \"\"");
        }

        var utc = _clock.Utc;
        var told = command.Number(0) == 2 ? _clock.Local : utc;
        return Tell($"+QLTS: \"{_clock.FourDigits(told)},0\"");
    }
}
