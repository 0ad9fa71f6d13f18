using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Fleet;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Fleet;
using Terminal.Rig.World;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// The whole agent on ports of its own in virtual time: a clock that only the world moves, a
/// scripted server, a card reader, keys. Everything is deterministic, so a failure repeats.
/// </summary>
public sealed class AgentWorld
{
    private FailingNvram? _memory;
    /// <summary>The secret key that the terminal is given.</summary>
    public const string Key = "stest_SecretSecretSecretSecret";

    /// <summary>How long the acquirer may take to book a request, in seconds.</summary>
    public const int SettleS = 900;

    /// <summary>UTC when the uptime was 0: 2026-07-01T08:00:00Z.</summary>
    public const long EpochUtcSeconds = 1_782_892_800;

    private readonly TestBoard _board;
    private readonly List<(string Kind, Func<AgentWorldRequest, AgentWorldReply> Reply)> _script = [];

    /// <summary>Makes the world and starts the agent.</summary>
    public AgentWorld(
        Action<TerminalSettings>? change = null, bool hasTill = false, bool hasMenus = false, bool hasFleet = false)
    {
        FleetTransport = new ScriptedTransport(Clock) { StageMs = 30 };
        Broker = new FleetBroker(() => Clock.UptimeMs);
        BrokerEnd = new ScriptedBroker(Broker, FleetTransport);
        Transport = new ScriptedTransport(Clock) { StageMs = 30 };
        _board = new TestBoard(Clock)
        {
            MakeWifiTransport = () => Transport,
            MakeSimLink = () => new NoSimLink(),
            SeeNvram = _ => Memory,
            HasMenus = hasMenus,
            HasConsole = false,
            HasTill = hasTill,
            HasFleet = hasFleet,
            MakeWifiTransport2 = () => FleetTransport,
        };
        Wifi.Ssid = "Shop";
        Wifi.Passphrase = "";
        Wifi.StageMs = 0;
        _board.Provision(settings => Fill(settings, change));
        Bank.Now = () => Clock.UtcSeconds;
        PowerOn();
        Run(1_000);
    }

    /// <summary>The agent.</summary>
    public AgentCore Agent => _board.Agent!;

    /// <summary>Time: 2026-07-01, 08:00 UTC at first.</summary>
    public VirtualClock Clock { get; } = new(EpochUtcSeconds);

    /// <summary>The way to the server.</summary>
    public ScriptedTransport Transport { get; }

    /// <summary>The way to the operator's broker.</summary>
    public ScriptedTransport FleetTransport { get; }

    /// <summary>The operator's broker.</summary>
    public FleetBroker Broker { get; }

    /// <summary>Where it meets the terminal.</summary>
    public ScriptedBroker BrokerEnd { get; }

    /// <summary>The line to it.</summary>
    public FleetLink Fleet => _board.Fleet!;

    /// <summary>WiFi, which is joined at once.</summary>
    public VirtualWifi Wifi => _board.Wifi;

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram => _board.Nvram;

    /// <summary>The same as the agent sees it: it can fail.</summary>
    public FailingNvram Memory => _memory ??= new FailingNvram(Nvram, new Random(1), () => Clock.UptimeMs);

    /// <summary>The console's line.</summary>
    public SerialPipe Console => _board.Console;

    /// <summary>Where tills connect.</summary>
    public VirtualTillPort Till => _board.Till;

    /// <summary>The display.</summary>
    public VirtualDisplay Display => _board.Display;

    /// <summary>The acquirer's books.</summary>
    public AgentWorldBank Bank { get; } = new();

    /// <summary>Requests that arrived, oldest first.</summary>
    public List<AgentWorldRequest> Requests { get; } = [];

    /// <summary>When each arrived, in ms of uptime.</summary>
    public List<long> RequestTimesMs { get; } = [];

    /// <summary>Asked about every request before the script is; null leaves it to the script.</summary>
    public Func<AgentWorldRequest, AgentWorldReply?>? Anything { get; set; }

    /// <summary>Screens shown, each once in a row.</summary>
    public List<ScreenId> Screens { get; } = [];

    /// <summary>Bytes that <c>Agent.Step()</c> has allocated since the last reset.</summary>
    public long AllocatedBytes { get; set; }

    /// <summary>The newest transaction.</summary>
    public TransactionRecord Newest => Record(Agent.Journal.Newest());

    /// <summary>The first request of that kind from now on is answered so; then the next entry.</summary>
    public AgentWorld On(string kind, Func<AgentWorldRequest, AgentWorldReply> reply)
    {
        _script.Add((kind, reply));
        return this;
    }

    /// <summary>As <see cref="On(string, Func{AgentWorldRequest, AgentWorldReply})"/>.</summary>
    public AgentWorld On(string kind, AgentWorldReply reply) => On(kind, _ => reply);

    /// <summary>The request takes effect and its answer is lost.</summary>
    public AgentWorld LoseAnswer(string kind) => On(kind, request =>
    {
        Bank.Handle(request);
        return AgentWorldReply.Hangup;
    });

    /// <summary>Runs for a time.</summary>
    public void Run(long ms) => RunUntil(() => false, ms);

