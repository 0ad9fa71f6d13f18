using System.Globalization;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Bench;

/// <summary>
/// The virtual terminal and its acquirer as the bench shows and handles them. The journal is looked
/// at between two steps of the firmware; without power the last look stays.
/// </summary>
public sealed class BenchTerminal : IBenchTerminal, IDisposable
{
    private const int EventsKept = 500;
    private const int SamplesKept = 2_000;
    private const int LookMs = 200;
    private const int SimStrongestDbm = -51;
    private const int WifiWeakestDbm = -95;

    private static readonly BenchChoice[] SimConditions =
    [
        new("up", "En service"), new("no-coverage", "Pas de réseau"), new("no-sim", "SIM retirée"),
        new("locked", "SIM bloquée (PIN)"), new("denied", "Refusée par le réseau"),
        new("no-bearer", "Pas de données"), new("hung", "Modem figé"), new("dead", "Modem mort"),
        new("silent", "Serveur muet"), new("refused", "Connexion refusée"),
        new("no-name", "Nom introuvable"), new("no-time", "Heure inconnue"),
        new("reboot", "Redémarrer le modem"), new("half-hung", "Modem à demi figé"),
        new("garbage", "Bruit sur la ligne"), new("lost-bytes", "Octets perdus"),
        new("late", "Modem lent"), new("urcs-twice", "Messages en double"),
        new("roaming", "Itinérance"), new("no-handshake", "TLS refusé"),
        new("send-times-out", "Envoi sans fin"), new("no-receive-end", "Fin de réception absente"),
        new("over-read", "Longueur trop grande"), new("session-closed", "Fermer la session"),
        new("service-stopped", "Arrêter le service TLS"),
        new("operator-locked", "Modem verrouillé opérateur"), new("sms-only", "SIM sans données (SMS)"),
        new("emergency-only", "Urgences seulement"), new("no-context", "Contexte de données refusé"),
        new("old-network", "Réseau 3G"), new("fast-line-bad", "Ligne rapide mauvaise"),
    ];

    private static readonly string[] Moments = ["reboot", "session-closed", "service-stopped"];

    private static readonly BenchChoice[] WifiConditions =
    [
        new("up", "En service"), new("down", "Point d’accès éteint"),
        new("wrong-passphrase", "Mot de passe changé"), new("no-address", "Pas d’adresse (DHCP)"),
        new("portal", "Portail captif"),
    ];

    private readonly ScenarioRig _rig;
    private readonly BenchRecorder _recorder = new(TimeProvider.System);
    private readonly Timer _look;
    private readonly Lock _lock = new();
    private readonly List<BenchEvent> _events = [];
    private readonly List<BenchSample> _samples = [];
    private readonly Dictionary<string, string> _conditions =
        new() { ["sim"] = "up", ["wifi"] = "up" };

    private IReadOnlyList<BenchJournalRow> _journal = [];
    private LinkLook _links = LinkLook.None;
    private string _screen = "";
    private long _number;

    /// <summary>Shows a rig, whose terminal is switched on.</summary>
    public BenchTerminal(ScenarioRig rig)
    {
        _rig = rig;
        rig.Terminal.Display.Changed += OnDisplay;
        rig.Acquirer.Exchanged += OnExchange;
        rig.Acquirer.Faults.Changed += OnChanged;
        rig.Acquirer.Api.Ledger.Changed += OnChanged;
        rig.Terminal.PowerOn();
        Note("power", "marche");
        _look = new Timer(_ => Look(), null, LookMs, LookMs);
    }

    /// <inheritdoc/>
    public event Action? DisplayChanged;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public string Serial => TestBoard.Serial;

    /// <inheritdoc/>
    public bool IsOn => _rig.Terminal.IsOn;

    /// <inheritdoc/>
    public IReadOnlyList<BenchCard> Cards { get; } =
    [
        Card("approved", "Acceptée", "good", 'a'),
        Card("approved_mastercard", "Acceptée", "good", 'b'),
        Card("captured", "Encaissée", "good", 'c'),
        Card("slow", "Lente 6 s", "slow", 'l'),
        Card("declined_51", "Provision 51", "bad", 'r'),
        Card("declined_05", "Refusée 05", "bad", 'd'),
        Card("declined_41", "Perdue 41", "bad", 'e'),
        Card("declined_42", "Volée 42", "bad", 'v'),
        Card("declined_75", "PIN 75", "bad", 'g'),
        Card("refused_00", "Refusée 00", "bad", 'z'),
        Card("null_status", "Sans statut", "slow", 'n'),
        new("torn", "Lecture coupée", "", "?", "odd", 't'),
        new("insert", "Plafond : puce", "", "?", "odd", 'i'),
        new("unsupported", "Non acceptée", "", "?", "odd", 'u'),
        new("too_long", "Trame longue", "", "?", "odd", 'w'),
    ];

