using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// The SIM as a link: what the modem's driver knows, and what exchanges show, as a state, a fault
/// and bars. It never sets the terminal's clock; whoever weighs the sources of time reads <see
/// cref="NetworkUtcSeconds"/>.
/// </summary>
public sealed class CellularLink
    : ILink, IStagedLink, ITimeSource, ISimFacts, ISecondConnection
{
    // One for each make; the settings say which one has the modem.
    private readonly ModemDriver[] _drivers;
    private readonly CellularSettings _settings;
    private readonly IEventSink _events;
    private ModemDriver _modem;
    private ModemFacts _facts;
    private FaultCode _exchangeFault;
    private bool _isProven;
    private LinkState _told;

    // What the driver had changed when it was last looked at.
    private int _changes = -1;

    /// <summary>A cellular link; see <see cref="ModemDriver"/> for the parts.</summary>
    public CellularLink(Board board, TerminalSettings settings, IEventSink events)
    {
        _settings = settings.Cellular;
        _events = events;
        var buffers = new ModemBuffers();
        _drivers = new ModemDriver[]
        {
            new ModemDriver(board, settings, ModemMake.Simcom, events, buffers),
            new ModemDriver(board, settings, ModemMake.Quectel, events, buffers),
        };
        _modem = Driver;
        _facts = _modem.Facts;
        Transport = new MeteredTransport(_modem.Transport);
        State = Judge();
    }

    /// <summary>The driver, for diagnostics: identity, registration, ladder, line.</summary>
    public ModemDriver Modem => _modem;

    /// <inheritdoc/>
    public LinkState State { get; private set; }

    /// <inheritdoc/>
    public FaultCode Fault => _modem.IsReady ? _exchangeFault : _modem.Fault;

    /// <inheritdoc/>
    public BearerStage Stage => ModemStages.BearerOf(_modem.State);

    /// <inheritdoc/>
    public int SignalBars
    {
        get
        {
            int dbm = _facts.SignalDbm;
            if (dbm == 0)
            {
                return -1;
            }

            return dbm >= -75 ? 4 : dbm >= -85 ? 3 : dbm >= -95 ? 2 : dbm >= -105 ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public int SignalDbm => _facts.SignalDbm;

    /// <inheritdoc/>
    public MeteredTransport Transport { get; }

    /// <inheritdoc/>
    public ITransport Second => _modem.IsReady ? _modem.Second : null;

    /// <summary>
    /// UTC that the mobile network told last, seconds since 1970; 0 when it has told none.
    /// </summary>
    public long NetworkUtcSeconds => _facts.Time.NetworkUtcSeconds;

    /// <summary>Uptime at which it told it, in ms.</summary>
    public long NetworkUtcAtMs => _facts.Time.NetworkUtcAtMs;

    /// <inheritdoc/>
    public int Generation => _facts.Generation;

    /// <inheritdoc/>
    public int ModemRestarts => _modem.Reboots;

    /// <inheritdoc/>
    public int Iccid(byte[] into) => Copy(_facts.Iccid, into);

    /// <inheritdoc/>
    public int Imei(byte[] into) => Copy(_facts.Imei, into);

    /// <inheritdoc/>
    public int Plmn(byte[] into) => Copy(_facts.Plmn, into);

    /// <inheritdoc/>
    public void OnVerifiedTime(long utcSeconds, long atMs) =>
        _modem.OnVerifiedTime(utcSeconds, atMs);

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        int waitMs = _modem.Step(nowMs);
        if (_modem.Changes == _changes)
        {
            return waitMs;
        }

        _changes = _modem.Changes;
        if (!_modem.IsReady)
        {
            _isProven = false;
            _exchangeFault = IsKept(_exchangeFault) ? _exchangeFault : FaultCode.None;
        }

        Tell();
        return waitMs;
    }

    /// <inheritdoc/>
    public void Report(FaultCode fault, long nowMs)
    {
        if (FaultCodes.IsAnswer(fault))
        {
            // The acquirer answered, whatever it said: the way to it is good.
            _isProven = true;
            _exchangeFault = FaultCode.None;
            _modem.Proven();
            Tell();
            return;
        }

        _isProven = false;
        fault = fault == FaultCode.Starting ? FaultCode.None : fault;
        _exchangeFault = _modem.IsReady || IsKept(fault) ? fault : FaultCode.None;

        // What the modem reported itself has been answered already; its silence has not.
        if (fault == FaultCode.AcquirerSilent || fault == FaultCode.AnswerIncomplete
            || fault == FaultCode.ConnectTimeout || fault == FaultCode.HandshakeFailed)
        {
            _modem.OnPeerSilent(fault, nowMs);
        }

        Tell();
    }

    /// <summary>The settings handed over at construction have changed.</summary>
    public void OnSettingsChanged()
    {
        ModemDriver driver = Driver;
        if (_modem == driver)
        {
            _modem.OnSettingsChanged();
            return;
        }

        driver.TakeOver(_modem);
        _modem = driver;
        _facts = _modem.Facts;
        Transport.Become(_modem.Transport);
        _changes = -1;
    }

    // What is longer, or holds anything but digits, is none of these numbers.
    private static int Copy(ModemText text, byte[] into)
    {
        int length = text.Length;
        if (length > into.Length)
        {
            return 0;
        }

        for (int i = 0; i < length; i++)
        {
            into[i] = text.Bytes[i];
            if (into[i] < '0' || into[i] > '9')
            {
                return 0;
            }
        }

        return length;
    }

    private ModemDriver Driver => _drivers[(int)ModemProfiles.MakeOf(_settings.Model)];

    // What failed on the way or beyond it holds while the modem begins anew because of it: bars
    // would promise what the latest exchange has disproved. What ended with the bearer is over with
    // it, and a bearer with a cause of its own comes back as a new one.
    private bool IsKept(FaultCode fault)
    {
        FaultCode own = _modem.Fault;
        bool isAnew = own == FaultCode.None || own == FaultCode.Starting;
        return isAnew && LinkFaults.IsBeyondBearer(fault);
    }

    private void Tell()
    {
        State = Judge();
        if (State != _told)
        {
            _events.Add(EventKind.CellularState, (int)State, (int)_told);
            _told = State;
        }
    }

    private LinkState Judge()
    {
        if (_modem.IsReady)
        {
            return _isProven ? LinkState.Online
                : _exchangeFault == FaultCode.None ? LinkState.Attached : LinkState.Degraded;
        }

        FaultCode fault = _modem.Fault;
        return fault == FaultCode.None || fault == FaultCode.Starting
            ? LinkState.Starting
            : LinkState.Failed;
    }
}
