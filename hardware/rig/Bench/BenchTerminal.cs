using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Bench;

/// <summary>
/// The virtual terminal and its acquirer as the bench shows and handles them. The journal is looked at between
/// two steps of the firmware; without power the last look stays.
/// </summary>
public sealed class BenchTerminal : IBenchTerminal, IDisposable
{
    private const int EventsKept = 500;
    private const int LookMs = 200;

    private static readonly BenchSwitch[] Switches =
    [
        new("error-500", "Erreur 500", new FaultRule { Kind = FaultKind.Status, Status = 500 }),
        new("maintenance", "Maintenance", new FaultRule { Kind = FaultKind.Maintenance }),
        new("key-401", "Clé refusée (401)", new FaultRule { Kind = FaultKind.Status, Status = 401 }),
        new("account-403", "Compte suspendu (403)",
            new FaultRule { Kind = FaultKind.Status, Status = 403 }),
        new("busy-429", "Trop de demandes (429)",
            new FaultRule { Kind = FaultKind.Status, Status = 429, RetryAfter = "5" }),
        new("slow", "Réponse lente (5 s)",
            new FaultRule { Kind = FaultKind.DelayHeaders, DelayMs = 5_000 }),
        new("lose-answer", "Réponse perdue", new FaultRule { Kind = FaultKind.LoseAnswer }),
        new("cut-answer", "Réponse coupée", new FaultRule { Kind = FaultKind.CutAnswer, Bytes = 40 }),
        new("garbage", "Réponse illisible", new FaultRule { Kind = FaultKind.Garbage }),
        new("portal", "Portail captif", new FaultRule { Kind = FaultKind.PortalPage }),
        new("certificate", "Certificat inconnu",
            new FaultRule { Kind = FaultKind.CertificateUnknownAuthority }),
        new("refuse", "Connexion refusée", new FaultRule { Kind = FaultKind.RefuseConnections }),
    ];

    private readonly ScenarioRig _rig;
    private readonly Timer _look;
    private readonly Lock _lock = new();
    private readonly List<BenchEvent> _events = [];
    private readonly Dictionary<string, string> _conditions =
        new() { ["sim"] = "up", ["wifi"] = "up" };

    private IReadOnlyList<BenchJournalRow> _journal = [];
    private string _linkStates = "";
    private string _screen = "";
    private long _number;

    /// <summary>Shows a rig, whose terminal is switched on.</summary>
    public BenchTerminal(ScenarioRig rig)
    {
        _rig = rig;
        rig.Terminal.Display.Changed += OnDisplay;
        rig.Acquirer.Exchanged += OnExchange;
        rig.Acquirer.Api.Ledger.Changed += OnChanged;
        PowerOn();
        _look = new Timer(_ => Look(), null, LookMs, LookMs);
    }

    /// <inheritdoc/>
    public event Action? DisplayChanged;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public string Serial => VirtualTerminal.Serial;

    /// <inheritdoc/>
    public bool IsOn => _rig.Terminal.IsOn;

    /// <inheritdoc/>
    public IReadOnlyList<BenchCard> Cards { get; } =
    [
        Card("approved", "Acceptée", "good", 'a'),
        Card("declined_51", "Refusée 51", "bad", 'r'),
        Card("slow", "Lente", "slow", 'l'),
        Card("declined_05", "Refusée 05", "bad", 'd'),
        Card("declined_41", "Perdue 41", "bad", 'e'),
        Card("null_status", "Sans statut", "slow", 'n'),
        new("torn", "Lecture coupée", "····", "?", "bad", 't'),
        new("insert", "Insérer", "····", "?", "slow", 'i'),
    ];

    /// <inheritdoc/>
    public byte[] Frame() => _rig.Terminal.Display.Snapshot();

    /// <inheritdoc/>
    public string ScreenWords() => _rig.Terminal.ScreenWords();

