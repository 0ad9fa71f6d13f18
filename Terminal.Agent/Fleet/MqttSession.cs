using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Fleet;

/// <summary>
/// A session with the broker: MQTT 5, or 3.1.1 where the broker refuses 5. One message is under
/// way at a time; it is kept until the broker has taken it, and goes out again over the next
/// connection when the broker still knows the session. Whatever the broker does ends this session
/// at most.
/// </summary>
public sealed class MqttSession
{
    private const int WillFlags = 0x2C;
    private const int CleanFlag = 0x02;
    private const int UserFlag = 0x80;
    private const int SecretFlag = 0x40;
    private const int RetainFlag = 0x01;
    private const int SubscribeFlags = 0x02;
    private const int SubscriptionId = 1;

    // Messages that are there when the terminal subscribes are nobody's question of now.
    private const int NoRetained = 0x20;
    private const int ReceiveMax = 4;
    private const int GreetingsLostMax = 2;
    private const int TooLongBytes = 16_384;
    private const int MinuteMs = 60_000;
    private const int MarginDivisor = 8;

    private static readonly byte[] Gone = ByteCodec.Ascii("0");

    private readonly TerminalSettings _settings;
    private readonly FleetTopics _topics;
    private readonly MqttReader _reader = new MqttReader();

    // The broker's, which hold for the connection, and those of a message.
    private readonly MqttProperties _properties = new MqttProperties();
    private readonly MqttProperties _message5 = new MqttProperties();
    private readonly MqttWriter _control = new MqttWriter(Limits.FleetControlBytesMax);
    private readonly MqttWriter _message = new MqttWriter(
        Limits.FleetPayloadBytesMax + Limits.FleetOverheadBytesMax);

    private ITransport _transport;

    // What is being handed to the transport, and how far; null while nothing is.
    private MqttWriter _out;
    private int _outAt;
    private long _outSinceMs;

    // The message under way awaits its PUBACK.
    private bool _isHeld;
    private bool _isAgainDue;
    private int _messageId;
    private bool _isSureAsked;
    private bool _isRetainAsked;
    private long _heldSinceMs;
    private int _keepAliveMs;
    private int _askedKeepAliveS;
    private long _sinceMs;
    private long _lastSentMs;

    // How long nothing had passed when the terminal last spoke, in ms.
    private long _quietMs;
    private long _lastHeardMs;
    private long _pingMs;
    private bool _isSubscribeDue;
    private long _minuteMs;
    private int _messagesInMinute;
    private int _greetingsLost;
    private bool _isWillRefused;

    /// <summary>Makes it without a connection.</summary>
    public MqttSession(TerminalSettings settings, FleetTopics topics)
    {
        _settings = settings;
        _topics = topics;
    }

    /// <summary>Where it stands.</summary>
    public MqttState State { get; private set; }

    /// <summary>Why the last one ended.</summary>
    public FleetError Error { get; private set; }

    /// <summary>The fault or the broker's number that goes with it.</summary>
    public int Detail { get; private set; }

    /// <summary>Protocol level: 5, or 4 for 3.1.1.</summary>
    public int Level { get; private set; } = MqttWriter.Level5;

    /// <summary>Keep-alive of this connection, in s.</summary>
    public int KeepAliveS => _keepAliveMs / 1000;

    /// <summary>The question that has come.</summary>
    public readonly FleetQuestion Question = new FleetQuestion();

    /// <summary>Bytes spent so far with those of TLS and TCP; wraps.</summary>
    public int SpentBytes { get; private set; }

    /// <summary>Messages that the broker has taken.</summary>
    public int Taken { get; private set; }

    /// <summary>True when a message may be written.</summary>
    public bool IsFree =>
        State == MqttState.Open && _out == null && !_isHeld && !_isSubscribeDue;

    /// <summary>True while a message is kept that the broker has not taken yet.</summary>
    public bool IsHeld => _isHeld || _out == _message;

    /// <summary>The message that is being written.</summary>
    public MqttWriter Message => _message;

    /// <summary>Longest payload that the broker takes now, in bytes.</summary>
    public int PayloadBytesMax
    {
        get
        {
            int most = _properties.PacketBytesMax - Limits.FleetOverheadBytesMax;
            return most < Limits.FleetPayloadBytesMax ? most : Limits.FleetPayloadBytesMax;
        }
    }

