using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// Brings a SIMCom A76xx or SIM7600 from power to a usable TLS service and keeps it there. One
/// state machine runs a script for each state; what fails climbs the recovery ladder; what must be
/// waited for (SIM, network, time) is polled and now and then kicked. SPEC.md has the table of
/// states and their ways on.
/// </summary>
public sealed class ModemDriver : IChatArguments
{
    private static readonly byte[] TextNone = new byte[0];
    private static readonly byte[] TextGsm = Wire.Ascii("2G GSM");
    private static readonly byte[] TextUmts = Wire.Ascii("3G UMTS");
    private static readonly byte[] TextLte = Wire.Ascii("4G LTE");

    // The last value of +COPS (3GPP 27.007): 0 GSM, 2 UTRAN, 7 E-UTRAN; -1 unknown.
    private int _technology = -1;

    private const int MovesMax = 8;
    private const int CmeSimNotInserted = 10;
    private const int CmeSimPin = 11;
    private const int CmeSimPuk = 12;

    private readonly IModemPower _power;
    private readonly IClock _clock;
    private readonly IEventSink _events;
    private readonly CellularSettings _settings;
    private readonly byte[] _root;
    private readonly byte[] _certificateName;
    private readonly byte[] _oldName;
    private readonly byte[] _probe = Wire.Ascii("AT");
    private readonly byte[] _simReady = Wire.Ascii("READY");
    private readonly byte[] _simPin = Wire.Ascii("SIM P");
    private readonly byte[] _simRemoved = Wire.Ascii("SIM REMOVED");
    private readonly byte[] _lengthWord = Wire.Ascii("LEN,");
    private readonly byte[] _dataWord = Wire.Ascii("DATA");
    private readonly AtChannel _channel;
    private readonly AtChat _chat;
    private readonly RecoveryLadder _ladder;
    private readonly ModemScripts _scripts;
    private readonly ModemProfile[] _profiles;
    private readonly ChatScript[] _contexts;
    private readonly ModemSocket _socket;
    private readonly ModemText _apn = new ModemText(Limits.ModemApnBytesMax);

    private bool _isStarted;
    private bool _isPulsed;
    private bool _isSettingsChanged;
    private bool _needsReattach;
    private bool _isTlsSet;
    private bool _isServiceUp;

    // A start has failed: the next one gets all the time that the manual allows.
    private bool _isStartSlow;
    private bool _isRestartDue;
    private bool _isCertificateHeld;
    private bool _isCertificateSuspect;
    private bool _isSocketRunning;
    private bool _isPollRunning;
    private bool _isProven;
    private int _oldLength;
    private int _cleanings;
    private int _polls;
    private int _powerCuts;
    private int _uploads;
    private int _lines;
    private int _refreshPauseMs = Limits.ModemRefreshMsMin;
    private long _sinceMs;
    private long _untilMs;
    private long _nextMs;
    private long _pulseMs;
    private long _lostMs;
    private long _askMs;
    private long _refreshMs;
    private long _climbMs;
    private long _wakeMs;
    private ModemState _state;
    private FaultCode _fault;
    private SimState _sim;

    /// <summary>A driver; nothing happens before the first <see cref="Step"/>.</summary>
    /// <param name="port">The modem's line.</param>
    /// <param name="power">Its supply and PWRKEY.</param>
    /// <param name="clock">
    /// Asked for the time when the network tells none; never set from here.
    /// </param>
    /// <param name="random">Jitter of pauses.</param>
    /// <param name="rootCertificatePem">
    /// What the acquirer's certificate is verified against.
    /// </param>
    /// <param name="settings">
    /// May change at any time, followed by <see cref="OnSettingsChanged"/>.
    /// </param>
    /// <param name="events">The event log.</param>
    public ModemDriver(
        ISerialPort port,
        IModemPower power,
        IClock clock,
        IRandom random,
        byte[] rootCertificatePem,
        CellularSettings settings,
        IEventSink events)
    {
        _power = power;
        _clock = clock;
        _events = events;
        _settings = settings;
        _root = rootCertificatePem;
        _certificateName = NameOf(rootCertificatePem);
        _oldName = new byte[_certificateName.Length];
        _ladder = new RecoveryLadder(random);
        _channel = new AtChannel(port);
        _chat = new AtChat(_channel, this, _ladder);
        _scripts = new ModemScripts();
        _socket = new ModemSocket(_channel, _scripts);
        _profiles = new ModemProfile[]
        {
            new ModemProfile(ModemModel.A7670E),
            new ModemProfile(ModemModel.Sim7600E),
        };
        _contexts = new ChatScript[]
        {
            ModemScripts.Context(_profiles[0]),
            ModemScripts.Context(_profiles[1]),
        };
        Registration = -1;
        Rsrp = 0;
        _fault = FaultCode.Starting;
    }

    /// <summary>Moved whenever <see cref="State"/> or <see cref="Fault"/> has changed.</summary>
    public int Changes { get; private set; }

    /// <summary>The driver's state.</summary>
    public ModemState State => _state;

