using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Consoles;
using Terminal.Rig.Firmware;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;
using AgentLimits = Terminal.Agent.Limits;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// What a scenario plays on without hardware: a virtual terminal and an acquirer of its own on
/// loopback, so that several can play side by side.
/// </summary>
public sealed class ScenarioRig : IScenarioStage, IAsyncDisposable
{
    private static readonly TimeSpan PressTime = TimeSpan.FromMilliseconds(10);

    private readonly CertificateAuthority? _own;
    private readonly WorldClock _time;
    private readonly Lock _told = new();
    private readonly TillPlayer _till;
    private readonly List<byte[]> _sealed = [];
    private readonly ConcurrentDictionary<string, (int Port, IPEndPoint Reached)> _hosts = new();
    private ConsoleLine? _console;
    private string _screen = "";
    private int _requests;

    private ScenarioRig(
        CertificateAuthority? own,
        AcquirerServer acquirer,
        WorldClock time,
        BoardKind board,
        string modem)
    {
        _own = own;
        _time = time;
        Acquirer = acquirer;
        Terminal = board == BoardKind.Firmware
            ? new FirmwareTerminal(acquirer.RootPem, Resolve, time, modem)
            : new VirtualTerminal(acquirer.RootPem, Resolve, time, modem);
        _till = new TillPlayer(Terminal);
        acquirer.Exchanged += OnExchange;
        Terminal.Display.Changed += OnDisplay;
    }

    /// <inheritdoc/>
    public event Action<string>? Shown;

    /// <inheritdoc/>
    public event Action<Exchange>? Exchanged;

    /// <summary>The terminal, without power at first.</summary>
    public IVirtualTerminal Terminal { get; }

    /// <summary>The acquirer.</summary>
    public AcquirerServer Acquirer { get; }

    /// <summary>Requests answered, or meant to be, since the start.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <inheritdoc/>
    public string? Defect => Terminal.Crash is Exception crash
        ? $"the agent threw {crash.GetType().Name}: {crash.Message}" : null;

    /// <inheritdoc/>
    public DateTimeOffset UtcNow => _time.GetUtcNow();

    /// <summary>The operator's broker; null: the terminal's telemetry is off.</summary>
    public BrokerServer? Broker { get; private set; }

    /// <summary>Starts the acquirer and provisions the terminal.</summary>
    /// <param name="board">What runs as the terminal.</param>
    /// <param name="authority">
    /// Issues the acquirer's certificates and stays the caller's; null makes one, which takes the
    /// better part of a second.
    /// </param>
    /// <param name="modem">Model of the modem; the terminal's setting follows it.</param>
    /// <param name="hasBroker">True: there is an operator's broker, and the terminal is set to tell it.</param>
    public static async Task<ScenarioRig> StartAsync(
        BoardKind board = BoardKind.Firmware,
        CertificateAuthority? authority = null,
        string modem = ModemModels.First,
        bool hasBroker = false)
    {
        CertificateAuthority? own = authority is null ? new CertificateAuthority() : null;
        var time = new WorldClock();
        var api = new AcquirerApi(new Ledger(time), new AcquirerOptions());
        AcquirerServer acquirer = await AcquirerServer.StartAsync(api, authority ?? own!);
        var rig = new ScenarioRig(own, acquirer, time, board, modem);
        rig.Terminal.ProvisionForRig();
        if (modem != ModemModels.First)
        {
            rig.Terminal.Provision(s => s.Cellular.Model = ModemModels.SettingOf(modem));
        }

        if (hasBroker)
        {
            rig.Broker = new BrokerServer(authority ?? own!);
            rig.AddBroker(rig.Broker.EndPoint);
        }

        return rig;
    }

    /// <summary>Gives the world another host, on both links: where one of its ports is really reached.</summary>
    public void AddHost(string host, int port, IPEndPoint reached) => _hosts[host] = (port, reached);

    /// <summary>Gives the world the operator's broker, and the terminal the settings to tell it how it is.</summary>
    /// <param name="reached">Where the broker is really reached.</param>
    /// <param name="secret">The terminal's secret; empty leaves it without one.</param>
    public void AddBroker(IPEndPoint reached, string secret = "")
    {
        AddHost(CertificateAuthority.BrokerHost, AgentLimits.FleetPortDefault, reached);
        Terminal.Provision(s =>
        {
            s.Fleet.IsOn = true;
            s.Fleet.HostLength = Encoding.ASCII.GetBytes(CertificateAuthority.BrokerHost, s.Fleet.Host);
            s.Fleet.SecretLength = Encoding.ASCII.GetBytes(secret, s.Fleet.Secret);
        });
    }