    /// <summary>Begins to connect.</summary>
    /// <returns>False when the transport cannot begin now.</returns>
    public bool Open(ITransport transport, int keepAliveS, long nowMs)
    {
        FleetSettings fleet = _settings.Fleet;
        if (!transport.Open(fleet.Host, fleet.HostLength, fleet.Port))
        {
            return false;
        }

        _transport = transport;
        _askedKeepAliveS = keepAliveS;
        _keepAliveMs = keepAliveS * 1000;
        _out = null;
        _reader.Clear();
        _properties.Clear();
        _pingMs = 0;
        _quietMs = 0;
        _isSubscribeDue = false;
        _messagesInMinute = 0;
        _sinceMs = nowMs;
        SpentBytes += Limits.FleetHandshakeBytes;
        State = MqttState.Opening;
        return true;
    }

    /// <summary>
    /// Gives the connection up at once. The broker publishes the will, later where it can.
    /// </summary>
    public void Close()
    {
        if (State == MqttState.Closed)
        {
            return;
        }

        if (State == MqttState.Open && _out == null && Level == MqttWriter.Level5)
        {
            // Whether it still goes out is nobody's worry.
            _control.DisconnectWithWill();
            _transport.Write(_control.Bytes, _control.Start, _control.Count);
        }

        Drop();
    }

    /// <summary>Forgets the message that is under way, and what has been learned.</summary>
    public void Forget()
    {
        _isHeld = false;
        _isWillRefused = false;
        _greetingsLost = 0;
        Level = MqttWriter.Level5;
        Question.Clear();
    }

    /// <summary>
    /// Begins a message; its payload is then put through what is returned, and <see cref="Send"/>
    /// follows. Only while <see cref="IsFree"/>.
    /// </summary>
    /// <param name="topic">A name of <see cref="FleetTopics"/>.</param>
    /// <param name="isSure">True for QoS 1.</param>
    /// <param name="isRetained">True when the broker is to keep it.</param>
    /// <param name="question">What it answers; null for nothing.</param>
    public MqttWriter Write(
        byte[] topic, bool isSure, bool isRetained, FleetQuestion question)
    {
        _message.Begin();
        _topics.Put(_message, topic);
        _isSureAsked = isSure && _properties.QosMax > 0;
        _isRetainAsked = isRetained && _properties.HasRetain;
        if (_isSureAsked)
        {
            _messageId = _messageId >= 0xFFFF ? SubscriptionId + 1 : _messageId + 1;
            _messageId = _messageId <= SubscriptionId ? SubscriptionId + 1 : _messageId;
            _message.U16(_messageId);
        }

        if (Level == MqttWriter.Level5)
        {
            _message.BeginProperties();
            if (question != null && question.CorrelationLength > 0)
            {
                _message.Byte(0x09);
                _message.Text(question.Correlation, 0, question.CorrelationLength);
            }

            _message.EndProperties();
        }

        return _message;
    }

    /// <summary>The message is whole: it goes.</summary>
    public void Send(long nowMs)
    {
        _message.Finish(
            MqttPacket.Publish, (_isSureAsked ? 0x02 : 0) | (_isRetainAsked ? RetainFlag : 0));
        _isHeld = _isSureAsked;
        HandOver(_message, nowMs);
        _heldSinceMs = nowMs;
        Flush(nowMs);
    }

    /// <summary>Moves it on. Bounded, never waits.</summary>
    public void Step(long nowMs)
    {
        switch (State)
        {
            case MqttState.Closed:
                return;
            case MqttState.Opening:
                StepOpening(nowMs);
                return;
            default:
                StepConnected(nowMs);
                return;
        }
    }

    private void StepOpening(long nowMs)
    {
        switch (_transport.State)
        {
            case TransportState.Open:
                Greet(nowMs);
                break;
            case TransportState.Failed:
            case TransportState.Closed:
            case TransportState.PeerClosed:
                End(FleetError.NotReached, (int)_transport.Fault);
                break;
            default:
                if (nowMs - _sinceMs >= Limits.FleetOpenMs)
                {
                    End(FleetError.NotReached, (int)FaultCode.ConnectTimeout);
                }

                break;
        }
    }

    private void StepConnected(long nowMs)
    {
        Flush(nowMs);
        if (!Hear(nowMs) && State != MqttState.Closed)
        {
            Look(nowMs);
        }

        if (State == MqttState.Open && _out == null)
        {
            Speak(nowMs);
        }
    }