    /// <inheritdoc/>
    public byte[] Frame() => _rig.Terminal.Display.Snapshot();

    /// <inheritdoc/>
    public string ScreenWords() => _rig.Terminal.ScreenWords();

    /// <inheritdoc/>
    public IReadOnlyList<BenchLink> Links()
    {
        lock (_lock)
        {
            LinkLook links = IsOn ? _links : LinkLook.None;
            return
            [
                new BenchLink(
                    "sim", "SIM", _conditions["sim"], SimConditions, links.Sim, links.SimFault,
                    LinkConditions.WeakestDbm + (2 * _rig.Terminal.Modem.Faults.SignalLevel),
                    LinkConditions.WeakestDbm, SimStrongestDbm),
                new BenchLink(
                    "wifi", "WiFi", _conditions["wifi"], WifiConditions, links.Wifi, links.WifiFault,
                    _rig.Terminal.Wifi.LevelDbm, WifiWeakestDbm, LinkConditions.StrongestDbm),
            ];
        }
    }

    /// <inheritdoc/>
    public BenchAccessPoint AccessPoint() =>
        new(_rig.Terminal.Wifi.Ssid, _rig.Terminal.Wifi.Passphrase);

    /// <inheritdoc/>
    public IReadOnlyList<BenchFault> Faults()
    {
        IReadOnlyList<FaultRule> rules = _rig.Acquirer.Faults.Rules;
        return [.. BenchSwitch.All.Select(
            one => new BenchFault(one.Name, one.Title, one.Group, one.UseIn(rules)))];
    }

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
    public IReadOnlyList<BenchSample> SamplesAfter(long number)
    {
        lock (_lock)
        {
            return [.. _samples.Where(sample => sample.Number > number)];
        }
    }

    /// <inheritdoc/>
    public string Scenario()
    {
        DateTime now = DateTime.Now;
        return _recorder.Write(
            string.Create(CultureInfo.InvariantCulture, $"bench-{now:yyyyMMdd-HHmmss}"), End());
    }

    /// <inheritdoc/>
    public void PressKey(Key key)
    {
        if (IsOn)
        {
            _recorder.Press(key);
            _rig.Terminal.Press(key);
            Note("press", key <= Key.Digit9 ? ((int)key).ToString() : key.ToString());
        }
    }

    /// <inheritdoc/>
    public bool TapCard(string name)
    {
        bool isTaken = Cards.Any(card => card.Name == name) && _rig.Terminal.Tap(name);
        if (isTaken)
        {
            _recorder.Tap(name);
        }

        Note("tap", isTaken ? name : $"{name}: aucune carte n'est attendue");
        return isTaken;
    }

    /// <inheritdoc/>
    public void PowerOn()
    {
        if (!IsOn)
        {
            _recorder.Power(true);
            _rig.Terminal.PowerOn();
            Note("power", "marche");
        }
    }

    /// <inheritdoc/>
    public void PowerOff() => Stop("arrêt");

    /// <inheritdoc/>
    public void CutPower() => Stop("prise débranchée");

    /// <inheritdoc/>
    public bool SetLink(string name, string condition)
    {
        BenchChoice[]? choices = Conditions(name);
        BenchChoice? found = condition == "down" ? choices?[1]
            : choices?.FirstOrDefault(choice => choice.Name == condition);
        if (found is null)
        {
            return false;
        }

        bool isMoment = Moments.Contains(found.Name);
        lock (_lock)
        {
            // What happens in a moment leaves the link as it was before.
            _conditions[name] = isMoment ? _conditions[name] : found.Name;
        }

        if (found.Name != "up" && !isMoment)
        {
            LinkConditions.Apply(_rig.Terminal, name, "up");
            _recorder.Link(name, "up");
        }

        LinkConditions.Apply(_rig.Terminal, name, found.Name);
        _recorder.Link(name, found.Name);
        Note("link", $"{name}: {found.Title}");
        return true;
    }

    /// <inheritdoc/>
    public bool SetSignal(string name, int levelDbm)
    {
        BenchLink? link = Links().FirstOrDefault(one => one.Name == name);
        if (link is null || levelDbm < link.WeakestDbm || levelDbm > link.StrongestDbm)
        {
            return false;
        }

        LinkConditions.SetSignal(_rig.Terminal, name, levelDbm);
        _recorder.Signal(name, levelDbm);
        Note("link", $"{name}: {levelDbm} dBm");
        return true;
    }

