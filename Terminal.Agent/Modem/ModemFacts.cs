using Terminal.Agent.Diagnostics;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// What the modem has told of itself, its SIM and its network, whether it was asked or not.
/// </summary>
public sealed class ModemFacts : ILineOwner
{
    private const int Unknown = -1;
    private const int Home = 1;
    private const int Searching = 2;
    private const int Denied = 3;
    private const int Roaming = 5;
    private const int SmsOnly = 6;
    private const int EmergencyOnly = 7;

    // 3GPP 27.007 has more: emergency bearers only, and homes and roamings of a finer kind.
    private const int EmergencyBearerOnly = 8;
    private const int HomeNoCircuit = 9;
    private const int RoamingNoCircuit = 10;
    private const int EmergencyAttached = 11;

    private const int CmePhoneToSim = 5;
    private const int CmePhoneToFirstSim = 6;
    private const int CmePhoneToFirstSimPuk = 7;
    private const int CmeSimNotInserted = 10;
    private const int CmeSimPin = 11;
    private const int CmeSimPuk = 12;
    private const int CmeSimFailure = 13;
    private const int CmeSimBusy = 14;
    private const int CmeSimWrong = 15;
    private const int CmeNetworkLockFirst = 40;
    private const int CmeNetworkLockLast = 47;

    // Formats of +COPS: 0 the operator's name, 2 its number.
    private const int NumericFormat = 2;

    private const int Lte = 7;
    private const int Gsm = 0;
    private const int GsmCompact = 1;
    private const int Edge = 3;
    private const int ImeiBytes = 15;
    private const int FirmwareBytesMin = 5;
    private const int StatusDigitsMax = 2;

    private static readonly byte[] TextNone = new byte[0];
    private static readonly byte[] TextGsm = ByteCodec.Ascii("2G GSM");
    private static readonly byte[] TextUmts = ByteCodec.Ascii("3G UMTS");
    private static readonly byte[] TextOlder = ByteCodec.Ascii("2G/3G");
    private static readonly byte[] TextLte = ByteCodec.Ascii("4G LTE");

    private static readonly byte[] SimReady = ByteCodec.Ascii("READY");
    private static readonly byte[] SimPin = ByteCodec.Ascii("SIM P");
    private static readonly byte[] SimRemoved = ByteCodec.Ascii("SIM REMOVED");
    private static readonly byte[] SimNotInserted = ByteCodec.Ascii("SIM not inserted");
    private static readonly byte[] SimBusy = ByteCodec.Ascii("SIM busy");
    private static readonly byte[] SimAny = ByteCodec.Ascii("SIM ");
    private static readonly byte[] PhoneLock = ByteCodec.Ascii("PH-");
    private static readonly byte[] TypeIpv4v6 = ByteCodec.Ascii("\"IPV4V6");
    private static readonly byte[] TypeIpv6 = ByteCodec.Ascii("\"IPV6");

    private readonly AtChannel _channel;
    private readonly CellularSettings _settings;
    private readonly IEventSink _events;

    private SimState _sim;

    // What +CEREG, +CGREG and +CREG have told, and what that amounts to.
    private int _ofEps = Unknown;
    private int _ofPackets = Unknown;
    private int _ofCircuits = Unknown;
    private int _registration = Unknown;
    private int _signalDbm;
    private int _rsrpDbm;
    private long _lostMs;

    // The last value of +COPS (3GPP 27.007): 0 GSM, 2 UTRAN, 7 E-UTRAN; -1 unknown.
    private int _technology = Unknown;

    /// <summary>Nothing is known yet; the lines stand in the channel.</summary>
    public ModemFacts(AtChannel channel, CellularSettings settings, IEventSink events)
    {
        _channel = channel;
        _settings = settings;
        _events = events;
    }

    /// <summary>The SIM's state.</summary>
    public SimState Sim => _sim;

    /// <summary>
    /// What +CEREG, +CGREG and +CREG amount to: 0 not searching, 1 home, 2 searching, 3 denied,
    /// 5 roaming, 6 SMS only, 7 emergency calls only; -1 unknown. Any of the three registers.
    /// </summary>
    public int Registration => _registration;

    /// <summary>True at home, and abroad if the settings allow it.</summary>
    public bool IsRegistered =>
        _registration == Home || (_registration == Roaming && _settings.RoamingAllowed);

