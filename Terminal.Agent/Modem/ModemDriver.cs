using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Trust;

namespace Terminal.Agent.Modem;

/// <summary>
/// Brings a SIMCom or Quectel modem from power to a usable TLS service and keeps it there. It holds
/// the state and enters every other one: a state begins with a script, and the sequence that it
/// belongs to says which one comes next; what fails climbs the recovery ladder. SPEC.md has the
/// scripts, and each sequence the table of its states and their ways on.
/// </summary>
/// <remarks>
/// | states | who names the next one |
/// | PowerOff to Boot, Backoff | <see cref="PowerSequence"/> |
/// | Setup, Restart | the driver: SpeedWrite or Sim, Boot |
/// | SpeedWrite, SpeedProof, Seek | <see cref="SpeedSequence"/> |
/// | Sim to ClockAsk | <see cref="NetworkSequence"/> |
/// | CertificateList to ServiceStop, OptionList to Unchecked | <see cref="TlsSequence"/> |
/// | Ready | <see cref="ReadySequence"/> |
/// | any, its script refused or the modem silent | <see cref="ModemRecovery"/> |
/// | Boot, Backoff, OK comes | the driver: Setup |
/// | Seek, OK comes | the driver: Boot |
/// | any with commands, a line begins at the fast speed and does not end | the driver: Seek |
/// | SpeedProof, OK comes | the driver: Sim |
/// | CertificateList to Unchecked, registration has been lost for a while | the driver: Register |
/// | any after Boot, the modem has restarted | the driver: Boot |
/// | any after Sim but Restart, Backoff, the SIM is not ready | the driver: Sim |
/// | any after Sim but Restart, Backoff, the settings have changed | the driver: Context |
/// </remarks>
public sealed class ModemDriver
{
    private const int MovesMax = 8;

    private readonly IEventSink _events;
    private readonly CellularSettings _settings;
    private readonly AtChannel _channel;
    private readonly AtChat _chat;
    private readonly RecoveryLadder _ladder;
    private readonly ModemScripts _scripts;
    private readonly ModemProfile[] _profiles;
    private readonly ModemStatus _status;
    private readonly ModemFacts _facts;
    private readonly ModemSocket _socket;
    private readonly UrcTable _lines;
    private readonly ModemRecovery _recovery;
    private readonly PowerSequence _power;
    private readonly NetworkSequence _network;
    private readonly TlsSequence _tls;
    private readonly ReadySequence _ready;
    private readonly LineSpeed _speed;
    private readonly SpeedSequence _speeds;
    private readonly ServerCheck _check;

    private ModemState _state;
    private ModemStage _stage;
    private bool _isStarted;
    private bool _isSettingsChanged;
    private long _wakeMs;
    private long _midLineMs;