    /// <inheritdoc/>
    public IReadOnlyList<BenchLink> Links()
    {
        (LinkState sim, LinkState wifi) = LinkStates();
        lock (_lock)
        {
            return
            [
                new BenchLink("sim", "SIM", _conditions["sim"] == "up", IsOn ? sim.ToString() : ""),
                new BenchLink(
                    "wifi", "WiFi", _conditions["wifi"] == "up", IsOn ? wifi.ToString() : ""),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BenchFault> Faults() =>
        [.. Switches.Select(s => new BenchFault(s.Name, s.Title, IsSwitched(s)))];

    /// <inheritdoc/>
    public IReadOnlyList<BenchJournalRow> Journal()
    {
        lock (_lock)
        {
            return _journal;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BenchLedgerRow> Ledger() =>
        [.. _rig.Acquirer.Api.Ledger.Snapshot().Payments.Select(payment => new BenchLedgerRow(
            payment.Id, payment.UniqueId ?? "", payment.Amount, payment.Currency,
            payment.Card?.Last4 ?? "", payment.Status ?? "", payment.Response ?? "",
            payment.RefundedAmount, payment.IsCharged && payment.RefundedAmount < payment.Amount))];

    /// <inheritdoc/>
    public IReadOnlyList<BenchEvent> EventsAfter(long number)
    {
        lock (_lock)
        {
            return [.. _events.Where(e => e.Number > number)];
        }
    }

    /// <inheritdoc/>
    public void PressKey(Key key)
    {
        if (IsOn)
        {
            _rig.Terminal.Press(key);
            Note("press", key <= Key.Digit9 ? ((int)key).ToString() : key.ToString());
        }
    }

    /// <inheritdoc/>
    public bool TapCard(string name)
    {
        bool isTaken = Cards.Any(card => card.Name == name) && _rig.Terminal.Tap(name);
        Note("tap", isTaken ? name : $"{name}: aucune carte n'est attendue");
        return isTaken;
    }

    /// <inheritdoc/>
    public void PowerOn()
    {
        if (!IsOn)
        {
            _rig.Terminal.PowerOn();
            Note("power", "marche");
        }
    }

    /// <inheritdoc/>
    public void PowerOff() => Stop("arrêt");

    /// <inheritdoc/>
    public void CutPower() => Stop("prise débranchée");

    /// <inheritdoc/>
    public bool SetLink(string name, bool up)
    {
        string condition = up ? "up" : name == "sim" ? "no-coverage" : "down";
        lock (_lock)
        {
            if (!_conditions.ContainsKey(name))
            {
                return false;
            }

            _conditions[name] = condition;
        }

        LinkConditions.Apply(_rig.Terminal, name, condition);
        Note("link", $"{name}: {condition}");
        return true;
    }

    /// <inheritdoc/>
    public bool SetFault(string name, bool on)
    {
        BenchSwitch? found = Switches.FirstOrDefault(s => s.Name == name);
        if (found is null)
        {
            return false;
        }

        IEnumerable<FaultRule> others = _rig.Acquirer.Faults.Rules.Where(rule => rule != found.Rule);
        _rig.Acquirer.Faults.Set(on ? [.. others, found.Rule] : [.. others]);
        Note("fault", $"{found.Title}: {(on ? "oui" : "non")}");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _look.Dispose();
        _rig.Terminal.Display.Changed -= OnDisplay;
        _rig.Acquirer.Exchanged -= OnExchange;
        _rig.Acquirer.Api.Ledger.Changed -= OnChanged;
    }

    private static BenchCard Card(string name, string title, string tone, char shortcut)
    {
        TestCard card = TestCard.ByName(name)
            ?? throw new InvalidOperationException($"there is no test card '{name}'");
        return new BenchCard(name, title, card.Last4, card.Brand, tone, shortcut);
    }

    private static BenchJournalRow Row(JournalRow row) => new(
        row.UniqueId, (long)(row.Amount * 100), row.Currency, row.Last4, row.State.ToString(),
        string.Join(' ', new[] { row.Response, row.IsOffline ? "hors ligne" : "" }
            .Where(text => text.Length > 0)),
        row.State switch
        {
            TransactionState.Approved => true,
            TransactionState.Declined or TransactionState.Rejected or TransactionState.Refunded
                or TransactionState.Cancelled or TransactionState.Pending => false,
            _ => null,
        });

    private bool IsSwitched(BenchSwitch s) => _rig.Acquirer.Faults.Rules.Contains(s.Rule);

    private (LinkState Sim, LinkState Wifi) LinkStates() => _rig.Terminal.Look(
        agent => (agent.Links.Sim.State, agent.Links.Wifi.State));

    private void Stop(string how)
    {
        if (IsOn)
        {
            _rig.Terminal.CutPower();
            Note("power", how);
        }
    }

    // A few times a second: what has no event of its own.
    private void Look()
    {
        if (!IsOn)
        {
            return;
        }

        List<BenchJournalRow> rows = [.. _rig.Terminal.JournalRows().Select(Row)];
        string links = LinkStates().ToString();
        bool isNew;
        lock (_lock)
        {
            isNew = links != _linkStates || !rows.SequenceEqual(_journal);
            _linkStates = links;
            _journal = rows;
        }

        if (isNew)
        {
            OnChanged();
        }
    }

    private void OnDisplay()
    {
        DisplayChanged?.Invoke();
        string screen = ScreenWords();
        bool isNew;
        lock (_lock)
        {
            isNew = screen.Length > 0 && screen != _screen;
            _screen = screen;
        }

        if (isNew)
        {
            Note("screen", screen);
        }
    }

    private void OnExchange(Exchange exchange) =>
        Note("acquirer", $"{exchange.Method} {exchange.Target} → {exchange.Status}");

    private void OnChanged() => Changed?.Invoke();

    private void Note(string kind, string text)
    {
        lock (_lock)
        {
            _events.Add(new BenchEvent(++_number, DateTimeOffset.Now, kind, text));
            if (_events.Count > EventsKept)
            {
                _events.RemoveAt(0);
            }
        }

        OnChanged();
    }
}