    /// <inheritdoc/>
    public string? SetAccessPoint(string ssid, string passphrase)
    {
        if (Scenarios.AccessPoint.Check(ssid, passphrase) is string problem)
        {
            return problem;
        }

        LinkConditions.SetAccessPoint(_rig.Terminal, ssid, passphrase, null);
        _recorder.AccessPoint(ssid, passphrase);
        Note("link", $"wifi: point d’accès {ssid}");
        return null;
    }

    /// <inheritdoc/>
    public bool SetFault(string name, BenchFaultUse use)
    {
        BenchSwitch? found = BenchSwitch.All.FirstOrDefault(s => s.Name == name);
        if (found is null)
        {
            return false;
        }

        IReadOnlyList<FaultRule> rules = found.SetIn(_rig.Acquirer.Faults.Rules, use);
        _rig.Acquirer.Faults.Set(rules);
        _recorder.Faults(rules);
        string how = use switch
        {
            BenchFaultUse.Off => "non",
            BenchFaultUse.Once => "une fois",
            _ => "oui",
        };
        Note("fault", $"{found.Title}: {how}");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _look.Dispose();
        _rig.Terminal.Display.Changed -= OnDisplay;
        _rig.Acquirer.Exchanged -= OnExchange;
        _rig.Acquirer.Faults.Changed -= OnChanged;
        _rig.Acquirer.Api.Ledger.Changed -= OnChanged;
    }

    private static BenchChoice[]? Conditions(string link) =>
        link == "sim" ? SimConditions : link == "wifi" ? WifiConditions : null;

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

    // How things stand, in the fields of an expectation; without power the journal is not to be seen.
    private IEnumerable<string> End()
    {
        if (IsOn)
        {
            int waiting = _rig.Terminal.Look(agent => agent.Journal.WaitingCount);
            yield return string.Create(CultureInfo.InvariantCulture, $"waiting: {waiting}");
            yield return "journal: [" + string.Join(", ", _rig.Terminal.JournalRows().Select(
                row => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{ amount: {row.Amount:0.00}, state: {row.State} }}"))) + "]";
        }

        yield return "ledger: [" + string.Join(", ", Ledger().Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{{ amount: {row.AmountCents / 100m:0.00}, status: \""
            + $"{(row.Status.Length == 0 ? "null" : row.Status)}\", "
            + $"refunded: {row.RefundedCents / 100m:0.00} }}"))) + "]";
    }

    private void Stop(string how)
    {
        if (IsOn)
        {
            _recorder.Power(false);
            _rig.Terminal.CutPower();
            Note("power", how);
        }
    }

    // A few times a second: what has no event of its own.
    private void Look()
    {
        bool isOn = IsOn;
        LinkLook links = isOn ? _rig.Terminal.Look(LinkLook.Of) ?? LinkLook.None : LinkLook.None;
        List<BenchJournalRow>? rows =
            isOn ? [.. _rig.Terminal.JournalRows().Select(Row)] : null;
        bool isNew;
        lock (_lock)
        {
            isNew = links != _links || (rows is not null && !rows.SequenceEqual(_journal));
            _links = links;
            _journal = rows ?? _journal;
            Sample(isOn, links);
        }

        if (isNew)
        {
            OnChanged();
        }
    }

    private void Sample(bool isOn, LinkLook links)
    {
        long number = _samples.Count == 0 ? 1 : _samples[^1].Number + 1;
        int waiting = isOn || _samples.Count == 0 ? links.Waiting : _samples[^1].Waiting;
        var sample = new BenchSample(
            number, DateTimeOffset.Now, isOn, waiting, links.Sim, links.Wifi, links.Active);
        bool isSame = _samples.Count > 0
            && _samples[^1] with { Number = number, At = sample.At } == sample;
        if (!isSame)
        {
            _samples.Add(sample);
            if (_samples.Count > SamplesKept)
            {
                _samples.RemoveAt(0);
            }
        }
    }

    private void OnDisplay()
    {
        DisplayChanged?.Invoke();
        string[] rows = _rig.Terminal.Look(agent => ScreenText.Rows(agent.Painter)) ?? [];
        _recorder.Show(rows);
        string screen = string.Join(' ', rows.Where(row => row.Length > 0));
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

    /// <summary>Links and queue at one moment.</summary>
    private sealed record LinkLook(
        string Sim, string SimFault, string Wifi, string WifiFault, string Active, int Waiting)
    {
        internal static readonly LinkLook None = new("", "", "", "", "none", 0);

        internal static LinkLook Of(Terminal.Agent.Agent agent)
        {
            LinkManager links = agent.Links;
            return new LinkLook(
                links.Sim.State.ToString(), FaultNames.Of(links.SimFault),
                links.Wifi.State.ToString(), FaultNames.Of(links.WifiFault),
                links.Active is null ? "none" : links.Active == links.Sim ? "sim" : "wifi",
                agent.Journal.WaitingCount);
        }
    }
}