    // What the session itself has to say: the subscription, a message once more, a sign of life.
    private void Speak(long nowMs)
    {
        if (_isSubscribeDue)
        {
            _isSubscribeDue = false;
            Subscribe();
            HandOver(_control, nowMs);
        }
        else if (_isAgainDue)
        {
            _isAgainDue = false;
            _message.MarkDuplicate(true);
            _heldSinceMs = nowMs;
            HandOver(_message, nowMs);
        }
        else if (_pingMs == 0 && !_isHeld
            && nowMs - _lastSentMs >= _keepAliveMs - (_keepAliveMs / MarginDivisor))
        {
            _control.PingReq();
            _pingMs = nowMs;
            HandOver(_control, nowMs);
        }

        Flush(nowMs);
    }

    private void Subscribe()
    {
        _control.Begin();
        _control.U16(SubscriptionId);
        bool isNew = Level == MqttWriter.Level5;
        if (isNew)
        {
            _control.BeginProperties();
            _control.EndProperties();
        }

        _topics.Put(_control, FleetTopics.Ask);
        _control.Byte(isNew ? NoRetained | 1 : 1);
        _control.Finish(MqttPacket.Subscribe, SubscribeFlags);
    }

    private void Greet(long nowMs)
    {
        FleetSettings fleet = _settings.Fleet;
        bool isNew = Level == MqttWriter.Level5;
        bool hasSecret = fleet.SecretLength > 0;
        int flags = (_isWillRefused ? 0 : WillFlags) | UserFlag | (hasSecret ? SecretFlag : 0)
            | (isNew ? 0 : CleanFlag);
        _control.BeginConnect(Level, flags, _askedKeepAliveS);
        if (isNew)
        {
            _control.BeginProperties();
            _control.Byte(0x11);
            _control.U32(Limits.FleetSessionS);
            _control.Byte(0x21);
            _control.U16(ReceiveMax);
            _control.Byte(0x27);
            _control.U32(Limits.FleetPacketBytesMax);
            _control.EndProperties();
        }

        _control.Text(_settings.Serial, 0, _settings.SerialLength);
        if (!_isWillRefused)
        {
            if (isNew)
            {
                _control.BeginProperties();
                _control.Byte(0x18);
                _control.U32(Limits.FleetWillDelayS);
                _control.EndProperties();
            }

            _topics.Put(_control, FleetTopics.Up);
            _control.Text(Gone, 0, Gone.Length);
        }

        bool hasUser = fleet.UserLength > 0;
        _control.Text(
            hasUser ? fleet.User : _settings.Serial,
            0,
            hasUser ? fleet.UserLength : _settings.SerialLength);
        if (hasSecret)
        {
            _control.Text(fleet.Secret, 0, fleet.SecretLength);
        }

        _control.Finish(MqttPacket.Connect, 0);
        State = MqttState.Greeting;
        _sinceMs = nowMs;
        _lastHeardMs = nowMs;
        _lastSentMs = nowMs;
        HandOver(_control, nowMs);
        Flush(nowMs);
    }

    private void HandOver(MqttWriter packet, long nowMs)
    {
        _out = packet;
        _outAt = 0;
        _outSinceMs = nowMs;
        _quietMs = nowMs - (_lastSentMs > _lastHeardMs ? _lastSentMs : _lastHeardMs);
    }

    private void Flush(long nowMs)
    {
        if (_out == null)
        {
            return;
        }

        int count = _transport.Write(_out.Bytes, _out.Start + _outAt, _out.Count - _outAt);
        if (count <= 0)
        {
            return;
        }

        SpentBytes += count + Limits.FleetRecordBytes;
        _outAt += count;
        if (_outAt < _out.Count)
        {
            return;
        }

        _lastSentMs = nowMs;
        if (_out == _message && !_isHeld)
        {
            Taken++;
        }

        _out = null;
    }

