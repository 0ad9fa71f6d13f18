using System.Globalization;
using System.Net;
using System.Text.Json;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Fleet;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Terminal.Rig.Setup;

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

    private static readonly string[] SimConditions =
    [
        "up", "no-coverage", "no-sim", "locked", "denied", "no-bearer", "hung", "dead", "silent",
        "refused", "no-name", "no-time", "reboot", "half-hung", "garbage", "lost-bytes", "late",
        "urcs-twice", "roaming", "no-handshake", "send-times-out", "no-receive-end", "over-read",
        "session-closed", "service-stopped",
        "operator-locked", "sms-only", "emergency-only", "no-context", "old-network", "fast-line-bad",
        "user-wanted", "names-unchecked",
    ];

    private static readonly string[] Moments = ["reboot", "session-closed", "service-stopped"];

    private static readonly string[] WifiConditions =
        ["up", "down", "wrong-passphrase", "no-address", "portal", "leads-nowhere"];

    private readonly ScenarioRig _rig;
    private readonly BenchRecorder _recorder = new(TimeProvider.System);
    private readonly Timer _look;
    private readonly BenchTill _till;
    private readonly PhoneAir _air;
    private BenchPhone? _phone;
    private readonly Lock _lock = new();
    private readonly List<BenchEvent> _events = [];
    private readonly List<BenchSample> _samples = [];
    private readonly Dictionary<string, string> _conditions =
        new() { ["sim"] = "up", ["wifi"] = "up" };

    private IReadOnlyList<BenchJournalRow> _journal = [];
    private IReadOnlyList<BenchLedgerRow> _ledger = [];
    private LinkLook _links = LinkLook.None;
    private string _screen = "";
    private long _number;
    private long _lastTold;
    private (string Ask, int Number, long? Cents, string Reference) _lastAsked;
    private bool _isLooking;

    /// <summary>Shows a rig, whose terminal is switched on.</summary>
    /// <param name="rig">The terminal and what is around it; stays the caller's.</param>
    /// <param name="tills">Where foreign tills connect; null takes a free port of loopback.</param>
    public BenchTerminal(ScenarioRig rig, IPEndPoint? tills = null)
    {
        _rig = rig;
        _till = new BenchTill(
            tills ?? new IPEndPoint(IPAddress.Loopback, 0), () => _rig.Terminal.TillEndPoint);
        _till.Changed += OnTill;
        _air = PhoneAir.Open(() => (rig.Terminal as FirmwareTerminal)?.Board?.PhoneEndPoint(80));
        rig.Terminal.Display.Changed += OnDisplay;
        rig.Terminal.Buzzer.Changed += OnTone;
        rig.Acquirer.Exchanged += OnExchange;
        rig.Acquirer.Faults.Changed += OnChanged;
        rig.Acquirer.Api.Ledger.Changed += OnChanged;
        if (rig.Broker is not null)
        {
            rig.Broker.Changed += OnChanged;
        }

        rig.Terminal.PowerOn();
        Note("power", "@event.on");
        _look = new Timer(_ => LookOnce(), null, LookMs, LookMs);
    }

    /// <inheritdoc/>
    public event Action? DisplayChanged;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public event Action? Sounded;

    /// <inheritdoc/>
    public string Serial => TestBoard.Serial;

    /// <inheritdoc/>
    public bool IsOn => _rig.Terminal.IsOn;

    /// <inheritdoc/>
    public IReadOnlyList<BenchCard> Cards { get; } =
    [
        Card("approved", "good", 'a'),
        Card("approved_mastercard", "good", 'b'),
        Card("captured", "good", 'c'),
        Card("slow", "slow", 'l'),
        Card("declined_51", "bad", 'r'),
        Card("declined_05", "bad", 'd'),
        Card("declined_41", "bad", 'e'),
        Card("declined_42", "bad", 'v'),
        Card("declined_75", "bad", 'g'),
        Card("refused_00", "bad", 'z'),
        Card("null_status", "slow", 'n'),
        new("torn", "", "?", "odd", 't'),
        new("insert", "", "?", "odd", 'i'),
        new("unsupported", "", "?", "odd", 'u'),
        new("too_long", "", "?", "odd", 'w'),
        new("earlier_request", "", "?", "odd", 'q'),
    ];

    /// <inheritdoc/>
    public byte[] Frame() => _rig.Terminal.Display.Snapshot();

    /// <inheritdoc/>
    public IReadOnlyList<VirtualBuzzer.Tone> TonesAfter(long number) => _rig.Terminal.Buzzer.After(number);

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
                    "sim", _conditions["sim"], SimConditions, links.Sim, links.SimFault,
                    LinkConditions.WeakestDbm + (2 * _rig.Terminal.Modem.Faults.SignalLevel),
                    LinkConditions.WeakestDbm, SimStrongestDbm),
                new BenchLink(
                    "wifi", _conditions["wifi"], WifiConditions, links.Wifi, links.WifiFault,
                    _rig.Terminal.Wifi.LevelDbm, WifiWeakestDbm, LinkConditions.StrongestDbm),
            ];
        }
    }

    /// <inheritdoc/>
    public BenchPhone? Phone => (_rig.Terminal as FirmwareTerminal)?.Board is { AccessPoint: { } point } board
        && board.PhoneEndPoint(80) is not null ? new BenchPhone(_air.Url, point.Ssid) : null;

    /// <inheritdoc/>
    public BenchAccessPoint AccessPoint() =>
        new(_rig.Terminal.Wifi.Ssid, _rig.Terminal.Wifi.Passphrase);

    /// <inheritdoc/>
    public IReadOnlyList<BenchFault> Faults()
    {
        IReadOnlyList<FaultRule> rules = _rig.Acquirer.Faults.Rules;
        return [.. BenchSwitch.All.Select(
            one => new BenchFault(one.Name, one.Group, one.UseIn(rules)))];
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
    public IReadOnlyList<BenchLedgerRow> Ledger()
    {
        IReadOnlyList<LedgerPayment> payments = _rig.Acquirer.Api.Ledger.Snapshot().Payments;
        return [.. payments.Select(Row), .. payments.SelectMany(one => one.Refunds).Select(Row)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<BenchBookRow> Books()
    {
        lock (_lock)
        {
            return BenchBooks.Compare(_journal, _ledger);
        }
    }

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
            Note("press", key <= Key.Digit9
                ? ((int)key).ToString(CultureInfo.InvariantCulture)
                : "@key." + key.ToString().ToLowerInvariant());
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

        Note("tap", isTaken ? "@card." + name : "@event.unwanted", "@card." + name);
        return isTaken;
    }

    /// <inheritdoc/>
    public void PowerOn()
    {
        if (!IsOn)
        {
            _recorder.Power(true);
            _rig.Terminal.PowerOn();
            Note("power", "@event.on");
        }
    }

    /// <inheritdoc/>
    public void PowerOff() => Stop("@event.off");

    /// <inheritdoc/>
    public void CutPower() => Stop("@event.cut");

    /// <inheritdoc/>
    public bool SetLink(string name, string condition)
    {
        string[]? choices = Conditions(name);
        string? found = condition == "down" ? choices?[1]
            : choices?.FirstOrDefault(choice => choice == condition);
        if (found is null)
        {
            return false;
        }

        bool isMoment = Moments.Contains(found);
        lock (_lock)
        {
            // What happens in a moment leaves the link as it was before.
            _conditions[name] = isMoment ? _conditions[name] : found;
        }

        if (found != "up" && !isMoment)
        {
            LinkConditions.Apply(_rig.Terminal, name, "up");
            _recorder.Link(name, "up");
        }

        LinkConditions.Apply(_rig.Terminal, name, found);
        _recorder.Link(name, found);
        Note("link", "@event.link", "@link." + name, $"@{name}.{found}");
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
        Note("link", "@event.level", "@link." + name, levelDbm.ToString(CultureInfo.InvariantCulture));
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
        Note("link", "@event.access-point", ssid);
        return null;
    }

    /// <inheritdoc/>
    public BenchTelemetry? Telemetry()
    {
        if (_rig.Broker is not BrokerServer broker)
        {
            return null;
        }

        DateTimeOffset now = DateTimeOffset.Now;
        long nowMs = Environment.TickCount64;
        IReadOnlyList<BenchTopic> topics = broker.Read<IReadOnlyList<BenchTopic>>(its =>
        [
            .. its.Messages.AsEnumerable().Reverse().DistinctBy(message => message.Topic)
                .OrderByDescending(message => message.IsRetained)
                .Select(message => new BenchTopic(
                    message.Topic, now.AddMilliseconds(message.AtMs - nowMs), message.IsRetained, message.Text)),
        ]);
        lock (_lock)
        {
            LinkLook links = IsOn ? _links : LinkLook.None;
            return new BenchTelemetry(links.Telemetry, links.TelemetryError, topics);
        }
    }

    /// <inheritdoc/>
    public BenchTillView Till() => new(_till.EndPoint.ToString(), _till.Exchanges());

    /// <inheritdoc/>
    public string? AskTill(BenchTillAsk ask)
    {
        switch (ask.Ask)
        {
            case "leave":
                _till.Leave();
                _recorder.TillLeaves();
                return null;
            case "repeat":
                if (!_till.Repeat())
                {
                    return "nothing has been asked yet";
                }

                _recorder.Till(_lastAsked.Ask, _lastAsked.Number, _lastAsked.Cents, _lastAsked.Reference);
                return null;
            default:
                return CheckAsk(ask) ?? SendAsk(ask);
        }
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
        string how = use.ToString().ToLowerInvariant();
        Note("fault", "@event.fault-" + how, "@fault." + found.Name);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _look.Dispose();
        _till.Changed -= OnTill;
        _till.Dispose();
        _air.Dispose();
        _rig.Terminal.Display.Changed -= OnDisplay;
        _rig.Terminal.Buzzer.Changed -= OnTone;
        _rig.Acquirer.Exchanged -= OnExchange;
        _rig.Acquirer.Faults.Changed -= OnChanged;
        _rig.Acquirer.Api.Ledger.Changed -= OnChanged;
        if (_rig.Broker is not null)
        {
            _rig.Broker.Changed -= OnChanged;
        }

    }

    private static string? CheckAsk(BenchTillAsk ask) =>
        !TillPlayer.Words.Contains(ask.Ask) ? $"ask is {string.Join(", ", TillPlayer.Words)}, repeat or leave"
        : ask.Number is < 0 or > 99 ? "a till's number is 0 to 99"
        : ask.AmountCents is < 1 or > 99_999_999 || (ask.AmountCents is null && ask.Ask is "sale" or "refund")
            ? "amountCents is 1 to 99999999"
        : ask.Reference is not { Length: <= 99 } || ask.Reference.Any(c => c is < ' ' or > '~')
            ? "a reference has at most 99 printable ASCII characters" : null;

    private string? SendAsk(BenchTillAsk ask)
    {
        long? cents = ask.Ask is "sale" or "refund" ? ask.AmountCents : null;
        string reference = ask.Ask is "totals" or "identify" ? "" : ask.Reference;
        TillPlayer.Allow(_rig.Terminal, ask.Ask);
        _lastAsked = (ask.Ask, ask.Number, cents, reference);
        _recorder.Till(ask.Ask, ask.Number, cents, reference);
        _till.Ask(TillPlayer.Request(ask.Ask, ask.Number, cents, reference));
        return null;
    }

    // Each answer is a line of the time line, once.
    private void OnTill()
    {
        List<BenchTillExchange> told;
        lock (_lock)
        {
            told = [.. _till.Exchanges().Where(one => one.Told.Count > 0 && one.Number > _lastTold)];
            _lastTold = told.Count == 0 ? _lastTold : told.Max(one => one.Number);
        }

        foreach (BenchTillExchange one in told)
        {
            Note("till", "@event.till", Json(one.Asked), Json(one.Told));
        }

        OnChanged();
    }

    private static string Json(IReadOnlyList<BenchTillTag> tags) =>
        JsonSerializer.Serialize(tags, JsonSerializerOptions.Web);

    private static string[]? Conditions(string link) =>
        link == "sim" ? SimConditions : link == "wifi" ? WifiConditions : null;

    private static BenchCard Card(string name, string tone, char shortcut)
    {
        TestCard card = TestCard.ByName(name)
            ?? throw new InvalidOperationException($"there is no test card '{name}'");
        return new BenchCard(name, card.Last4, card.Brand, tone, shortcut);
    }

    private static BenchJournalRow Row(JournalRow row) => new(
        row.UniqueId, row.OriginalId, (long)(row.Amount * 100), row.Currency, row.Last4,
        row.State.ToString(), row.Response, row.IsOffline);

    private static BenchLedgerRow Row(LedgerPayment payment) => new(
        payment.Id, "", payment.UniqueId ?? "", payment.Amount, payment.Currency, payment.Status ?? "",
        payment.Response ?? "", payment.RefundedAmount, false);

    private static BenchLedgerRow Row(LedgerRefund refund) => new(
        refund.Id, refund.PaymentId, "", refund.Amount, refund.Currency, refund.Status, "", 0,
        refund.IsForeign);

    // How things stand, in the fields of an expectation. Without power, and where the terminal does not tell in time,
    // the journal is not to be seen.
    private IEnumerable<string> End()
    {
        var seen = _rig.Terminal.Look(agent => new { agent.Journal.WaitingCount, Rows = JournalRow.All(agent) });
        if (seen is not null)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"waiting: {seen.WaitingCount}");
            yield return "journal: [" + string.Join(", ", seen.Rows.Select(
                row => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{ amount: {row.Amount:0.00}, state: {row.State} }}"))) + "]";
        }

        IEnumerable<BenchLedgerRow> payments = Ledger().Where(row => !row.IsRefund);
        yield return "ledger: [" + string.Join(", ", payments.Select(row => string.Create(
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

    // While one look waits for the terminal, the next ones need no threads to wait with it.
    private void LookOnce()
    {
        if (!Interlocked.Exchange(ref _isLooking, true))
        {
            Look();
            Volatile.Write(ref _isLooking, false);
        }
    }

    // A few times a second: what has no event of its own.
    private void Look()
    {
        bool isOn = IsOn;
        LinkLook links = isOn ? _rig.Terminal.Look(LinkLook.Of) ?? LinkLook.None : LinkLook.None;
        IReadOnlyList<BenchLedgerRow> ledger = Ledger();
        List<BenchJournalRow>? rows =
            isOn ? [.. _rig.Terminal.JournalRows().Select(Row)] : null;

        // Both sides are of one moment only if the ledger stood still while the journal was read.
        bool isOneMoment = Ledger().SequenceEqual(ledger);
        bool isNew;
        lock (_lock)
        {
            BenchPhone? phone = Phone;
            isNew = links != _links || phone != _phone;
            _phone = phone;
            _links = links;
            if (isOneMoment)
            {
                IReadOnlyList<BenchJournalRow> journal = Remember(rows ?? []);
                isNew |= !journal.SequenceEqual(_journal) || !ledger.SequenceEqual(_ledger);
                _journal = journal;
                _ledger = ledger;
            }

            Sample(isOn, links);
        }

        if (isNew)
        {
            OnChanged();
        }
    }

    // A journal gives its oldest records up; the ledger does not, and the comparison needs both.
    private List<BenchJournalRow> Remember(List<BenchJournalRow> now)
    {
        HashSet<string> present = [.. now.Select(row => row.UniqueId)];
        return [.. _journal.Where(row => !present.Contains(row.UniqueId)), .. now];
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

    private void OnTone() => Sounded?.Invoke();

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

    private void Note(string kind, string text, params string[] arguments)
    {
        lock (_lock)
        {
            _events.Add(new BenchEvent(++_number, DateTimeOffset.Now, kind, text)
            {
                Arguments = arguments,
            });
            if (_events.Count > EventsKept)
            {
                _events.RemoveAt(0);
            }
        }

        OnChanged();
    }

    /// <summary>Links and queue at one moment.</summary>
    private sealed record LinkLook(
        string Sim, string SimFault, string Wifi, string WifiFault, string Active, int Waiting, string Telemetry,
        string TelemetryError)
    {
        internal static readonly LinkLook None = new("", "", "", "", "none", 0, "off", "");

        internal static LinkLook Of(Terminal.Agent.Agent agent)
        {
            LinkManager links = agent.Links;
            return new LinkLook(
                links.Sim.State.ToString(), FaultNames.Of(links.SimFault),
                links.Wifi.State.ToString(), FaultNames.Of(links.WifiFault),
                links.Active is null ? "none" : links.Active == links.Sim ? "sim" : "wifi",
                agent.Journal.WaitingCount,
                ScenarioWords.Telemetry[(int)agent.Fleet.State],
                agent.Fleet.Error == FleetError.None ? "" : agent.Fleet.Error.ToString());
        }
    }
}