    /// <summary>
    /// Why the network gives no data; None while it may yet. A data bearer is forbidden abroad by
    /// the settings.
    /// </summary>
    public FaultCode RegistrationFault
    {
        get
        {
            switch (_registration)
            {
                case Denied:
                    return FaultCode.RegistrationDenied;
                case SmsOnly:
                    return FaultCode.SimWithoutData;
                case EmergencyOnly:
                    return FaultCode.EmergencyOnly;
                case Roaming:
                    return FaultCode.NoDataBearer;
                default:
                    return FaultCode.None;
            }
        }
    }

    /// <summary>What the loss of registration is told as.</summary>
    public FaultCode LossFault
    {
        get
        {
            FaultCode fault = RegistrationFault;
            return fault == FaultCode.None ? FaultCode.NoCoverage : fault;
        }
    }

    /// <summary>Since when it is not registered, uptime in ms; 0 when it is or never was.</summary>
    public long LostMs => _lostMs;

    /// <summary>Received signal in dBm, -113 to -51; 0 when unknown.</summary>
    public int SignalDbm => _signalDbm;

    /// <summary>Reference signal received power in dBm, -140 to -44; 0 when unknown.</summary>
    public int RsrpDbm => _rsrpDbm;

    /// <summary>IMEI.</summary>
    public ModemText Imei { get; } = new ModemText(16);

    /// <summary>ICCID.</summary>
    public ModemText Iccid { get; } = new ModemText(22);

    /// <summary>Firmware version of the modem.</summary>
    public ModemText Firmware { get; } = new ModemText(40);

    /// <summary>Operator.</summary>
    public ModemText Operator { get; } = new ModemText(24);

    /// <summary>Country and network code of the operator, five or six digits.</summary>
    public ModemText Plmn { get; } = new ModemText(6);

    /// <summary>Generation of the network that carries: 2 to 4; 0 when unknown.</summary>
    public int Generation => Technology == TextLte ? 4
        : Technology == TextUmts ? 3
        : Technology == TextGsm ? 2 : 0;

    /// <summary>
    /// Access technology that carries, in words; empty when unknown. LTE may refuse while an older
    /// network carries.
    /// </summary>
    public byte[] Technology
    {
        get
        {
            if (IsOn(_ofEps))
            {
                return TextLte;
            }

            if (!IsOn(_ofPackets) && !IsOn(_ofCircuits))
            {
                return TextNone;
            }

            switch (_technology)
            {
                case Gsm:
                case GsmCompact:
                case Edge:
                    return TextGsm;
                case Unknown:
                case Lte:
                    return TextOlder;
                default:
                    return TextUmts;
            }
        }
    }

    /// <summary>Type of the modem's context 1; IPv4 when it has none.</summary>
    public ApnType ContextType { get; private set; }

    /// <summary>Access point name of the modem's context 1.</summary>
    public ModemText Apn { get; } = new ModemText(Limits.ModemApnBytesMax);

    /// <summary>A data context that the network has opened by itself; 0 for none.</summary>
    public int OtherContext { get; private set; }

    /// <summary>The contexts are about to be listed.</summary>
    public void ForgetContexts() => OtherContext = 0;

    /// <summary>IP address of the bearer.</summary>
    public ModemText Address { get; } = new ModemText(40);

    /// <summary>The modem's clock.</summary>
    public ModemTime Time { get; } = new ModemTime();

    /// <summary>The modem begins anew: what it told of SIM and network is over.</summary>
    public void Forget()
    {
        _lostMs = 0;
        _ofEps = _ofPackets = _ofCircuits = Unknown;
        _registration = Unknown;
        _signalDbm = 0;
        _rsrpDbm = 0;
        Time.OnBoot();
        SetSim(SimState.Unknown);
    }

    /// <inheritdoc/>
    public AtToken OnLine(AtToken token, long nowMs)
    {
        switch (token)
        {
            case AtToken.CmeError:
                OnCmeError();
                break;
            case AtToken.Sim:
                OnSim();
                break;
            case AtToken.SimNotInserted:
                SetSim(SimState.Absent);
                break;
            case AtToken.Signal:
                OnSignal();
                break;
            case AtToken.ExtendedSignal:
                OnExtendedSignal();
                break;
            case AtToken.Registration:
                _ofEps = StatusOf(_ofEps);
                OnRegistration(nowMs);
                break;
            case AtToken.PacketRegistration:
                _ofPackets = StatusOf(_ofPackets);
                OnRegistration(nowMs);
                break;
            case AtToken.CircuitRegistration:
                _ofCircuits = StatusOf(_ofCircuits);
                OnRegistration(nowMs);
                break;
            case AtToken.Operator:
                _channel.Take(2, _channel.Number(1) == NumericFormat ? Plmn : Operator);
                _technology = _channel.Number(3);
                break;
            case AtToken.Clock:
                OnClock(nowMs);
                break;
            case AtToken.Context:
                OnContext();
                break;
            case AtToken.Address:
                _channel.Take(1, Address);
                break;
            case AtToken.SocketContext:
                OnSocketContext();
                break;
            case AtToken.SocketAddress:
                _channel.Take(3, Address);
                break;
            case AtToken.OtherContext:
                OnContextState();
                break;
            case AtToken.Iccid:
                _channel.Take(0, Iccid);
                break;
            default:
                _channel.Take(0, Firmware);
                break;
        }

        return token;
    }