    /// <inheritdoc/>
    public Task PowerAsync(bool isOn, CancellationToken stop)
    {
        if (isOn)
        {
            Terminal.PowerOn();
        }
        else
        {
            Terminal.CutPower();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task PressAsync(IReadOnlyList<Key> keys, CancellationToken stop)
    {
        foreach (Key key in keys)
        {
            Terminal.Press(key);
            await Task.Delay(PressTime, stop);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TapAsync(string card, CancellationToken stop)
    {
        bool isTaken = Terminal.Tap(card);
        if (isTaken && Terminal.LastSealed.Length > 0)
        {
            _sealed.Add(Terminal.LastSealed);
        }

        return Task.FromResult(isTaken);
    }

    /// <inheritdoc/>
    public Task SetLinkAsync(string link, string condition, CancellationToken stop)
    {
        LinkConditions.Apply(Terminal, link, condition);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SetSignalAsync(string link, int levelDbm, CancellationToken stop)
    {
        LinkConditions.SetSignal(Terminal, link, levelDbm);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SetAccessPointAsync(AccessPointStep access, CancellationToken stop)
    {
        LinkConditions.SetAccessPoint(Terminal, access.Ssid, access.Passphrase, access.IsHidden);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SetFaultsAsync(IReadOnlyList<FaultRule> rules, CancellationToken stop)
    {
        Acquirer.Faults.Set(rules);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> TillAsync(TillStep step, CancellationToken stop) => _till.PlayAsync(step, stop);

    /// <inheritdoc/>
    public Task<string?> SetMemoryAsync(bool isWorking, CancellationToken stop)
    {
        Terminal.IsMemoryWorking = isWorking;
        return Task.FromResult<string?>(null);
    }

    /// <inheritdoc/>
    public Task<string?> PrefillAsync(IReadOnlyList<PrefillLine> lines, CancellationToken stop)
    {
        if (!Terminal.IsOn)
        {
            return Task.FromResult<string?>("the terminal has no power");
        }

        // One at a time: the agent takes its steps between them.
        Ledger ledger = Acquirer.Api.Ledger;
        IEnumerable<PrefillLine> sales = lines.SelectMany(line => Enumerable.Repeat(line, line.Times));
        return Task.FromResult(sales
            .Select(line => Terminal.Look(agent => JournalPrefill.Add(agent, ledger, line, _time.GetUtcNow())))
            .FirstOrDefault(problem => problem is not null));
    }

    /// <inheritdoc/>
    public Task<DateTime> LocalNowAsync(CancellationToken stop)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return Task.FromResult(now.UtcDateTime.AddSeconds(OffsetS(now)));
    }

    /// <inheritdoc/>
    public Task<string?> SetBrokerAsync(BrokerMode mode, CancellationToken stop)
    {
        Broker?.Set(mode);
        return Task.FromResult(Broker is null ? "there is no broker: the terminal's telemetry is off" : null);
    }

    /// <inheritdoc/>
    public async Task<string?> SetClockAsync(ClockMove move, CancellationToken stop)
    {
        DateTime local = move.From(await LocalNowAsync(stop));
        var about = new DateTimeOffset(local, TimeSpan.Zero);
        DateTimeOffset now = about.AddSeconds(-OffsetS(about));
        if (!_time.Set(now))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the clock goes from {WorldClock.BackMax.TotalDays:0} days back to "
                + $"{WorldClock.AheadMax.TotalDays:0} days ahead, as far as the certificates; not to {local:u}");
        }

        Terminal.SetUtc(now.ToUnixTimeSeconds());
        return null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> AskAsync(string line, CancellationToken stop)
    {
        _console ??= new ConsoleLine(new ConsoleStream(Terminal.Console));
        return _console.AskAsync(line, stop);
    }

    /// <inheritdoc/>
    public Task<Sight> LookAsync(Expectation asked, CancellationToken stop)
    {
        // One look, so that all is of one moment, and so that no answer is not taken for an answer of 0 or nothing.
        Sight? seen = Terminal.Look(agent => new Sight(
            ScreenText.Words(agent.Painter),
            asked.Waiting is null ? 0 : agent.Journal.WaitingCount,
            asked.Active is null ? "" : ActiveLink(agent),
            asked.Faults.Count == 0 ? [] : FaultsOf(agent),
            asked.Journal is null ? [] : JournalRow.All(agent),
            [],
            0,
            Telemetry: asked.Telemetry is null ? "" : ScenarioWords.Telemetry[(int)agent.Fleet.State]));
        seen ??= new Sight("", 0, "none", [], [], [], 0, IsMute: Terminal.IsOn);
        return Task.FromResult(seen with
        {
            Ledger = asked.Ledger is null ? [] : Acquirer.Api.Ledger.Snapshot().Payments,
            Requests = Requests,
            ArePayloadsKept = asked.ArePayloadsKept is not null && _sealed.Exists(
                payload => Terminal.Nvram.Image.IndexOf(payload) >= 0),
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Terminal.Display.Changed -= OnDisplay;
        _console?.Dispose();
        _till.Dispose();
        Terminal.Dispose();
        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        await Acquirer.DisposeAsync();
        _own?.Dispose();
    }

    private int OffsetS(DateTimeOffset now) =>
        Terminal.Look(agent => agent.Settings.LocalOffsetS(now.ToUnixTimeSeconds()));

    private static string ActiveLink(AgentCore agent) => agent.Links.Active is null ? "none"
        : agent.Links.Active == agent.Links.Sim ? "sim" : "wifi";

    private static List<string> FaultsOf(AgentCore agent) =>
        [.. new[]
        {
            agent.Links.SimFault, agent.Links.WifiFault, agent.StoreAndForward.ServiceFault,
            agent.StoreAndForward.BlockingFault,
        }.Where(code => code != FaultCode.None).Select(FaultNames.Of)];

    // The host map: the acquirer's name leads to loopback, and so do the hosts that were added; no other name exists.
    // Port 0 asks for the name alone.
    private (string Host, int Port)? Resolve(string host, int port)
    {
        (int Port, IPEndPoint Reached)? known = host == CertificateAuthority.Host ? (443, Acquirer.EndPoint)
            : _hosts.TryGetValue(host, out (int Port, IPEndPoint Reached) added) ? added : null;
        return known is { } at && (port == at.Port || port == 0)
            ? (at.Reached.Address.ToString(), at.Reached.Port) : null;
    }

    private void OnExchange(Exchange exchange)
    {
        Interlocked.Increment(ref _requests);
        Exchanged?.Invoke(exchange);
    }

    private void OnDisplay()
    {
        if (Shown is null)
        {
            return;
        }

        string screen = Terminal.ScreenWords();
        lock (_told)
        {
            if (screen.Length == 0 || screen == _screen)
            {
                return;
            }

            _screen = screen;
        }

        Shown?.Invoke(screen);
    }
}
