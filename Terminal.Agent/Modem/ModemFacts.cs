using Terminal.Agent.Diagnostics;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// What the modem has told of itself, its SIM and its network, whether it was asked or not.
/// </summary>
public sealed class ModemFacts : ILineOwner
{
    /// <summary><see cref="Registration"/> when the network refuses.</summary>
    public const int Denied = 3;

    /// <summary><see cref="Registration"/> abroad.</summary>
    public const int Roaming = 5;

    private const int Home = 1;
    private const int CmeSimNotInserted = 10;
    private const int CmeSimPin = 11;
    private const int CmeSimPuk = 12;

    private static readonly byte[] TextNone = new byte[0];
    private static readonly byte[] TextGsm = ByteCodec.Ascii("2G GSM");
    private static readonly byte[] TextUmts = ByteCodec.Ascii("3G UMTS");
    private static readonly byte[] TextLte = ByteCodec.Ascii("4G LTE");

    private readonly AtChannel _channel;
    private readonly CellularSettings _settings;
    private readonly IEventSink _events;
    private readonly byte[] _simReady = ByteCodec.Ascii("READY");
    private readonly byte[] _simPin = ByteCodec.Ascii("SIM P");
    private readonly byte[] _simRemoved = ByteCodec.Ascii("SIM REMOVED");

    private SimState _sim;
    private int _registration = -1;
    private int _signalDbm;
    private int _rsrpDbm;
    private long _lostMs;
    private long _networkUtcSeconds;
    private long _networkUtcAtMs;

    // The last value of +COPS (3GPP 27.007): 0 GSM, 2 UTRAN, 7 E-UTRAN; -1 unknown.
    private int _technology = -1;

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
    /// Status of +CEREG: 0 not searching, 1 home, 2 searching, 3 denied, 5 roaming; -1 unknown.
    /// </summary>
    public int Registration => _registration;

    /// <summary>True at home, and abroad if the settings allow it.</summary>
    public bool IsRegistered =>
        _registration == Home || (_registration == Roaming && _settings.RoamingAllowed);

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

    /// <summary>Access technology in words, as +COPS tells it; empty when unknown.</summary>
    public byte[] Technology => _technology == 7 ? TextLte : _technology == 2 ? TextUmts
        : _technology == 0 ? TextGsm : TextNone;

    /// <summary>Access point name of the modem's context 1.</summary>
    public ModemText Apn { get; } = new ModemText(Limits.ModemApnBytesMax);

    /// <summary>IP address of the bearer.</summary>
    public ModemText Address { get; } = new ModemText(40);

    /// <summary>
    /// UTC that the network told last, seconds since 1970; 0 when it has told none.
    /// </summary>
    public long NetworkUtcSeconds => _networkUtcSeconds;

    /// <summary>Uptime at which it told it, in ms.</summary>
    public long NetworkUtcAtMs => _networkUtcAtMs;

    /// <summary>The modem begins anew: what it told of SIM and network is over.</summary>
    public void Forget()
    {
        _lostMs = 0;
        _registration = -1;
        _signalDbm = 0;
        _rsrpDbm = 0;
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
                OnRegistration(nowMs);
                break;
            case AtToken.Operator:
                _channel.Take(2, Operator);
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
    /// Takes a line that no table knows: the answers to AT+CGMR and AT+CGSN are bare text.
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

        if (step.Expect == AtToken.Firmware)
        {
            _channel.Take(0, Firmware);
            return AtToken.Firmware;
        }

        bool isNumber =
            ByteCodec.GetDecimal(_channel.Buffer, _channel.LineOffset, _channel.LineLength) > 0;
        if (step.Expect == AtToken.Unknown && isNumber)
        {
            _channel.Take(0, Imei);
            return AtToken.Unknown;
        }

        _channel.CountNoise();
        return AtToken.Echo;
    }

    private void OnCmeError()
    {
        int number = _channel.Number(0);
        if (number == CmeSimNotInserted)
        {
            SetSim(SimState.Absent);
        }
        else if (number == CmeSimPin || number == CmeSimPuk)
        {
            SetSim(SimState.Locked);
        }
    }

    private void OnSim()
    {
        if (_channel.Begins(_simReady))
        {
            SetSim(SimState.Ready);
        }
        else if (_channel.Begins(_simPin))
        {
            SetSim(SimState.Locked);
        }
        else if (_channel.Begins(_simRemoved))
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

    // The answer to a query has a mode before the status; the URC has the status alone.
    private void OnRegistration(long nowMs)
    {
        int status = _channel.Number(1);
        if (status < 0)
        {
            status = _channel.Number(0);
        }

        if (status < 0 || status == _registration)
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

    private void OnClock(long nowMs)
    {
        long utcSeconds =
            ModemClock.Parse(_channel.Buffer, _channel.LineOffset, _channel.LineLength);
        if (utcSeconds > 0)
        {
            _networkUtcSeconds = utcSeconds;
            _networkUtcAtMs = nowMs;
        }
    }

    private void OnContext()
    {
        if (_channel.Number(0) == 1)
        {
            _channel.Take(2, Apn);
        }
    }

    private void SetSim(SimState sim)
    {
        if (sim != _sim)
        {
            _events.Add(EventKind.SimState, (int)sim, (int)_sim);
            _sim = sim;
        }
    }
}
