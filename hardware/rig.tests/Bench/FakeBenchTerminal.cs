// A terminal that is only as clever as a test of the bench needs: it paints the agent's real
// screens, takes an amount and a card, and books the sale on both sides at once.

using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Bench;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Tests.Bench;

/// <summary>A terminal for tests of the bench.</summary>
internal sealed class FakeBenchTerminal : IBenchTerminal
{
    private static readonly string[] Conditions = ["up", "no-coverage", "hung"];

    private readonly Lock _gate = new();
    private readonly List<BenchJournalRow> _journal = [];
    private readonly List<BenchLedgerRow> _ledger = [];
    private readonly List<BenchEvent> _events = [];
    private readonly Dictionary<string, string> _links =
        new() { ["sim"] = "up", ["wifi"] = "up" };
    private string _passphrase = "croissant-chaud";
    private BenchFaultUse _fault;
    private int _levelDbm = -71;
    private byte[] _frame = new byte[1024];
    private string _words = "";
    private int _amountCents;
    private bool _waitsForCard;

    public event Action? DisplayChanged;

    public event Action? Changed;

    public event Action? Sounded
    {
        add => Buzzer.Changed += value;
        remove => Buzzer.Changed -= value;
    }

    public VirtualBuzzer Buzzer { get; } = new();

    public string Serial => "T4200017";

    public bool IsOn { get; private set; }

    public IReadOnlyList<VirtualBuzzer.Tone> TonesAfter(long number) => Buzzer.After(number);

    public List<Key> Pressed { get; } = [];

    public IReadOnlyList<BenchCard> Cards { get; } =
    [
        new("approved", "4242", "VISA", "good", 'a'),
        new("declined_51", "9995", "VISA", "bad", 'r'),
        new("slow", "5126", "VISA", "slow", 'l'),
    ];

    public byte[] Frame()
    {
        lock (_gate)
        {
            return [.. _frame];
        }
    }

    public string ScreenWords() => _words;

    public IReadOnlyList<BenchLink> Links() => [Link("sim"), Link("wifi")];

    public BenchPhone? Phone => null;

    public BenchAccessPoint AccessPoint() => new("Boutique", _passphrase);

    public IReadOnlyList<BenchFault> Faults() =>
    [
        new("maintenance", "service", _fault),
        new("lose-answer", "answer", BenchFaultUse.Off),
    ];

    public IReadOnlyList<BenchSample> SamplesAfter(long number) => number > 0 ? [] :
    [
        new(1, DateTimeOffset.UtcNow.AddMinutes(-2), true, 0, "Starting", "Online", "wifi"),
        new(2, DateTimeOffset.UtcNow.AddMinutes(-1), true, 2, "Failed", "Failed", "none"),
        new(3, DateTimeOffset.UtcNow.AddSeconds(-20), true, 0, "Online", "Online", "sim"),
    ];

    public string Scenario() => "name: bench-test\nsteps:\n  - power: cut\n";

    public IReadOnlyList<BenchJournalRow> Journal()
    {
        lock (_gate)
        {
            return [.. _journal];
        }
    }

    public IReadOnlyList<BenchLedgerRow> Ledger()
    {
        lock (_gate)
        {
            return [.. _ledger];
        }
    }

    public IReadOnlyList<BenchBookRow> Books() => BenchBooks.Compare(Journal(), Ledger());

    public IReadOnlyList<BenchEvent> EventsAfter(long number)
    {
        lock (_gate)
        {
            return [.. _events.Where(happened => happened.Number > number)];
        }
    }

    public void PressKey(Key key)
    {
        lock (_gate)
        {
            Pressed.Add(key);
        }
        if (!IsOn)
        {
            return;
        }
        Tell("press", key.ToString());
        switch (key)
        {
            case >= Key.Digit0 and <= Key.Digit9:
                _amountCents = (_amountCents * 10) + (int)key;
                Paint(ScreenId.AmountEntry);
                break;
            case Key.Ok when _amountCents > 0:
                _waitsForCard = true;
                Paint(ScreenId.PresentCard);
                break;
            case Key.Cancel:
                _amountCents = 0;
                _waitsForCard = false;
                Paint(ScreenId.Idle);
                break;
        }
    }

    public bool TapCard(string name)
    {
        Tell("tap", "@card." + name);
        if (!_waitsForCard)
        {
            return false;
        }
        _waitsForCard = false;
        var paid = name != "declined_51";
        Book(paid);
        Paint(paid ? ScreenId.Approved : ScreenId.Declined);
        _amountCents = 0;
        return true;
    }

    public void PowerOn() => Switch(true, "@event.on");

    public void PowerOff() => Switch(false, "@event.off");

    public void CutPower() => Switch(false, "@event.cut");

    public bool SetLink(string name, string condition)
    {
        string? found = Conditions.FirstOrDefault(
            one => one == (condition == "down" ? Conditions[1] : condition));
        if (!_links.ContainsKey(name) || found is null)
        {
            return false;
        }
        _links[name] = found;
        Tell("link", "@event.link", "@link." + name, "@sim." + found);
        if (IsOn && !_links.ContainsValue("up"))
        {
            Paint(ScreenId.ConnectivityFault);
        }
        return true;
    }