    /// <summary>
    /// Takes a line that no table knows: the answers to AT+CGMR and AT+CGSN are bare text. Lines
    /// that nobody asked for come between them, so each must have its form.
    /// </summary>
    /// <param name="step">The command that is being carried out; null when none is.</param>
    /// <returns>What the line is for that command.</returns>
    public AtToken TakeText(ChatStep step)
    {
        if (step == null)
        {
            _channel.CountNoise();
            return AtToken.Unknown;
        }

        if (step.Expect == AtToken.Firmware && IsFirmware())
        {
            _channel.Take(0, Firmware);
            return AtToken.Firmware;
        }

        if (step.Expect == AtToken.Unknown && IsImei())
        {
            _channel.Take(0, Imei);
            return AtToken.Unknown;
        }

        _channel.CountNoise();
        return AtToken.Echo;
    }

    private bool IsImei() => _channel.LineLength == ImeiBytes
        && ByteCodec.GetDecimal(_channel.Buffer, _channel.LineOffset, ImeiBytes) >= 0;

    // Letters and digits, both, and the signs between them: no RING, no warning, no bare number.
    private bool IsFirmware()
    {
        int letters = 0;
        int digits = 0;
        byte[] buffer = _channel.Buffer;
        int end = _channel.LineOffset + _channel.LineLength;
        for (int i = _channel.LineOffset; i < end; i++)
        {
            byte value = buffer[i];
            bool isDigit = value >= '0' && value <= '9';
            bool isLetter = (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
            digits += isDigit ? 1 : 0;
            letters += isLetter ? 1 : 0;
            if (!isDigit && !isLetter && value != '_' && value != '.' && value != '-')
            {
                return false;
            }
        }

        return letters > 0 && digits > 0 && _channel.LineLength >= FirmwareBytesMin;
    }

    private void OnCmeError()
    {
        int number = _channel.Number(0);
        switch (number)
        {
            case CmeSimNotInserted:
                SetSim(SimState.Absent);
                break;
            case CmeSimPin:
            case CmeSimPuk:
                SetSim(SimState.Locked);
                break;
            case CmeSimBusy:
                SetSim(SimState.Busy);
                break;
            case CmeSimFailure:
            case CmeSimWrong:
                SetSim(SimState.NotReady);
                break;
            case CmePhoneToSim:
            case CmePhoneToFirstSim:
            case CmePhoneToFirstSimPuk:
                SetSim(SimState.OperatorLocked);
                break;
            case Unknown:
                OnCmeWords();
                break;
            default:
                if (number >= CmeNetworkLockFirst && number <= CmeNetworkLockLast)
                {
                    SetSim(SimState.OperatorLocked);
                }

                break;
        }
    }

    // Some firmware gives errors in words whatever it was asked for.
    private void OnCmeWords()
    {
        if (_channel.Begins(SimNotInserted))
        {
            SetSim(SimState.Absent);
        }
        else if (_channel.Begins(SimPin))
        {
            SetSim(SimState.Locked);
        }
        else if (_channel.Begins(SimBusy))
        {
            SetSim(SimState.Busy);
        }
        else if (_channel.Begins(PhoneLock))
        {
            SetSim(SimState.OperatorLocked);
        }
        else if (_channel.Begins(SimAny))
        {
            SetSim(SimState.NotReady);
        }
    }

    private void OnSim()
    {
        if (_channel.Begins(SimReady))
        {
            SetSim(SimState.Ready);
        }
        else if (_channel.Begins(SimPin))
        {
            SetSim(SimState.Locked);
        }
        else if (_channel.Begins(PhoneLock))
        {
            SetSim(SimState.OperatorLocked);
        }
        else if (_channel.Begins(SimRemoved))
        {
            SetSim(SimState.Absent);
        }
        else
        {
            // NOT READY follows a removal too: a SIM known to be absent stays so.
            SetSim(_sim == SimState.Absent ? SimState.Absent : SimState.NotReady);
        }
    }

    private void OnSignal()
    {
        int level = _channel.Number(0);
        _signalDbm = level >= 0 && level <= 31 ? (2 * level) - 113 : 0;
    }

    private void OnExtendedSignal()
    {
        int power = _channel.Number(5);
        _rsrpDbm = power >= 0 && power <= 97 ? power - 140 : 0;
        if (_signalDbm == 0 && _rsrpDbm != 0)
        {
            _signalDbm = _rsrpDbm > -113 ? _rsrpDbm : -113;
        }
    }

    // The answer to a query has a mode before the status; the unasked line has the status first,
    // and behind it, with or without quotes, an area of four digits.
    private int StatusOf(int before)
    {
        byte[] buffer = _channel.Buffer;
        int end = _channel.LineOffset + _channel.LineLength;
        int at = AtFields.Find(buffer, _channel.LineOffset, _channel.LineLength, 1);
        int digits = 0;
        while (at >= 0 && at + digits < end && buffer[at + digits] >= '0'
            && buffer[at + digits] <= '9')
        {
            digits++;
        }

        int status = digits > 0 && digits <= StatusDigitsMax ? _channel.Number(1) : Unknown;
        status = status < 0 ? _channel.Number(0) : status;
        switch (status)
        {
            case Unknown:
                return before;
            case HomeNoCircuit:
                return Home;
            case RoamingNoCircuit:
                return Roaming;
            case EmergencyBearerOnly:
            case EmergencyAttached:
                return EmergencyOnly;
            default:
                return status;
        }
    }

    private void OnRegistration(long nowMs)
    {
        int status = Weigh();
        if (status == Unknown || status == _registration)
        {
            return;
        }

        _events.Add(EventKind.Registration, status, _registration);
        _registration = status;
        bool isRegistered = IsRegistered;
        _lostMs = isRegistered ? 0 : nowMs;
        if (!isRegistered)
        {
            _signalDbm = 0;
        }
    }

    // Whoever registers counts; else what gives no data has its name; a refusal of calls alone is
    // no refusal of data as long as LTE is looked for.
    private int Weigh()
    {
        if (IsOn(_ofEps))
        {
            return _ofEps;
        }

        if (IsOn(_ofPackets))
        {
            return _ofPackets;
        }

        if (IsOn(_ofCircuits))
        {
            return _ofCircuits;
        }

        if (IsAny(SmsOnly))
        {
            return SmsOnly;
        }

        if (IsAny(EmergencyOnly))
        {
            return EmergencyOnly;
        }

        return _ofEps != Searching && IsAny(Denied) ? Denied
            : _ofEps != Unknown ? _ofEps
            : _ofPackets != Unknown ? _ofPackets : _ofCircuits;
    }

    private static bool IsOn(int status) => status == Home || status == Roaming;

    private bool IsAny(int status) =>
        _ofEps == status || _ofPackets == status || _ofCircuits == status;

    private void OnClock(long nowMs)
    {
        long utcSeconds =
            ModemClock.Parse(_channel.Buffer, _channel.LineOffset, _channel.LineLength);
        if (utcSeconds > 0)
        {
            Time.OnRead(utcSeconds, nowMs);
        }
    }

    private void OnContext()
    {
        if (_channel.Number(0) == 1)
        {
            byte[] buffer = _channel.Buffer;
            int at = AtFields.Find(buffer, _channel.LineOffset, _channel.LineLength, 1);
            int end = _channel.LineOffset + _channel.LineLength;
            ContextType = IsTextAt(buffer, at, end, TypeIpv4v6) ? ApnType.Ipv4v6
                : IsTextAt(buffer, at, end, TypeIpv6) ? ApnType.Ipv6 : ApnType.Ip;
            _channel.Take(2, Apn);
        }
    }

    // <type>,"<apn>", and what the driver has written itself.
    private void OnSocketContext()
    {
        int type = _channel.Number(0);
        ContextType = type == (int)ApnType.Ipv6 || type == (int)ApnType.Ipv4v6
            ? (ApnType)type : ApnType.Ip;
        _channel.Take(1, Apn);
    }

    // <context>,<state>: one beside ours that is active.
    private void OnContextState()
    {
        int context = _channel.Number(0);
        if (context > 1 && _channel.Number(1) == 1)
        {
            OtherContext = context;
        }
    }

    private static bool IsTextAt(byte[] buffer, int at, int end, byte[] text) =>
        at >= 0 && end - at >= text.Length && ByteCodec.Same(buffer, at, text, 0, text.Length);

    private void SetSim(SimState sim)
    {
        if (sim != _sim)
        {
            _events.Add(EventKind.SimState, (int)sim, (int)_sim);
            _sim = sim;
        }
    }
}