    /// <summary>A driver; nothing happens before the first <see cref="Step"/>.</summary>
    /// <param name="board">Where the modem is.</param>
    /// <param name="settings">
    /// May change at any time, followed by <see cref="OnSettingsChanged"/>.
    /// </param>
    /// <param name="make">Whose modems it drives.</param>
    /// <param name="events">The event log.</param>
    /// <param name="buffers">Bytes of line and session.</param>
    public ModemDriver(
        Board board,
        TerminalSettings settings,
        ModemMake make,
        IEventSink events,
        ModemBuffers buffers)
    {
        _events = events;
        CellularSettings cellular = settings.Cellular;
        _settings = cellular;
        TrustAnchors anchors = TrustAnchors.Of(board);
        _profiles = ModemProfiles.All();
        _scripts = new ModemScripts(make);
        _channel = new AtChannel(board.Modem, make, buffers);
        _speed = new LineSpeed(board.ModemSpeed, cellular);
        _status = new ModemStatus(events);
        _facts = new ModemFacts(_channel, cellular, events);
        _socket = ModemSocket.Of(_channel, _scripts, buffers);
        _check = new ServerCheck(_channel, _scripts, _facts, settings, anchors, board.Nvram);
        var certificate = new ModemCertificate(_channel, anchors, events);
        _tls = new TlsSequence(_channel, certificate, _socket, _check, _status);
        _ladder = new RecoveryLadder(board.Random);
        _recovery = new ModemRecovery(_status, _tls, _facts.Time, _ladder, _speed, events);
        var arguments = new ModemArguments(
            cellular, board.Clock, _facts, _speed, _check, certificate, _socket);
        if (_scripts.Second != null)
        {
            var second = new SecondSocket(
                _channel, _scripts, buffers.Second, settings.Fleet, board.FleetRoot);
            _socket.Attach(second);
            arguments.Second = second;
            Second = new SecondTransport(second, _socket);
        }

        _chat = new AtChat(_channel, arguments, _ladder, _speed);
        _lines = _channel.Lines;
        _lines.Attach(LineOwner.Facts, _facts);
        _lines.Attach(LineOwner.Certificate, certificate);
        _lines.Attach(LineOwner.Service, _tls);
        _lines.Attach(LineOwner.Socket, _socket);
        _lines.Attach(LineOwner.Check, _check);
        _power = new PowerSequence(
            board.ModemPower, _channel, _status, _recovery, _speed);
        _network = new NetworkSequence(
            _facts, _status, _recovery, _tls, cellular, board.Clock, _scripts, _chat);
        _speeds = new SpeedSequence(_speed, _channel, _status, _recovery);
        _ready = new ReadySequence(
            _socket,
            _scripts,
            _chat,
            _facts,
            _status,
            _recovery,
            _tls,
            _speed,
            arguments.Second,
            arguments);
    }

    /// <summary>Moved whenever <see cref="State"/> or <see cref="Fault"/> has changed.</summary>
    public int Changes => _status.Changes;

    /// <summary>The driver's state.</summary>
    public ModemState State => _state;

    /// <summary>
    /// Why the modem is not ready; Starting while there is no verdict; None when it is.
    /// </summary>
    public FaultCode Fault => _status.Fault;

    /// <summary>True when sessions can be opened.</summary>
    public bool IsReady => _state == ModemState.Ready;

    /// <summary>TLS in the modem.</summary>
    public ITransport Transport => _socket;

    /// <summary>A second session of TLS in the modem; null where there is none.</summary>
    public ITransport Second { get; }

    /// <summary>The recovery ladder and its counters.</summary>
    public RecoveryLadder Ladder => _ladder;

    /// <summary>The commands that are being carried out.</summary>
    public AtChat Chat => _chat;

    /// <summary>The line and its counters.</summary>
    public AtChannel Channel => _channel;

    /// <summary>Identity, SIM, registration, signal, operator, time.</summary>
    public ModemFacts Facts => _facts;

    /// <summary>Whether the modem checks the acquirer's name.</summary>
    public ServerCheck Check => _check;

    /// <summary>Speed of its line, in bits a second.</summary>
    public int Baud => _speed.Baud;

    /// <summary>Restarts that nobody asked for, since power-on.</summary>
    public int Reboots { get; private set; }

    /// <summary>Last error number of the modem's TLS service.</summary>
    public int LastSessionError => _socket.LastError;

    private ModemProfile Profile => _profiles[(int)_settings.Model];

    /// <summary>
    /// It takes the place of another one, whose session is lost for whoever uses the transport. It
    /// meets the modem as after a start.
    /// </summary>
    public void TakeOver(ModemDriver before)
    {
        bool isUsed = before.Transport.State != TransportState.Closed;
        before.Leave();
        _isStarted = false;
        _wakeMs = 0;
        if (isUsed)
        {
            _socket.LoseOther();
        }
    }

    private void Leave()
    {
        if (_state == ModemState.Ready)
        {
            _ready.End();
        }

        _chat.Stop();
        _socket.ForgetSession();
        _socket.Close();
    }