    public bool SetSignal(string name, int levelDbm)
    {
        if (!_links.ContainsKey(name) || levelDbm is < -113 or > -51)
        {
            return false;
        }
        _levelDbm = levelDbm;
        Tell("link", "@event.level", "@link." + name, $"{levelDbm}");
        return true;
    }

    public string? SetAccessPoint(string ssid, string passphrase)
    {
        if (ssid.Length == 0)
        {
            return "an SSID has 1 to 32 bytes";
        }
        _passphrase = passphrase;
        Tell("link", ssid);
        return null;
    }

    public List<BenchTillAsk> Asked { get; } = [];

    public BenchTelemetry? Telemetry() => Told;

    public BenchTelemetry? Told { get; set; }

    public BenchTillView Till() => new("127.0.0.1:8888", [.. Asked.Select((ask, i) => new BenchTillExchange(
        i + 1, DateTimeOffset.UnixEpoch, [new("CA", "01"), new("CB", "1590"), new("CD", "0"), new("CF", ask.Reference)],
        [new("CB", "1590"), new("AE", "10"), new("CF", ask.Reference)], false))]);

    public string? AskTill(BenchTillAsk ask)
    {
        lock (_gate)
        {
            Asked.Add(ask);
        }

        Changed?.Invoke();
        return ask.Ask == "sale" && ask.AmountCents is null ? "amountCents is 1 to 99999999" : null;
    }

    public bool SetFault(string name, BenchFaultUse use)
    {
        _fault = use;
        Tell("fault", name);
        return name is "maintenance" or "lose-answer";
    }

    /// <summary>Books a charge on the acquirer's side only: a mismatch.</summary>
    public void BookStray()
    {
        lock (_gate)
        {
            _ledger.Add(new(
                "paym_StrayStrayStrayStrayStra", "", "<b>stray</b>", 999, "eur", "to_capture", "00", 0, false));
        }
        Changed?.Invoke();
    }

    /// <summary>A sale waits in the journal, accepted offline.</summary>
    public void LeaveWaiting()
    {
        lock (_gate)
        {
            _journal.Add(new("T4200017-1-77", "", 500, "eur", "4242", "Pending", "", false));
        }
        Changed?.Invoke();
    }

    /// <summary>Pays the last sale back on both sides: by a refund of its own.</summary>
    public void Refund()
    {
        lock (_gate)
        {
            BenchJournalRow sale = _journal[^1];
            int at = _ledger.FindIndex(row => row.UniqueId == sale.UniqueId);
            BenchLedgerRow payment = _ledger[at];
            _journal.Add(sale with { UniqueId = sale.UniqueId + "9", OriginalId = sale.UniqueId });
            _ledger[at] = payment with { Status = "canceled", RefundedCents = payment.AmountCents };
            _ledger.Add(payment with
            {
                Id = "refd_RefundRefundRefundRefun",
                PaymentId = payment.Id,
                UniqueId = "",
                Status = "payment_canceled",
                Response = "",
            });
        }
        Changed?.Invoke();
    }

    private BenchLink Link(string name)
    {
        bool isUp = _links[name] == "up";
        return new(
            name, _links[name], Conditions, isUp ? "Online" : "Failed", isUp ? "" : "R03",
            _levelDbm, -113, -51);
    }

    private void Book(bool paid)
    {
        lock (_gate)
        {
            var id = $"T4200017-1-{_journal.Count + 1}";
            _journal.Add(new(
                id, "", _amountCents, "eur", paid ? "4242" : "9995", paid ? "Approved" : "Declined",
                paid ? "00" : "51", false));
            _ledger.Add(new(
                $"paym_{_ledger.Count:D24}", "", id, _amountCents, "eur",
                paid ? "to_capture" : "refused", paid ? "00" : "51", 0, false));
        }
        Tell("acquirer", $"POST /v1/checkout 200 {_amountCents / 100m:0.00}");
    }

    private void Switch(bool on, string words)
    {
        IsOn = on;
        _amountCents = 0;
        _waitsForCard = false;
        Tell("power", words);
        Paint(on ? ScreenId.Idle : null);
    }

    private void Paint(ScreenId? id)
    {
        var sample = id is null
            ? null
            : new SampleScreen(
                new ScreenSample("bench", view =>
                {
                    view.Id = id.Value;
                    view.AmountCents = _amountCents;
                    view.SimState = _links["sim"] == "up"
                        ? Terminal.Agent.Links.LinkState.Online
                        : Terminal.Agent.Links.LinkState.Failed;
                }),
                Language.French);
        lock (_gate)
        {
            _frame = sample is null ? new byte[1024] : [.. sample.Shown];
            _words = sample is null ? "" : ScreenText.Words(sample.Painter);
        }
        DisplayChanged?.Invoke();
    }

    private void Tell(string kind, string text, params string[] arguments)
    {
        lock (_gate)
        {
            _events.Add(new(_events.Count + 1, DateTimeOffset.UtcNow, kind, text) { Arguments = arguments });
        }
        Changed?.Invoke();
    }
}