    /// <summary>
    /// Why the modem is not ready; Starting while there is no verdict; None when it is.
    /// </summary>
    public FaultCode Fault => _fault;

    /// <summary>True when sessions can be opened.</summary>
    public bool IsReady => _state == ModemState.Ready;

    /// <summary>TLS in the modem.</summary>
    public ITransport Transport => _socket;

    /// <summary>The recovery ladder and its counters.</summary>
    public RecoveryLadder Ladder => _ladder;

    /// <summary>The commands that are being carried out.</summary>
    public AtChat Chat => _chat;

    /// <summary>The line and its counters.</summary>
    public AtChannel Channel => _channel;

    /// <summary>The SIM's state.</summary>
    public SimState Sim => _sim;

    /// <summary>
    /// Status of +CEREG: 0 not searching, 1 home, 2 searching, 3 denied, 5 roaming; -1 unknown.
    /// </summary>
    public int Registration { get; private set; }

    /// <summary>Received signal in dBm, -113 to -51; 0 when unknown.</summary>
    public int SignalDbm { get; private set; }

    /// <summary>Reference signal received power in dBm, -140 to -44; 0 when unknown.</summary>
    public int Rsrp { get; private set; }

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

    /// <summary>IP address of the bearer.</summary>
    public ModemText Address { get; } = new ModemText(40);

    /// <summary>
    /// UTC that the network told last, seconds since 1970; 0 when it has told none.
    /// </summary>
    public long NetworkUtcSeconds { get; private set; }

    /// <summary>Uptime at which it told it, in ms.</summary>
    public long NetworkUtcAtMs { get; private set; }

    /// <summary>Restarts that nobody asked for, since power-on.</summary>
    public int Reboots { get; private set; }

    /// <summary>Last error number of the modem's TLS service.</summary>
    public int LastSessionError => _socket.LastError;

    private ModemProfile Profile => _profiles[(int)_settings.Model];

    private bool IsRegistered =>
        Registration == 1 || (Registration == 5 && _settings.RoamingAllowed);

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
            _power.SetSupply(true);
            Enter(ModemState.Boot, nowMs);
            _pulseMs = nowMs + Limits.ModemFirstProbeMs;
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
    public void Proven()
    {
        _isProven = true;
        _ladder.Proven();
        _powerCuts = 0;
        _climbMs = 0;
        _refreshMs = 0;
        _refreshPauseMs = Limits.ModemRefreshMsMin;
    }

    /// <summary>The acquirer was silent over an open session.</summary>
    public void OnPeerSilent(FaultCode fault, long nowMs)
    {
        if (_state == ModemState.Ready && !_socket.IsFailureKnown)
        {
            OnTrouble(fault, ModemRung.Reopen, nowMs);
            _wakeMs = 0;
        }
    }