    /// <summary>Moves the driver on. Bounded, never waits.</summary>
    /// <returns>Milliseconds until it must run again if nothing arrives.</returns>
    public int Step(long nowMs)
    {
        bool hasInput = _channel.Receive();
        if (!hasInput && nowMs < _wakeMs && !_socket.IsWanting)
        {
            return (int)(_wakeMs - nowMs);
        }

        if (!hasInput && _channel.IsSending && _chat.Outcome == ChatOutcome.Busy)
        {
            // Until the command is out, or late, there is nothing else to be done.
            _channel.Flush();
            if (_channel.IsSending && nowMs < _chat.DueMs)
            {
                _wakeMs = nowMs + Limits.BusyStepMs;
                return Limits.BusyStepMs;
            }
        }

        if (!_isStarted)
        {
            _isStarted = true;
            Enter(ModemState.Boot, nowMs);
            _power.Start(nowMs);
        }

        for (int i = 0; hasInput && i < MovesMax; i++)
        {
            Drain(nowMs);
            hasInput = _channel.HasMore && _channel.Receive();
        }

        if (hasInput)
        {
            Drain(nowMs);
        }

        if (_channel.IsMidLine && _speed.IsFast)
        {
            OnMidLine(nowMs);
        }
        else
        {
            _midLineMs = 0;
        }

        _chat.Check(nowMs);
        for (int i = 0; i < MovesMax && Advance(nowMs); i++)
        {
        }

        _channel.Flush();
        return Wake(nowMs);
    }

    /// <summary>Settings have changed: they are applied at once.</summary>
    public void OnSettingsChanged()
    {
        _isSettingsChanged = true;
        _wakeMs = 0;
    }

    /// <summary>
    /// The acquirer has answered over this modem: trouble begins at the ladder's bottom again.
    /// </summary>
    public void Proven() => _recovery.Proven();

    /// <summary>The time is known from the acquirer, over a verified connection.</summary>
    public void OnVerifiedTime(long utcSeconds, long atMs) =>
        _facts.Time.OnVerified(utcSeconds, atMs);

    /// <summary>The acquirer was silent over an open session.</summary>
    public void OnPeerSilent(FaultCode fault, long nowMs)
    {
        if (_state == ModemState.Ready && !_socket.IsFailureKnown)
        {
            _wakeMs = 0;
            ModemState next =
                _recovery.OnTrouble(fault, ModemRung.Reopen, _socket.LastError, nowMs);
            if (next != ModemState.Ready)
            {
                Enter(next, nowMs);
            }
        }
    }

    private void Drain(long nowMs)
    {
        AtToken token = _channel.Next();
        while (token != AtToken.None)
        {
            if (_channel.IsRawDamaged)
            {
                _channel.AbandonRaw();
                _speed.OnError();
                _socket.OnDamaged();
            }

            OnToken(token, nowMs);
            token = _channel.Next();
        }
    }

    // The lines that change the state at once; then each line's owner; then a waiting command gets
    // the token.
    private void OnToken(AtToken token, long nowMs)
    {
        if (_stage == ModemStage.Power && token != AtToken.Echo && token != AtToken.Raw)
        {
            // At another speed than the modem's, noise comes: that is no line.
            _power.HasLine |= token != AtToken.Unknown || !_speed.IsVariable;
        }

        switch (token)
        {
            case AtToken.Raw:
                // The command ends when the run's end is announced or has had its time.
                _socket.OnRaw(nowMs);
                return;
            case AtToken.Ok when _state == ModemState.Boot || _state == ModemState.Backoff:
                Enter(ModemState.Setup, nowMs);
                return;
            case AtToken.Ok when _state == ModemState.Seek:
                // Found at another speed, it has restarted, and holds nothing that was set.
                Enter(ModemState.Boot, nowMs);
                _status.NextMs = nowMs;
                return;
            case AtToken.Ok when _state == ModemState.SpeedProof:
                Enter(ModemState.Sim, nowMs);
                return;
            case AtToken.Booted:
            case AtToken.PowerDown:
                OnBooted(nowMs);
                return;
            case AtToken.Prompt:
            case AtToken.Echo:
                break;
            case AtToken.Unknown:
                token = _facts.TakeText(_chat.Current);
                break;
            default:
                NoteRefusal(token);
                token = _lines.Hand(token, nowMs);
                break;
        }

        if (token != AtToken.None)
        {
            _chat.Feed(token, nowMs);
        }
    }