    // True when something has come.
    private bool Hear(long nowMs)
    {
        bool hasCome = false;
        if (_reader.IsEmpty)
        {
            int count = _transport.Read(_reader.Waiting, 0, _reader.Waiting.Length);
            if (count > 0)
            {
                SpentBytes += count + Limits.FleetRecordBytes;
                _reader.Take(count);
                _lastHeardMs = nowMs;
                hasCome = true;
            }
        }

        // An answer must be out before the next packet is looked at.
        while (State != MqttState.Closed && _out == null)
        {
            MqttReadResult result = _reader.Next();
            if (result == MqttReadResult.Malformed)
            {
                End(FleetError.Malformed, 0);
            }
            else if (result == MqttReadResult.Packet)
            {
                TakePacket(nowMs);
                Flush(nowMs);
            }
            else
            {
                if (_reader.Length > TooLongBytes)
                {
                    End(FleetError.Flooded, 0);
                }

                break;
            }
        }

        return hasCome;
    }

    // Nothing has come: is the connection alive, and is something overdue?
    private void Look(long nowMs)
    {
        TransportState state = _transport.State;
        if (state != TransportState.Open && _reader.IsEmpty)
        {
            OnLost(nowMs);
        }
        else if (State == MqttState.Greeting)
        {
            if (nowMs - _sinceMs >= Limits.FleetAnswerMs)
            {
                End(FleetError.Silent, 0);
            }
        }
        else if (_out != null)
        {
            if (nowMs - _outSinceMs >= Limits.FleetAnswerMs)
            {
                End(FleetError.Silent, 0);
            }
        }
        else if ((_pingMs > 0 && nowMs - _pingMs >= Limits.FleetAnswerMs)
            || (_isHeld && nowMs - _heldSinceMs >= Limits.FleetAnswerMs))
        {
            End(IsLongQuiet ? FleetError.DroppedSilently : FleetError.Silent, 0);
        }
    }

    // The terminal has spoken into a connection on which nothing had passed for long.
    private bool IsLongQuiet => _quietMs >= _keepAliveMs / 2;

    private void OnLost(long nowMs)
    {
        if (State == MqttState.Greeting)
        {
            // Some brokers close without a word on what they do not speak.
            _greetingsLost++;
            if (_greetingsLost >= GreetingsLostMax)
            {
                _greetingsLost = 0;
                ChangeLevel();
            }
        }

        bool isSilent = State == MqttState.Open && IsLongQuiet && (_pingMs > 0 || _isHeld)
            && nowMs - _lastSentMs < Limits.FleetAnswerMs;
        End(
            isSilent ? FleetError.DroppedSilently : FleetError.Lost,
            isSilent ? 0 : (int)_transport.Fault);
    }

    private void TakePacket(long nowMs)
    {
        if (State == MqttState.Greeting)
        {
            if (_reader.Type != MqttPacket.ConnAck)
            {
                End(FleetError.Malformed, 0);
                return;
            }

            TakeGreeting(nowMs);
            return;
        }

        switch (_reader.Type)
        {
            case MqttPacket.Publish:
                TakeMessage(nowMs);
                break;
            case MqttPacket.PubAck:
                TakeAck();
                break;
            case MqttPacket.PingResp:
                _pingMs = 0;
                break;
            case MqttPacket.SubAck:
                // A broker that gives no questions gives none.
                break;
            case MqttPacket.Disconnect when Level == MqttWriter.Level5:
                int reason = _reader.Count > 0 ? _reader.Body[0] : 0;
                End(
                    reason < MqttReason.FirstFailure
                        ? FleetError.Lost : MqttReason.OfReason(reason),
                    reason < MqttReason.FirstFailure ? 0 : reason);
                break;
            default:
                End(FleetError.Malformed, 0);
                break;
        }
    }

    private void TakeGreeting(long nowMs)
    {
        byte[] body = _reader.Body;
        int count = _reader.Count;
        bool isOld = Level == MqttWriter.Level4 || count == 2;
        if (count < 2 || body[0] > 1 || (isOld && count != 2))
        {
            End(FleetError.Malformed, 0);
            return;
        }

        int code = body[1];
        if (code != 0)
        {
            Refuse(isOld ? MqttReason.OfReturnCode(code) : MqttReason.OfReason(code), code);
            return;
        }

        if (isOld != (Level == MqttWriter.Level4)
            || (!isOld && _properties.Read(body, 2, count) != count))
        {
            ChangeLevel();
            End(FleetError.Malformed, 0);
            return;
        }

        int wantedS = _properties.KeepAliveS;
        if (wantedS > 0 && wantedS < _askedKeepAliveS)
        {
            // One that wants a sign of life all the time gets it as often as is reasonable.
            wantedS = wantedS > Limits.FleetWifiKeepAliveLeastS
                ? wantedS : Limits.FleetWifiKeepAliveLeastS;
            _keepAliveMs = wantedS * 1000;
        }

        _greetingsLost = 0;
        bool isKnown = body[0] == 1;
        _isAgainDue = _isHeld && isKnown;
        _isHeld = _isAgainDue;
        _isSubscribeDue = true;
        _pingMs = 0;
        _minuteMs = nowMs;
        State = MqttState.Open;
        Error = FleetError.None;
        Detail = 0;
    }