    /// <inheritdoc/>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.Apn:
                return PutQuoted(buffer, offset, _settings.Apn, _settings.ApnLength);
            case ChatArgument.CertificateName:
                return PutQuoted(buffer, offset, _certificateName, _certificateName.Length);
            case ChatArgument.CertificateUpload:
                offset = PutQuoted(buffer, offset, _certificateName, _certificateName.Length);
                buffer[offset++] = (byte)',';
                return Wire.PutDecimal(buffer, offset, _root.Length);
            case ChatArgument.OldCertificateName:
                return PutQuoted(buffer, offset, _oldName, _oldLength);
            case ChatArgument.Utc:
                return ModemClock.Put(buffer, offset, _clock.UtcSeconds);
            default:
                return _socket.PutArgument(argument, buffer, offset);
        }
    }

    /// <inheritdoc/>
    public int SendPayload(ChatArgument argument)
    {
        if (argument == ChatArgument.CertificateUpload)
        {
            _channel.SendPayload(_root, 0, _root.Length);
        }
        else
        {
            _socket.SendPayload();
        }

        return PayloadCount(argument);
    }

    /// <inheritdoc/>
    public int PayloadCount(ChatArgument argument) =>
        argument == ChatArgument.CertificateUpload ? _root.Length : _socket.PayloadCount;

    // The name carries a checksum of the content (FNV-1a, 32 bits), because the modem can only list
    // names.
    private static byte[] NameOf(byte[] content)
    {
        uint hash = 2_166_136_261;
        for (int i = 0; i < content.Length; i++)
        {
            hash = (hash ^ content[i]) * 16_777_619;
        }

        byte[] name = Wire.Ascii("acq-00000000.pem");
        for (int i = 11; i >= 4; i--)
        {
            int digit = (int)(hash & 15);
            name[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            hash >>= 4;
        }

        return name;
    }

    private static int PutQuoted(byte[] buffer, int offset, byte[] text, int count)
    {
        buffer[offset++] = (byte)'"';
        offset = Wire.Put(buffer, offset, text, count);
        buffer[offset++] = (byte)'"';
        return offset;
    }

    private void Drain(long nowMs)
    {
        AtToken token = _channel.Next();
        while (token != AtToken.None)
        {
            if (_channel.IsRawDamaged)
            {
                _channel.AbandonRaw();
                _socket.OnDamaged();
            }

            OnToken(token, nowMs);
            token = _channel.Next();
        }
    }

    // The one table of lines that mean something whenever they come; then a waiting command gets
    // the token.
    private void OnToken(AtToken token, long nowMs)
    {
        if (token != AtToken.Raw && token != AtToken.Echo)
        {
            _lines++;
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
            case AtToken.Error:
                OnRefusal();
                break;
            case AtToken.Unknown:
                token = OnText();
                break;
            case AtToken.CmeError:
                OnCmeError();
                OnRefusal();
                break;
            case AtToken.Booted:
                OnBooted(nowMs);
                return;
            case AtToken.PowerDown:
                OnBooted(nowMs);
                return;
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
                Take(2, Operator);
                _technology = Number(3);
                break;
            case AtToken.Clock:
                OnClock(nowMs);
                break;
            case AtToken.Context:
                if (Number(0) == 1)
                {
                    Take(2, _apn);
                }

                break;
            case AtToken.Address:
                Take(1, Address);
                break;
            case AtToken.Iccid:
                Take(0, Iccid);
                break;
            case AtToken.Firmware:
                Take(0, Firmware);
                break;
            case AtToken.Certificate:
                OnCertificate();
                break;
            default:
                if (!OnSessionToken(ref token, nowMs))
                {
                    return;
                }

                break;
        }

        _chat.Feed(token, nowMs);
    }

    // The same table's rows for the TLS service; false when the chat has nothing to learn from the
    // line.
    private bool OnSessionToken(ref AtToken token, long nowMs)
    {
        switch (token)
        {
            case AtToken.ServiceStart:
                return Number(0) == 0;
            case AtToken.ServiceStop:
                OnServiceLost();
                return true;
            case AtToken.ServiceLost:
                OnServiceLost();
                return false;
            case AtToken.SessionOpen:
                _socket.OnOpenResult(Number(1));
                return false;
            case AtToken.SessionClose:
                _socket.OnCloseResult();
                return false;
            case AtToken.SessionSend:
                _socket.OnSendResult(Number(1));
                return false;
            case AtToken.SessionEvent:
                _socket.OnEvent();
                return false;
            case AtToken.PeerClosed:
            case AtToken.ReceiveClosed:
                _socket.OnPeerClosed();
                return false;
            case AtToken.SessionReceive:
                return OnReceiveLine(ref token);
            default:
                return true;
        }
    }

    // LEN,<count>,<count> or DATA,<session>,<count> or <session>,<error>.
    private bool OnReceiveLine(ref AtToken token)
    {
        byte[] buffer = _channel.Buffer;
        int end = _channel.LineOffset + _channel.LineLength;
        int at = AtFields.Find(buffer, _channel.LineOffset, _channel.LineLength, 0);
        if (IsWordAt(buffer, at, end, _lengthWord))
        {
            _socket.OnLength(AtFields.NumberAt(buffer, at + _lengthWord.Length, end));
            return true;
        }

        if (IsWordAt(buffer, at, end, _dataWord))
        {
            _socket.OnData(Number(2));
            return false;
        }

        token = AtToken.Raw;
        return _socket.OnReceiveResult(Number(1));
    }

    private static bool IsWordAt(byte[] buffer, int at, int end, byte[] word) =>
        at >= 0 && buffer[at] == word[0] && end - at >= word.Length
        && Wire.Same(buffer, at, word, 0, word.Length);

    private AtToken OnText()
    {
        ChatStep step = _chat.Current;
        if (step == null)
        {
            _channel.CountNoise();
            return AtToken.Unknown;
        }

        if (step.Expect == AtToken.Firmware)
        {
            Take(0, Firmware);
            return AtToken.Firmware;
        }

        bool isNumber =
            Wire.GetDecimal(_channel.Buffer, _channel.LineOffset, _channel.LineLength) > 0;
        if (step.Expect == AtToken.Unknown && isNumber)
        {
            Take(0, Imei);
            return AtToken.Unknown;
        }

        _channel.CountNoise();
        return AtToken.Echo;
    }

    private void OnRefusal()
    {
        if (_chat.Current == _scripts.Dates)
        {
            _events.Add(EventKind.CertificateDatesUnchecked, (int)_settings.Model, 0);
        }
    }

    private void OnCmeError()
    {
        int number = Number(0);
        if (number == CmeSimNotInserted)
        {
            SetSim(SimState.Absent);
        }
        else if (number == CmeSimPin || number == CmeSimPuk)
        {
            SetSim(SimState.Locked);
        }
    }

    private void OnBooted(long nowMs)
    {
        if (_state <= ModemState.Boot)
        {
            return;
        }

        if (_state != ModemState.Restart && _state != ModemState.Backoff)
        {
            Reboots++;
            _events.Add(EventKind.ModemReboot, (int)_state, Reboots);
        }

        Enter(ModemState.Boot, nowMs);
    }

    private void OnSim()
    {
        if (Begins(_simReady))
        {
            SetSim(SimState.Ready);
        }
        else if (Begins(_simPin))
        {
            SetSim(SimState.Locked);
        }
        else if (Begins(_simRemoved))
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
        int level = Number(0);
        SignalDbm = level >= 0 && level <= 31 ? (2 * level) - 113 : 0;
    }

    private void OnExtendedSignal()
    {
        int power = Number(5);
        Rsrp = power >= 0 && power <= 97 ? power - 140 : 0;
        if (SignalDbm == 0 && Rsrp != 0)
        {
            SignalDbm = Rsrp > -113 ? Rsrp : -113;
        }
    }

    // The answer to a query has a mode before the status; the URC has the status alone.
    private void OnRegistration(long nowMs)
    {
        int status = Number(1);
        if (status < 0)
        {
            status = Number(0);
        }

        if (status < 0 || status == Registration)
        {
            return;
        }

        _events.Add(EventKind.Registration, status, Registration);
        Registration = status;
        _lostMs = IsRegistered ? 0 : nowMs;
        if (!IsRegistered)
        {
            SignalDbm = 0;
        }
    }

    private void OnClock(long nowMs)
    {
        long utcSeconds =
            ModemClock.Parse(_channel.Buffer, _channel.LineOffset, _channel.LineLength);
        if (utcSeconds > 0)
        {
            NetworkUtcSeconds = utcSeconds;
            NetworkUtcAtMs = nowMs;
        }
    }

    private void OnCertificate()
    {
        int at = AtFields.Find(_channel.Buffer, _channel.LineOffset, _channel.LineLength, 0);
        int length = _certificateName.Length;
        if (at < 0 || _channel.LineOffset + _channel.LineLength - at < length + 2)
        {
            return;
        }

        // Ours begin with the same four letters and have the same length.
        byte[] buffer = _channel.Buffer;
        at++;
        if (buffer[at + length] != '"' || !Wire.Same(buffer, at, _certificateName, 0, 4))
        {
            return;
        }

        if (Wire.Same(buffer, at, _certificateName, 0, length) && !_isCertificateSuspect)
        {
            _isCertificateHeld = true;
        }
        else
        {
            _oldLength = length;
            Array.Copy(buffer, at, _oldName, 0, length);
        }
    }

    private void OnServiceLost()
    {
        _socket.ForgetSession();
        if (_isServiceUp)
        {
            _isServiceUp = false;
            _isRestartDue = _state == ModemState.Ready;
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

    private void SetFault(FaultCode fault)
    {
        if (fault != _fault)
        {
            _events.Add(EventKind.ModemFault, (int)fault, (int)_fault);
            _fault = fault;
            Changes++;
        }
    }

    private int Number(int index) =>
        AtFields.Number(_channel.Buffer, _channel.LineOffset, _channel.LineLength, index);

    private bool Begins(byte[] word) =>
        AtFields.BeginsWith(_channel.Buffer, _channel.LineOffset, _channel.LineLength, word);

    private void Take(int index, ModemText text) =>
        AtFields.Take(_channel.Buffer, _channel.LineOffset, _channel.LineLength, index, text);

    private bool Advance(long nowMs)
    {
        ModemState before = _state;
        if (_isSettingsChanged && before > ModemState.Sim && before < ModemState.Restart)
        {
            _isSettingsChanged = false;
            Enter(ModemState.Context, nowMs);
            return true;
        }

        if (before > ModemState.Sim && before < ModemState.Restart && _sim != SimState.Ready)
        {
            Enter(ModemState.Sim, nowMs);
            return true;
        }

        switch (before)
        {
            case ModemState.PowerOff:
            case ModemState.PowerRise:
            case ModemState.OnPulse:
            case ModemState.ResetPulse:
                AdvancePower(nowMs);
                break;
            case ModemState.Boot:
            case ModemState.Backoff:
                AdvanceBoot(nowMs);
                break;
            case ModemState.Ready:
                return AdvanceReady(nowMs);
            default:
                AdvanceScript(nowMs);
                break;
        }

        return _state != before;
    }

    private void AdvancePower(long nowMs)
    {
        if (nowMs < _untilMs)
        {
            return;
        }

        switch (_state)
        {
            case ModemState.PowerOff:
                _power.SetSupply(true);
                Enter(ModemState.PowerRise, nowMs);
                break;
            case ModemState.PowerRise:
                Enter(ModemState.OnPulse, nowMs);
                break;
            default:
                bool isOnPulse = _state == ModemState.OnPulse;
                _power.SetPowerKey(false);
                Enter(ModemState.Boot, nowMs);
                _isPulsed = isOnPulse;
                break;
        }
    }

    private void AdvanceBoot(long nowMs)
    {
        bool isBackoff = _state == ModemState.Backoff;
        if (nowMs >= _untilMs)
        {
            if (isBackoff)
            {
                _power.SetSupply(false);
                Enter(ModemState.PowerOff, nowMs);
                return;
            }

            SetFault(FaultCode.ModemSilent);
            Climb(ModemRung.ResetPulse, ModemRung.PowerCut, nowMs);
            return;
        }

        if (!isBackoff && !_isPulsed && _lines == 0 && nowMs >= _pulseMs)
        {
            Enter(ModemState.OnPulse, nowMs);
            return;
        }

        if (nowMs >= _nextMs)
        {
            _nextMs = nowMs + (isBackoff ? Limits.ModemBackoffProbeMs : Limits.ModemProbeMs);
            _channel.SendCommand(Wire.Put(_channel.CommandBuffer, 0, _probe));
        }
    }

    private void AdvanceScript(long nowMs)
    {
        switch (_chat.Outcome)
        {
            case ChatOutcome.Busy:
                return;
            case ChatOutcome.Failed:
                OnScriptFailed(nowMs);
                return;
            case ChatOutcome.Silent:
                OnSilent(nowMs);
                return;
            default:
                AdvanceDone(nowMs);
                return;
        }
    }

    // The script of the state has run to its end.
    private void AdvanceDone(long nowMs)
    {
        switch (_state)
        {
            case ModemState.Setup:
                Clear(FaultCode.ModemSilent);
                Enter(ModemState.Sim, nowMs);
                break;
            case ModemState.Sim:
                AdvanceSim(nowMs);
                break;
            case ModemState.Context:
                bool isSame = _apn.Length == _settings.ApnLength
                    && Wire.Same(_apn.Bytes, 0, _settings.Apn, 0, _apn.Length);
                Enter(isSame ? ModemState.Register : ModemState.ContextWrite, nowMs);
                break;
            case ModemState.ContextWrite:
                _needsReattach = true;
                Enter(ModemState.Register, nowMs);
                break;
            case ModemState.Register:
                AdvanceRegister(nowMs);
                break;
            case ModemState.Detach:
                _needsReattach = false;
                Enter(ModemState.Attach, nowMs);
                break;
            case ModemState.Attach:
                AdvanceAttach(nowMs);
                break;
            case ModemState.Clock:
                AdvanceClock(nowMs);
                break;
            case ModemState.ClockWrite:
            case ModemState.ClockAsk:
                EnterFromClock(ModemState.Clock, nowMs);
                break;
            case ModemState.ServiceStop:
                _isServiceUp = false;
                _socket.ForgetSession();
                Enter(_isTlsSet ? ModemState.ServiceStart : ModemState.CertificateList, nowMs);
                break;
            case ModemState.Restart:
                Enter(ModemState.Boot, nowMs);
                _nextMs = nowMs + Limits.ModemRestartSettleMs;
                break;
            default:
                AdvanceTls(nowMs);
                break;
        }
    }

    private void AdvanceTls(long nowMs)
    {
        switch (_state)
        {
            case ModemState.CertificateList:
                AdvanceCertificates(nowMs);
                break;
            case ModemState.CertificateDelete:
                Enter(ModemState.CertificateList, nowMs);
                break;
            case ModemState.CertificateUpload:
                _uploads++;
                _events.Add(EventKind.CertificateUpload, _root.Length, _uploads);
                Enter(ModemState.TlsSettings, nowMs);
                break;
            case ModemState.TlsSettings:
                _isTlsSet = true;
                Enter(ModemState.ServiceStart, nowMs);
                break;
            default:
                _isServiceUp = true;
                _isStartSlow = false;
                Enter(ModemState.Ready, nowMs);
                break;
        }
    }

    private void AdvanceSim(long nowMs)
    {
        switch (_sim)
        {
            case SimState.Ready:
                Clear(FaultCode.NoSim);
                Clear(FaultCode.SimLocked);
                Enter(ModemState.Context, nowMs);
                return;
            case SimState.Absent:
                SetFault(FaultCode.NoSim);
                break;
            case SimState.Locked:
                SetFault(FaultCode.SimLocked);
                break;
            default:
                if (nowMs - _sinceMs >= Limits.ModemVerdictMs)
                {
                    SetFault(FaultCode.NoSim);
                }

                break;
        }

        // A holder without a switch shows a new SIM only after a restart; a locked one needs a
        // person.
        Poll(_scripts.Sim, Limits.ModemSimPollMs, ModemState.Restart, nowMs);
    }

    private void AdvanceRegister(long nowMs)
    {
        if (IsRegistered)
        {
            Clear(FaultCode.NoCoverage);
            Clear(FaultCode.RegistrationDenied);
            Enter(_needsReattach ? ModemState.Detach : ModemState.Attach, nowMs);
            return;
        }

        if (Registration == 3)
        {
            SetFault(FaultCode.RegistrationDenied);
        }
        else if (Registration == 5)
        {
            SetFault(FaultCode.NoDataBearer);
        }
        else if (nowMs - _sinceMs >= Limits.ModemVerdictMs
            || _fault == FaultCode.RegistrationDenied)
        {
            SetFault(FaultCode.NoCoverage);
        }

        Poll(_scripts.Register, Limits.ModemRegisterPollMs, ModemState.Restart, nowMs);
    }

    private void AdvanceAttach(long nowMs)
    {
        if (!IsRegistered && nowMs - _lostMs >= Limits.ModemLossGraceMs)
        {
            Enter(ModemState.Register, nowMs);
            return;
        }

        if (IsRegistered)
        {
            Clear(FaultCode.NoDataBearer);
            Enter(ModemState.Clock, nowMs);
        }
    }

    private void AdvanceClock(long nowMs)
    {
        // Only a time read in this visit counts: the modem may have lost its clock since the last.
        if (NetworkUtcSeconds > 0 && NetworkUtcAtMs >= _sinceMs)
        {
            Clear(FaultCode.ClockUnknown);
            Enter(
                !_isTlsSet ? ModemState.CertificateList
                    : _isServiceUp ? ModemState.Ready : ModemState.ServiceStart,
                nowMs);
            return;
        }

        if (nowMs - _sinceMs >= Limits.ModemVerdictMs)
        {
            SetFault(FaultCode.ClockUnknown);
        }

        if (nowMs >= _askMs)
        {
            bool isKnown = _clock.UtcSeconds > 0;
            _askMs = nowMs + (isKnown ? Limits.ModemClockWriteMs : Limits.ModemClockAskMs);
            EnterFromClock(isKnown ? ModemState.ClockWrite : ModemState.ClockAsk, nowMs);
            return;
        }

        Poll(_scripts.Clock, Limits.ModemClockPollMs, ModemState.Detach, nowMs);
    }

    private void EnterFromClock(ModemState state, long nowMs)
    {
        long sinceMs = _sinceMs;
        long untilMs = _untilMs;
        Enter(state, nowMs);
        _sinceMs = sinceMs;
        _untilMs = untilMs;
    }

    private void AdvanceCertificates(long nowMs)
    {
        if (_oldLength > 0 && _cleanings < Limits.ModemCleaningsMax)
        {
            _cleanings++;
            Enter(ModemState.CertificateDelete, nowMs);
            return;
        }

        _isCertificateSuspect = false;
        Enter(_isCertificateHeld ? ModemState.TlsSettings : ModemState.CertificateUpload, nowMs);
    }

    private bool AdvanceReady(long nowMs)
    {
        if (_isRestartDue)
        {
            _isRestartDue = false;
            Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
            return true;
        }

        if (_lostMs > 0 && nowMs - _lostMs >= Limits.ModemLossGraceMs)
        {
            SetFault(Registration == 3 ? FaultCode.RegistrationDenied : FaultCode.NoCoverage);
            Enter(ModemState.Register, nowMs);
            return true;
        }

        if (_socket.IsTailOver(nowMs))
        {
            _chat.Feed(AtToken.Raw, nowMs);
        }

        if (_chat.Outcome == ChatOutcome.Busy)
        {
            return false;
        }

        return EndOperation(nowMs) || BeginOperation(nowMs);
    }

    private bool EndOperation(long nowMs)
    {
        ChatOutcome outcome = _chat.Outcome;
        if (_isSocketRunning)
        {
            _isSocketRunning = false;
            _socket.OnEnd(outcome, nowMs);
        }

        if (outcome == ChatOutcome.Silent)
        {
            OnSilent(nowMs);
            return true;
        }

        if (_isPollRunning && outcome == ChatOutcome.Failed)
        {
            OnScriptFailed(nowMs);
            return true;
        }

        _isPollRunning = false;
        if (_socket.Trouble == FaultCode.None)
        {
            return false;
        }

        FaultCode trouble = _socket.Trouble;
        _socket.TakeTrouble();
        OnTrouble(trouble, _socket.TroubleFloor, nowMs);
        return _state != ModemState.Ready;
    }

    private bool BeginOperation(long nowMs)
    {
        ChatScript script = _socket.Next(nowMs);
        if (script != null)
        {
            _isSocketRunning = true;
        }
        else if (nowMs >= _nextMs)
        {
            _isPollRunning = true;
            _nextMs = nowMs + Limits.ModemPollMs;
            _polls++;
            bool isLong = _polls % Limits.ModemLongPollPolls == 0;
            script = isLong ? _scripts.LongPoll : _scripts.Poll;
        }

        if (script == null)
        {
            if (nowMs - _sinceMs >= Limits.ModemProvenMs && !_isProven)
            {
                Proven();
            }

            return _socket.Trouble != FaultCode.None;
        }

        _chat.Start(script, nowMs);
        return false;
    }

    private void OnScriptFailed(long nowMs)
    {
        switch (_state)
        {
            case ModemState.Restart:
                AdvanceDone(nowMs);
                break;
            case ModemState.Setup:
                SetFault(FaultCode.ModemSilent);
                Climb(ModemRung.Restart, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.Sim:
            case ModemState.Register:
                Climb(ModemRung.Restart, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.Detach:
                AdvanceDone(nowMs);
                break;
            case ModemState.Context:
            case ModemState.ContextWrite:
            case ModemState.Attach:
                SetFault(FaultCode.NoDataBearer);
                Climb(ModemRung.Reattach, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.Clock:
            case ModemState.ClockWrite:
                SetFault(FaultCode.ClockUnknown);
                Climb(ModemRung.Reattach, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.CertificateUpload:
                // What the modem holds of it now is of no use.
                _isCertificateSuspect = true;
                SetFault(FaultCode.CertificateRefused);
                Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
                break;
            case ModemState.CertificateList:
            case ModemState.CertificateDelete:
            case ModemState.TlsSettings:
                SetFault(FaultCode.CertificateRefused);
                Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
                break;
            default:
                _isStartSlow |= _state == ModemState.ServiceStart;
                SetFault(FaultCode.NoDataBearer);
                Climb(ModemRung.RestartService, ModemRung.PowerCut, nowMs);
                break;
        }
    }

    private void OnSilent(long nowMs)
    {
        SetFault(FaultCode.ModemSilent);
        if (_state == ModemState.CertificateUpload)
        {
            _isCertificateSuspect = true;
        }

        Climb(ModemRung.ResetPulse, ModemRung.PowerCut, nowMs);
    }

    // Trouble of a session. What may well be the acquirer's own is met with pauses and no hard
    // remedies.
    private void OnTrouble(FaultCode fault, ModemRung floor, long nowMs)
    {
        _isProven = false;
        _events.Add(EventKind.ModemSession, _socket.LastError, (int)fault);
        bool isPeers = fault == FaultCode.ConnectionRefused || fault == FaultCode.CertificateRefused
            || fault == FaultCode.NameNotFound;
        if (fault == FaultCode.CertificateRefused && nowMs >= _refreshMs)
        {
            // The file in the modem may be damaged: replace it, but do not wear its flash for an
            // impostor.
            _refreshMs = nowMs + _refreshPauseMs;
            _refreshPauseMs = _refreshPauseMs > Limits.ModemRefreshMsMax / 4
                ? Limits.ModemRefreshMsMax
                : _refreshPauseMs * 4;
            _isCertificateSuspect = true;
            _isTlsSet = false;
            Climb(ModemRung.RestartService, ModemRung.RestartService, nowMs);
            return;
        }

        if (nowMs < _climbMs)
        {
            _ladder.Note(ModemRung.Reopen);
            return;
        }

        ModemRung rung = Climb(floor, isPeers ? ModemRung.Restart : ModemRung.PowerCut, nowMs);
        if ((isPeers && rung > ModemRung.Reopen) || rung >= ModemRung.Restart)
        {
            _climbMs = nowMs + _ladder.NextPauseMs();
        }
    }

    private ModemRung Climb(ModemRung floor, ModemRung cap, long nowMs)
    {
        _isProven = false;
        ModemRung rung = _ladder.Climb(floor, cap);
        _events.Add(EventKind.ModemRung, (int)rung, (int)_state);
        switch (rung)
        {
            case ModemRung.RestartService:
                Enter(ModemState.ServiceStop, nowMs);
                break;
            case ModemRung.Reattach:
                Enter(ModemState.Detach, nowMs);
                break;
            case ModemRung.Restart:
                Enter(ModemState.Restart, nowMs);
                break;
            case ModemRung.ResetPulse:
                Enter(ModemState.ResetPulse, nowMs);
                break;
            case ModemRung.PowerCut:
                if (_powerCuts++ == 0)
                {
                    _power.SetSupply(false);
                    Enter(ModemState.PowerOff, nowMs);
                }
                else
                {
                    Enter(ModemState.Backoff, nowMs);
                }

                break;
            default:
                break;
        }

        return rung;
    }

    // Looks again at what must be waited for, and now and then gives it a push.
    private void Poll(ChatScript script, int everyMs, ModemState kick, long nowMs)
    {
        if (nowMs >= _untilMs)
        {
            ModemRung rung = kick == ModemState.Restart ? ModemRung.Restart : ModemRung.Reattach;
            _ladder.Note(rung);
            _events.Add(EventKind.ModemRung, (int)rung, (int)_state);
            Enter(kick, nowMs);
            return;
        }

        if (nowMs >= _nextMs)
        {
            _nextMs = nowMs + everyMs;
            _chat.Start(script, nowMs);
        }
    }

    private void Clear(FaultCode fault)
    {
        if (_fault == fault)
        {
            SetFault(FaultCode.Starting);
        }
    }

    private void Enter(ModemState state, long nowMs)
    {
        if (_state == ModemState.Ready && state != ModemState.Ready)
        {
            bool isKnown = _fault != FaultCode.None && _fault != FaultCode.Starting;
            _socket.Disable(isKnown ? _fault : FaultCode.ConnectionLost);
        }

        if (_state == ModemState.OnPulse || _state == ModemState.ResetPulse)
        {
            _power.SetPowerKey(false);
        }

        _state = state;
        Changes++;
        _sinceMs = nowMs;
        _nextMs = long.MaxValue;
        _untilMs = long.MaxValue;
        _isSocketRunning = false;
        _isPollRunning = false;
        _chat.Stop();
        Prepare(nowMs);
        ChatScript script = ScriptOf(state);
        if (script == null)
        {
            return;
        }

        if (state == ModemState.Setup)
        {
            // Answers of several probes may be on their way.
            _chat.Distrust();
        }

        _chat.Start(script, nowMs);
    }

    private void Prepare(long nowMs)
    {
        switch (_state)
        {
            case ModemState.PowerOff:
                _untilMs = nowMs + Limits.ModemPowerOffMs;
                break;
            case ModemState.PowerRise:
                _untilMs = nowMs + Limits.ModemPowerRiseMs;
                break;
            case ModemState.OnPulse:
                _power.SetPowerKey(true);
                _untilMs = nowMs + Profile.OnPulseMs;
                break;
            case ModemState.ResetPulse:
                _power.SetPowerKey(true);
                _untilMs = nowMs + Profile.ResetPulseMs;
                break;
            case ModemState.Boot:
                PrepareBoot(nowMs);
                break;
            case ModemState.Backoff:
                _untilMs = nowMs + _ladder.NextPauseMs();
                _nextMs = nowMs;
                break;
            case ModemState.Sim:
                _nextMs = nowMs + Limits.ModemSimPollMs;
                _untilMs = nowMs + Limits.ModemSimKickMs;
                break;
            case ModemState.Context:
                _apn.Clear();
                break;
            case ModemState.Register:
                _nextMs = nowMs + Limits.ModemRegisterPollMs;
                _untilMs = nowMs + Limits.ModemRegisterKickMs;
                break;
            case ModemState.Clock:
                _nextMs = nowMs + Limits.ModemClockPollMs;
                _untilMs = nowMs + Limits.ModemClockKickMs;
                break;
            case ModemState.CertificateList:
                _oldLength = 0;
                _isCertificateHeld = false;
                break;
            case ModemState.Ready:
                SetFault(FaultCode.None);
                _socket.Enable();
                _isRestartDue = false;
                _nextMs = nowMs;
                break;
            default:
                break;
        }
    }

    private void PrepareBoot(long nowMs)
    {
        _isTlsSet = false;
        _isServiceUp = false;
        _isPulsed = false;
        _isSettingsChanged = false;
        _cleanings = 0;
        _lines = 0;
        _lostMs = 0;
        _askMs = 0;
        Registration = -1;
        SignalDbm = 0;
        Rsrp = 0;
        SetSim(SimState.Unknown);
        _socket.ForgetSession();
        _channel.Reset();
        _chat.Trust();
        _pulseMs = nowMs + Profile.BootPulseMs;
        _untilMs = nowMs + Profile.BootLimitMs;
        _nextMs = nowMs;
    }

    private ChatScript ScriptOf(ModemState state)
    {
        switch (state)
        {
            case ModemState.Setup:
                return Profile.Setup;
            case ModemState.Sim:
                return _scripts.Sim;
            case ModemState.Context:
                return _contexts[(int)_settings.Model];
            case ModemState.ContextWrite:
                return _scripts.ContextWrite;
            case ModemState.Register:
                return _scripts.Register;
            case ModemState.Detach:
                return _scripts.Detach;
            case ModemState.Attach:
                return _scripts.Attach;
            case ModemState.Clock:
                return _scripts.Clock;
            case ModemState.ClockWrite:
                return _scripts.ClockWrite;
            case ModemState.ClockAsk:
                return _scripts.ClockAsk;
            case ModemState.CertificateList:
                return _scripts.CertificateList;
            case ModemState.CertificateDelete:
                return _scripts.CertificateDelete;
            case ModemState.CertificateUpload:
                return _scripts.CertificateUpload;
            case ModemState.TlsSettings:
                return _scripts.TlsSettings;
            case ModemState.ServiceStart:
                return _isStartSlow ? _scripts.ServiceStartSlow : _scripts.ServiceStart;
            case ModemState.ServiceStop:
                return _scripts.ServiceStop;
            case ModemState.Restart:
                return _scripts.Restart;
            default:
                return null;
        }
    }

    private int Wake(long nowMs)
    {
        // A line may be polled rather than wake the board: look often while an answer is due.
        int waitMs = _channel.IsSending || _channel.IsMidLine ? Limits.BusyStepMs
            : _chat.Outcome == ChatOutcome.Busy || _socket.IsWanting
                || _socket.State == TransportState.Connecting ? Limits.ModemAnswerStepMs : 0;
        if (waitMs == 0)
        {
            long dueMs = nowMs + Limits.IdleStepMs;
            dueMs = _nextMs < dueMs ? _nextMs : dueMs;
            dueMs = _untilMs < dueMs ? _untilMs : dueMs;
            dueMs = _socket.DueMs < dueMs ? _socket.DueMs : dueMs;
            if (_lostMs > 0 && _lostMs + Limits.ModemLossGraceMs < dueMs)
            {
                dueMs = _lostMs + Limits.ModemLossGraceMs;
            }

            waitMs = dueMs > nowMs ? (int)(dueMs - nowMs) : Limits.BusyStepMs;
        }

        _wakeMs = nowMs + waitMs;
        return waitMs;
    }
}