    private void NoteRefusal(AtToken token)
    {
        bool isRefusal = token == AtToken.Error || token == AtToken.CmeError;
        if (isRefusal && _chat.Current == _scripts.Dates)
        {
            _events.Add(EventKind.CertificateDatesUnchecked, (int)_settings.Model, 0);
        }
    }

    // What a modem says that has restarted at its first speed comes as a line without an end.
    private void OnMidLine(long nowMs)
    {
        if (_midLineMs == 0)
        {
            _midLineMs = nowMs;
            return;
        }

        bool isTalking = _stage != ModemStage.Power && _stage != ModemStage.Backoff
            && _stage != ModemStage.Speed;
        if (isTalking && nowMs - _midLineMs >= Limits.ModemNoiseMs)
        {
            _midLineMs = 0;
            _speed.OnError();
            Enter(ModemState.Seek, nowMs);
        }
    }

    private void OnBooted(long nowMs)
    {
        if (_stage == ModemStage.Power)
        {
            return;
        }

        if (_state != ModemState.Restart && _state != ModemState.Backoff)
        {
            Reboots++;
            _events.Add(EventKind.ModemReboot, (int)_state, Reboots);
        }

        // It answers: there is no need to let it settle.
        Enter(ModemState.Boot, nowMs);
        _status.NextMs = nowMs;
    }

    // True when the state has changed, or something is left to be done in it at once.
    private bool Advance(long nowMs)
    {
        if (ModemStages.NeedsSim(_stage))
        {
            if (_isSettingsChanged)
            {
                _isSettingsChanged = false;
                _network.OnSettingsChanged();
                Enter(ModemState.Context, nowMs);
                return true;
            }

            if (_facts.Sim != SimState.Ready)
            {
                Enter(ModemState.Sim, nowMs);
                return true;
            }
        }

        ModemState next = _state == ModemState.Ready ? _ready.Next(nowMs) : Next(nowMs);
        if (next == _state)
        {
            return next == ModemState.Ready && _ready.HasMore;
        }

        Enter(next, nowMs);
        return true;
    }

    private ModemState Next(long nowMs)
    {
        if (_stage == ModemStage.Power || _stage == ModemStage.Backoff)
        {
            return _power.Next(_state, nowMs);
        }

        if (_state == ModemState.SpeedProof || _state == ModemState.Seek)
        {
            return _speeds.Next(_state, nowMs);
        }

        long lostMs = _facts.LostMs;
        if (_stage == ModemStage.Tls && lostMs > 0 && nowMs - lostMs >= Limits.ModemLossGraceMs)
        {
            _status.SetFault(_facts.LossFault);
            return ModemState.Register;
        }

        switch (_chat.Outcome)
        {
            case ChatOutcome.Busy:
                return _state;
            case ChatOutcome.Silent:
                return _recovery.OnSilent(_state);
            case ChatOutcome.Failed when _state == ModemState.SpeedWrite:
                _speed.GiveUp();
                return ModemState.Sim;
            case ChatOutcome.Failed
                when _state != ModemState.Restart && _state != ModemState.Detach:
                return _recovery.OnRefused(_state, _chat.Refusal);
            default:
                return AfterScript(nowMs);
        }
    }

