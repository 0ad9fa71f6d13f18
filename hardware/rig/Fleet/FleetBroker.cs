using MQTTnet.Packets;

namespace Terminal.Rig.Fleet;

/// <summary>
/// A broker without a network, for virtual time and faults at will. MQTTnet reads every packet of the terminals and
/// writes every packet to them: a foreign hand on both sides.
/// </summary>
public sealed class FleetBroker(Func<long> nowMs)
{
    private readonly List<BrokerSession> _sessions = [];

    /// <summary>How it behaves.</summary>
    public BrokerMode Mode { get; set; }

    /// <summary>The highest protocol level that it speaks.</summary>
    public int Level { get; set; } = 5;

    /// <summary>It closes without a word on a version that it does not speak.</summary>
    public bool ClosesOnVersion { get; set; }

    /// <summary>Keep-alive that it wants, in s; 0: what the terminal wants.</summary>
    public int KeepAliveS { get; set; }

    /// <summary>It takes QoS 0 only and retains nothing, as some services do.</summary>
    public bool IsPoor { get; set; }

    /// <summary>It keeps no session over a connection.</summary>
    public bool ForgetsSessions { get; set; }

    /// <summary>How long it takes before it answers, in ms.</summary>
    public int DelayMs { get; set; }

    /// <summary>All that it has taken, oldest first.</summary>
    public List<BrokerMessage> Messages { get; } = [];

    /// <summary>Retained messages by topic.</summary>
    public Dictionary<string, byte[]> Retained { get; } = [];

    /// <summary>Every packet that MQTTnet has read, in words.</summary>
    public List<string> Packets { get; } = [];

    /// <summary>Messages that came marked as sent before.</summary>
    public int Duplicates { get; internal set; }

    /// <summary>CONNECT packets, oldest first.</summary>
    public List<MqttConnectPacket> Greetings { get; } = [];

    /// <summary>When each terminal has greeted, in ms.</summary>
    public List<long> GreetingsMs { get; } = [];

    /// <summary>All bytes of the terminals, each connection behind the other.</summary>
    public MemoryStream Bytes { get; } = new();

    /// <summary>Clients whose session it keeps.</summary>
    internal HashSet<string> Known { get; } = [];

    /// <summary>Milliseconds of its clock.</summary>
    internal long NowMs => nowMs();

    /// <summary>Connections that stand.</summary>
    public int Connected => _sessions.Count(s => s.IsGreeted);

    /// <summary>A terminal connects.</summary>
    /// <param name="send">Takes what goes to it, and after how many ms.</param>
    /// <param name="close">Ends the connection.</param>
    public BrokerSession Connect(Action<byte[], int> send, Action close)
    {
        var session = new BrokerSession(this, send, close);
        _sessions.Add(session);
        return session;
    }

    /// <summary>Asks a terminal something.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Ask(string client, string question, byte[]? correlation = null)
    {
        BrokerSession? session = _sessions.Find(s => s.Client == client && s.IsGreeted);
        session?.Publish($"tpe/1/{client}/ask", System.Text.Encoding.UTF8.GetBytes(question), correlation);
        return session is not null;
    }

    /// <summary>Ends every connection, as when it goes down.</summary>
    public void DropAll()
    {
        foreach (BrokerSession session in _sessions.ToArray())
        {
            session.End();
        }
    }

    /// <summary>Sends every terminal more than anybody asks.</summary>
    public void Flood() => _sessions.FindAll(s => s.IsGreeted).ForEach(s => s.Flood());

    /// <summary>The last message of a topic.</summary>
    public BrokerMessage? Last(string name) =>
        Messages.FindLast(m => m.Topic.EndsWith("/" + name, StringComparison.Ordinal));

    /// <summary>How many messages of a topic there were.</summary>
    public int Count(string name) =>
        Messages.Count(m => m.Topic.EndsWith("/" + name, StringComparison.Ordinal));

    internal void Remove(BrokerSession session) => _sessions.Remove(session);
}
