namespace Terminal.Rig.Modem;

/// <summary>The packet service: attach, context, address.</summary>
internal sealed class ModemBearer : ModemPart
{
    private const int NoNetworkService = 30;
    private const int OtherContext = 5;

    private readonly ModemSim _sim;
    private readonly ModemRegistration _registration;
    private string _apn = "";
    private string _type = "IP";
    private int _auth;

    /// <summary>A bearer that is not there.</summary>
    public ModemBearer(ModemCore core, ModemSim sim, ModemRegistration registration)
        : base(core)
    {
        _sim = sim;
        _registration = registration;
        registration.Changed += OnRegistration;
        Add("+CGATT", Attach, () => Tell("+CGATT: " + (IsAttached ? 1 : 0)), "(0,1)");
        Add("+CGACT", Activate, TellActive, "(0,1)");
        Add(
            "+CGDCONT",
            SetContext,
            () => Tell(Text($"+CGDCONT: 1,\"{_type}\",\"{_apn}\",\"0.0.0.0\",0,0,0,0")),
            "(1-15),\"IP\",,,(0-2),(0-4)");
        Add(
            "+CGAUTH",
            command => command.Number(1) is >= 0 and <= 3
                ? Set(() => (_auth, Password, User) =
                    (command.Number(1), command.Argument(2), command.Argument(3)))
                : Refuse(),
            () => Tell(Text($"+CGAUTH: 1,{_auth},\"{User}\",\"{Password}\"")),
            "(1-15),(0-3),,");
        AddReport("+CGPADDR", () => Tell("+CGPADDR: 1," + Address), "(1)");
    }

    /// <summary>There is no network under it any more.</summary>
    public event Action? Lost;

    /// <summary>The context as an operator may have left it: its type and name.</summary>
    public (string Type, string Apn) ContextSet
    {
        get => (_type, _apn);
        set => (_type, _apn) = value;
    }

    /// <summary>The network has opened a context of its own beside the terminal's.</summary>
    public bool IsOtherActive { get; private set; }

    /// <summary>Authentication of the access point: 0 none, 1 PAP, 2 CHAP.</summary>
    public int Auth => _auth;

    /// <summary>User of the access point.</summary>
    public string User { get; private set; } = "";

    /// <summary>The user's password.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Attached to the packet service.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>The context is active: bytes can pass.</summary>
    public bool IsActive { get; set; }

    /// <summary>Its address.</summary>
    public string Address => IsActive ? Options.Address : "0.0.0.0";

    /// <summary>Why a connection cannot be made, as an error of the TLS service; 0 if it can.</summary>
    public int ErrorOf(bool isPlain) => !_registration.IsOnNetwork ? ModemTraffic.NoNetwork
        : !IsActive || Faults.NoBearer ? ModemTraffic.NetworkError
        : Faults.NameFails ? ModemTraffic.NoName
        : Faults.Refused ? ModemTraffic.NoConnection
        : Faults.HandshakeFails && !isPlain ? ModemTraffic.NoHandshake : 0;

    /// <summary>Type, name, user, password and authentication, all at once.</summary>
    public void SetContext(string type, string apn, string user, string password, int auth)
    {
        (_type, _apn, _auth) = (type, apn, auth);
        (User, Password) = (user, password);
    }

    /// <summary>Settings of the context that do not outlive a restart.</summary>
    public void ForgetUser() => SetContext(_type, "", "", "", 0);

    /// <summary>Activates the context, if the network lets it.</summary>
    public bool TryActivate()
    {
        bool isRefused = Faults.NoBearer || Faults.ContextRefused || _auth != Faults.AuthWanted;
        IsActive = IsAttached && !isRefused;
        return IsActive;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        IsAttached = false;
        IsActive = false;
        IsOtherActive = false;
    }

    private void OnRegistration()
    {
        IsAttached = _registration.IsOnNetwork;
        IsOtherActive = IsAttached && Faults.OtherContext;
        if (!IsAttached)
        {
            IsActive = false;
            Lost?.Invoke();
        }
    }

    private ModemAnswer Attach(ModemCommandLine command)
    {
        if (!_registration.IsFull || !_sim.IsUsable)
        {
            return Fail(NoNetworkService);
        }

        bool isAttach = command.Number(0) == 1;
        _registration.SetDetached(!isAttach);
        if (!isAttach)
        {
            IsAttached = false;
            IsActive = false;
            return new ModemAnswer(Ok, Options.AttachMs) { Then = Core.Watch };
        }

        if (Faults.NoBearer || Faults.NoCoverage || Faults.Denied)
        {
            return Fail(NoNetworkService) with { DelayMs = Options.AttachMs };
        }

        return new ModemAnswer(Ok, Options.AttachMs)
        {
            Then = () =>
            {
                IsAttached = true;
                _registration.Force();
            },
        };
    }

    private ModemAnswer SetContext(ModemCommandLine command)
    {
        string type = command.Argument(1);
        return type is "IP" or "IPV6" or "IPV4V6"
            ? Set(() => (_type, _apn) = (type, command.Argument(2)))
            : Refuse();
    }

    private ModemAnswer TellActive() => Tell([
        "+CGACT: 1," + (IsActive ? 1 : 0),
        .. IsOtherActive ? [Text($"+CGACT: {OtherContext},1")] : Array.Empty<string>()]);

    private ModemAnswer Activate(ModemCommandLine command)
    {
        bool isOn = command.Number(0) == 1;
        if (command.Number(1) == OtherContext && !isOn)
        {
            IsOtherActive = false;
            return new ModemAnswer(Ok, Options.AttachMs);
        }

        if (isOn)
        {
            return TryActivate()
                ? new ModemAnswer(Ok, Options.AttachMs)
                : Fail(NoNetworkService) with { DelayMs = Options.AttachMs };
        }

        IsActive = false;
        return new ModemAnswer(Ok, Options.AttachMs);
    }
}