    private ModemState AfterScript(long nowMs)
    {
        if (_speed.IsDropDue && (_stage == ModemStage.Network || _stage == ModemStage.Tls))
        {
            return ModemState.SpeedWrite;
        }

        switch (_stage)
        {
            case ModemStage.Setup:
                _status.Clear(FaultCode.ModemSilent);
                return _speed.IsChangeDue ? ModemState.SpeedWrite : ModemState.Sim;
            case ModemStage.Speed:
                return ModemState.SpeedProof;
            case ModemStage.Restart:
                return ModemState.Boot;
            case ModemStage.Tls:
                return _tls.Next(_state, nowMs);
            default:
                return _network.Next(_state, nowMs);
        }
    }

    private void Enter(ModemState state, long nowMs)
    {
        ModemState before = _state;
        if (before == ModemState.Ready)
        {
            _ready.End();
        }

        _state = state;
        _stage = ModemStages.Of(state);
        _status.Begin(nowMs);
        _chat.Stop();
        Prepare(before, nowMs);
        ChatScript script = state == ModemState.Setup ? Profile.Setup
            : state == ModemState.Context ? Profile.Context
            : state == ModemState.ServiceStart && _tls.IsStartSlow ? _scripts.ServiceStartSlow
            : _scripts.Of(state);
        if (script != null)
        {
            _chat.Start(script, nowMs);
        }
    }

    private void Prepare(ModemState before, long nowMs)
    {
        switch (_state)
        {
            case ModemState.Boot:
                _isSettingsChanged = false;
                _tls.OnBoot();
                _network.OnBoot();
                _channel.Reset();
                _chat.Trust();
                break;
            case ModemState.PowerOff:
                _socket.OnPowerCut();
                break;
            case ModemState.Setup:
                // Answers of several probes may be on their way.
                _chat.Distrust();
                break;
            case ModemState.SpeedProof:
            case ModemState.Seek:
                _speeds.Prepare(_state, nowMs);
                break;
            case ModemState.ProofOpen:
            case ModemState.ProofOpenLoose:
            case ModemState.ProofNamed:
                _socket.ForgetResult();
                break;
            case ModemState.Ready:
                _ready.Prepare(nowMs);
                break;
            default:
                _network.Prepare(before, _state, nowMs);
                _tls.Prepare(_state, nowMs);
                break;
        }

        if (_stage == ModemStage.Power || _stage == ModemStage.Backoff)
        {
            _power.Prepare(before, _state, Profile, nowMs);
        }
    }

    private int Wake(long nowMs)
    {
        // A line may be polled rather than wake the board: look often while an answer is due.
        int waitMs = _channel.IsSending || _channel.IsMidLine ? Limits.BusyStepMs
            : _chat.Outcome == ChatOutcome.Busy || _socket.IsWanting
                || _socket.State == TransportState.Connecting
                ? Limits.ModemAnswerStepMs : UntilDue(nowMs);
        int raw = _channel.RawLeft;
        if (raw > 0 && raw <= Limits.ModemPieceBytesMax)
        {
            // When the last of them has come is known.
            int lineMs = (raw * Limits.ModemBaudByteMs / Baud) + Limits.ModemRunSlackMs;
            waitMs = lineMs < waitMs ? lineMs : waitMs;
        }

        _wakeMs = nowMs + waitMs;
        return waitMs;
    }

    private int UntilDue(long nowMs)
    {
        long dueMs = nowMs + Limits.IdleStepMs;
        ModemStatus status = _status;
        if (status.NextMs < dueMs)
        {
            dueMs = status.NextMs;
        }

        if (status.UntilMs < dueMs)
        {
            dueMs = status.UntilMs;
        }

        long otherMs = _socket.DueMs;
        if (otherMs < dueMs)
        {
            dueMs = otherMs;
        }

        otherMs = _facts.LostMs;
        if (otherMs > 0 && otherMs + Limits.ModemLossGraceMs < dueMs)
        {
            dueMs = otherMs + Limits.ModemLossGraceMs;
        }

        return dueMs > nowMs ? (int)(dueMs - nowMs) : Limits.BusyStepMs;
    }
}