    private void Refuse(FleetError error, int code)
    {
        if (error == FleetError.OtherVersion)
        {
            ChangeLevel();
        }

        if (Level == MqttWriter.Level5
            && (code == MqttReason.RetainNotSupported || code == MqttReason.QosNotSupported))
        {
            _isWillRefused = true;
        }

        End(error, code);
    }

    // What is kept has the other version's form.
    private void ChangeLevel()
    {
        Level = Level == MqttWriter.Level5 ? MqttWriter.Level4 : MqttWriter.Level5;
        _isHeld = false;
    }

    private void TakeAck()
    {
        byte[] body = _reader.Body;
        int count = _reader.Count;
        bool isFormed = Level == MqttWriter.Level5 ? count >= 2 : count == 2;
        if (!isFormed)
        {
            End(FleetError.Malformed, 0);
            return;
        }

        int id = (body[0] << 8) | body[1];
        if (!_isHeld || id != _messageId)
        {
            // Of an earlier connection, or of nobody: it says nothing.
            return;
        }

        _isHeld = false;
        Taken++;
        int reason = Level == MqttWriter.Level5 && count > 2 ? body[2] : 0;
        if (reason >= MqttReason.FirstFailure)
        {
            // Sent again it would be refused again.
            Error = MqttReason.OfReason(reason);
            Detail = reason;
        }
    }

    private void TakeMessage(long nowMs)
    {
        if (nowMs - _minuteMs >= MinuteMs)
        {
            _minuteMs = nowMs;
            _messagesInMinute = 0;
        }

        _messagesInMinute++;
        if (_messagesInMinute > Limits.FleetMinuteMessagesCount)
        {
            End(FleetError.Flooded, 0);
            return;
        }

        byte[] body = _reader.Body;
        int end = _reader.Count;
        int topicLength = end < 2 ? -1 : (body[0] << 8) | body[1];
        bool isSure = (_reader.Flags & 0x02) != 0;
        int at = 2 + topicLength;
        if (topicLength < 0 || at + (isSure ? 2 : 0) > end)
        {
            End(_reader.IsCut ? FleetError.Flooded : FleetError.Malformed, 0);
            return;
        }

        int id = 0;
        if (isSure)
        {
            id = (body[at] << 8) | body[at + 1];
            at += 2;
            if (id == 0)
            {
                End(FleetError.Malformed, 0);
                return;
            }
        }

        bool isForUs = !_reader.IsCut && (_reader.Flags & RetainFlag) == 0
            && _topics.Is(body, 2, topicLength, FleetTopics.Ask);
        if (!TakeText(at, end, isForUs))
        {
            End(FleetError.Malformed, 0);
            return;
        }

        if (isSure)
        {
            _control.PubAck(id);
            HandOver(_control, nowMs);
        }
    }

    private bool TakeText(int at, int end, bool isForUs)
    {
        byte[] body = _reader.Body;
        int correlationAt = 0;
        int correlationLength = 0;
        if (Level == MqttWriter.Level5)
        {
            at = _message5.Read(body, at, end);
            if (at < 0 || _message5.HasTopicAlias)
            {
                // Of a packet that is cut the properties may be cut as well.
                return _reader.IsCut;
            }

            correlationAt = _message5.CorrelationAt;
            correlationLength = _message5.CorrelationLength;
        }

        if (isForUs && end > at)
        {
            Question.Put(body, at, end - at, correlationAt, correlationLength);
        }

        return true;
    }

    private void End(FleetError error, int detail)
    {
        Error = error;
        Detail = detail;
        Drop();
    }

    private void Drop()
    {
        _transport.Close();
        _out = null;
        _isAgainDue = false;
        _isSubscribeDue = false;
        State = MqttState.Closed;
    }
}
