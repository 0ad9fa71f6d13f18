using System.Buffers;
using System.Text;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Terminal.Rig.Fleet;

/// <summary>One terminal's connection to a <see cref="FleetBroker"/>.</summary>
public sealed class BrokerSession
{
    private const int FloodCount = 64;
    private const int WriterBytes = 4_096;

    private readonly FleetBroker _broker;
    private readonly Action<byte[], int> _send;
    private readonly Action _close;
    private readonly List<byte> _received = [];
    private MqttPacketFormatterAdapter? _formatter;
    private ushort _nextId;

    internal BrokerSession(FleetBroker broker, Action<byte[], int> send, Action close)
    {
        _broker = broker;
        _send = send;
        _close = close;
    }

    /// <summary>Who has greeted.</summary>
    public string Client { get; private set; } = "";

    /// <summary>True once it has been taken in.</summary>
    public bool IsGreeted { get; private set; }

    /// <summary>True once it has ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Bytes have come.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        _broker.Bytes.Write(bytes);
        _received.AddRange(bytes);
        while (!HasEnded && TakePacket())
        {
        }
    }

    /// <summary>A message to the terminal, QoS 1.</summary>
    public void Publish(string topic, byte[] payload, byte[]? correlation = null, bool isRetained = false) =>
        Send(new MqttPublishPacket
        {
            Topic = topic,
            PayloadSegment = payload,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            PacketIdentifier = ++_nextId,
            CorrelationData = correlation,
            Retain = isRetained,
        });

    /// <summary>More questions than anybody asks.</summary>
    public void Flood()
    {
        for (int i = 0; i < FloodCount; i++)
        {
            Publish($"tpe/1/{Client}/ask", Encoding.ASCII.GetBytes("status"));
        }
    }

    /// <summary>Bytes to the terminal as they are.</summary>
    public void SendRaw(byte[] bytes) => _send(bytes, _broker.DelayMs);

    /// <summary>The connection ends.</summary>
    public void End()
    {
        if (!HasEnded)
        {
            HasEnded = true;
            IsGreeted = false;
            _broker.Remove(this);
            _close();
        }
    }

    private bool TakePacket()
    {
        int length = 0;
        int at = 1;
        for (int shift = 0; ; shift += 7)
        {
            if (at >= _received.Count)
            {
                return false;
            }

            byte piece = _received[at++];
            length |= (piece & 0x7F) << shift;
            if (piece < 0x80)
            {
                break;
            }
        }

        if (_received.Count < at + length)
        {
            return false;
        }

        byte[] all = [.. _received.Take(at + length)];
        _received.RemoveRange(0, at + length);
        var received = new ReceivedMqttPacket(all[0], new ArraySegment<byte>(all, at, length), all.Length);
        if (_formatter is null)
        {
            _formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(WriterBytes, WriterBytes * 16));
            _formatter.DetectProtocolVersion(received);
        }

        MqttPacket packet = _formatter.Decode(received);
        _broker.Packets.Add(packet.ToString() ?? packet.GetType().Name);
        Answer(packet);
        return true;
    }

    private void Answer(MqttPacket packet)
    {
        switch (_broker.Mode)
        {
            case BrokerMode.Silent:
                return;
            case BrokerMode.Garbage when packet is MqttConnectPacket:
                SendRaw(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
                return;
            case BrokerMode.Cut when packet is not MqttConnectPacket:
                End();
                return;
            case BrokerMode.Lie when packet is MqttPublishPacket { PacketIdentifier: > 0 } publish:
                Send(new MqttPubAckPacket { PacketIdentifier = (ushort)(publish.PacketIdentifier + 1) });
                return;
            default:
                break;
        }

        switch (packet)
        {
            case MqttConnectPacket connect:
                Greet(connect);
                break;
            case MqttPublishPacket publish:
                Take(publish);
                break;
            case MqttSubscribePacket subscribe:
                Send(new MqttSubAckPacket
                {
                    PacketIdentifier = subscribe.PacketIdentifier,
                    ReasonCodes = [MqttSubscribeReasonCode.GrantedQoS1],
                });
                break;
            case MqttPingReqPacket:
                Send(MqttPingRespPacket.Instance);
                break;
            case MqttDisconnectPacket:
                End();
                break;
            default:
                break;
        }
    }

    private void Greet(MqttConnectPacket connect)
    {
        _broker.Greetings.Add(connect);
        _broker.GreetingsMs.Add(_broker.NowMs);
        Client = connect.ClientId;
        int level = _formatter!.ProtocolVersion == MqttProtocolVersion.V500 ? 5 : 4;
        if (level > _broker.Level)
        {
            if (!_broker.ClosesOnVersion)
            {
                // In the form of 3.1.1: it knows no other.
                SendRaw([0x20, 2, 0, 1]);
            }

            End();
            return;
        }

        bool isRefused = _broker.Mode is BrokerMode.Refuse or BrokerMode.Busy;
        bool isBusy = _broker.Mode == BrokerMode.Busy;
        Send(new MqttConnAckPacket
        {
            IsSessionPresent = !isRefused && !_broker.ForgetsSessions && _broker.Known.Contains(Client),
            ReturnCode = isBusy ? MqttConnectReturnCode.ConnectionRefusedServerUnavailable
                : isRefused ? MqttConnectReturnCode.ConnectionRefusedNotAuthorized
                : MqttConnectReturnCode.ConnectionAccepted,
            ReasonCode = isBusy ? MqttConnectReasonCode.ServerBusy
                : isRefused ? MqttConnectReasonCode.NotAuthorized : MqttConnectReasonCode.Success,
            MaximumQoS = _broker.IsPoor
                ? MqttQualityOfServiceLevel.AtMostOnce : MqttQualityOfServiceLevel.ExactlyOnce,
            RetainAvailable = !_broker.IsPoor,
            ServerKeepAlive = (ushort)_broker.KeepAliveS,
        });
        if (isRefused)
        {
            End();
            return;
        }

        IsGreeted = true;
        if (level == 5)
        {
            _broker.Known.Add(Client);
        }

        if (_broker.Mode == BrokerMode.Flood)
        {
            Flood();
        }
    }

    private void Take(MqttPublishPacket publish)
    {
        byte[] payload = publish.Payload.ToArray();
        _broker.Duplicates += publish.Dup ? 1 : 0;
        _broker.Messages.Add(new BrokerMessage(
            Client, publish.Topic, payload, publish.Retain, publish.CorrelationData, _broker.NowMs));
        if (publish.Retain)
        {
            _broker.Retained[publish.Topic] = payload;
        }

        if (publish.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
        {
            Send(new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier });
        }
    }

    private void Send(MqttPacket packet)
    {
        if (!HasEnded)
        {
            MqttPacketBuffer buffer = _formatter!.Encode(packet);
            _send([.. buffer.Packet, .. buffer.Payload.ToArray()], _broker.DelayMs);
            _formatter.Cleanup();
        }
    }
}