    /// <summary>Runs until something holds.</summary>
    /// <returns>False when it does not hold in time.</returns>
    public bool RunUntil(Func<bool> isSo, long withinMs)
    {
        long endMs = Clock.UptimeMs + withinMs;
        while (!isSo())
        {
            if (Clock.UptimeMs >= endMs)
            {
                return false;
            }

            Step(endMs);
        }

        return true;
    }

    /// <summary>Presses keys: digits, o for OK, c for Cancel.</summary>
    public void Press(string keys)
    {
        foreach (char key in keys)
        {
            _board.Keypad.Press(VirtualKeypad.KeyOf(key));
            Run(20);
        }
    }

    /// <summary>Taps a card as soon as one is asked for.</summary>
    /// <returns>False when none is asked for.</returns>
    public bool TapCard() => RunUntil(() => _board.Reader.Tap("approved"), 5_000);

    /// <summary>Types an amount and taps a card.</summary>
    public void Tap(int amountCents)
    {
        if (!RunUntil(() => Agent.Sale.IsIdle, 60_000))
        {
            Press("o");
        }

        Press(amountCents + "o");
        if (!RunUntil(() => _board.Reader.Tap("approved"), 5_000))
        {
            throw new InvalidOperationException($"no card was asked for: {Agent.View.Id}");
        }

        int before = Agent.Journal.Newest();
        RunUntil(() => Agent.Journal.Newest() != before, 300);
    }

    /// <summary>Runs until the newest transaction is in that state.</summary>
    public bool Reaches(TransactionState state, long withinMs) =>
        RunUntil(() => Agent.Journal.Newest() is int s and >= 0 && Agent.Journal.State(s) == state,
            withinMs);

    /// <summary>Switches off and on again: RAM is lost.</summary>
    public void Restart()
    {
        Transport.Close();
        Clock.Move(1_000);
        PowerOn();
        Run(1_000);
    }

    /// <summary>The same; a technician moves memories or changes settings while the power is off.</summary>
    public void Restart(Action<MemoryNvram, MemorySettingsStore> whileOff)
    {
        whileOff(Nvram, _board.Settings);
        Restart();
    }

    /// <summary>Rows of the outcome table in the order in which they held, from the log.</summary>
    public List<int> LoggedRows()
    {
        var rows = new List<int>();
        var entry = new EventEntry();
        for (uint n = Agent.Log.NewestNumber; n > 0; n = Agent.Log.Older(n))
        {
            if (Agent.Log.Read(n, entry) && entry.Kind == EventKind.Outcome)
            {
                rows.Insert(0, entry.A);
            }
        }

        return rows;
    }

    /// <summary>Kinds of the requests so far, joined by blanks.</summary>
    public string Kinds() => string.Join(' ', Requests.Select(r => r.Kind));

    /// <summary>The record in a slot.</summary>
    public TransactionRecord Record(int slot)
    {
        var record = new TransactionRecord();
        return Agent.Journal.Load(slot, record)
            ? record : throw new InvalidOperationException($"slot {slot} cannot be read");
    }

    private void PowerOn()
    {
        _board.Till.Break();
        AgentCore agent = _board.PowerOn();
        agent.StoreAndForward.SettleS = SettleS;
        agent.Start();
    }

    private static void Fill(TerminalSettings settings, Action<TerminalSettings>? change)
    {
        settings.SerialLength = Encoding.ASCII.GetBytes(TestBoard.Serial, settings.Serial);
        settings.IsTestMode = true;
        settings.KeyLength = Encoding.ASCII.GetBytes(Key, settings.Key);
        settings.WifiProfileCount = 1;
        settings.WifiProfiles[0].SsidLength = Encoding.ASCII.GetBytes("Shop", settings.WifiProfiles[0].Ssid);
        change?.Invoke(settings);
    }

    private void Step(long endMs)
    {
        _board.Reader.Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int waitMs = Agent.Step();
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
        if (Screens.Count == 0 || Screens[^1] != Agent.View.Id)
        {
            Screens.Add(Agent.View.Id);
        }

        Serve();
        if (_board.HasFleet)
        {
            BrokerEnd.Serve();
        }

        Clock.Move(Math.Clamp(Math.Min(waitMs, endMs - Clock.UptimeMs), 1, 50));
    }

    /// <summary>The server takes a whole request that has arrived, and answers it.</summary>
    /// <returns>False when there is none.</returns>
    public bool Serve()
    {
        int length = AgentWorldRequest.TryParse(
            Transport.Received, out AgentWorldRequest? request);
        if (request is null)
        {
            return false;
        }

        Transport.Take(length);
        Requests.Add(request);
        RequestTimesMs.Add(Clock.UptimeMs);
        if (Anything?.Invoke(request) is AgentWorldReply any)
        {
            Reply(any);
            return true;
        }

        int at = _script.FindIndex(entry => entry.Kind == request.Kind);
        if (at < 0)
        {
            Reply(Bank.Handle(request));
            return true;
        }

        Func<AgentWorldRequest, AgentWorldReply> reply = _script[at].Reply;
        _script.RemoveAt(at);
        Reply(reply(request));
        return true;
    }

    /// <summary>The server sends something of its own accord.</summary>
    public void Reply(AgentWorldReply reply) =>
        Transport.Reply(reply.Bytes, reply.DelayMs, reply.IsClosing, reply.Break);
}
