using System.Globalization;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.World;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The cashier, who serves one customer after the other and does what the screen asks for, and the
/// customers, who tap and have no patience.
/// </summary>
public sealed class Cashier
{
    private const int KeyMs = 180;
    private const int AgainMs = 5_000;
    private const int PinMs = 4_000;
    private const int WaitMsMax = 120_000;

    private readonly SimTime _time;
    private readonly DayTerminal _terminal;
    private readonly DayPlan _plan;
    private readonly Random _random;
    private readonly DayTrace _trace;
    private readonly ScreenWitness _witness;
    private int _next;
    private Customer? _customer;

    // The refund that is being typed: while there is one, nobody else is served.
    private RefundWish? _wish;

    // Until the amount is typed he does nothing else.
    private long _typedMs;

    // Grows with each screen: what was planned for an earlier one is not done.
    private int _scene;

    /// <summary>A cashier at a terminal.</summary>
    public Cashier(
        SimTime time, DayTerminal terminal, DayPlan plan, DayTrace trace, ScreenWitness witness)
    {
        _witness = witness;
        _time = time;
        _terminal = terminal;
        _plan = plan;
        _trace = trace;
        _random = new Random(StreamSeed.Derive(plan.Seed, 7));
        AwaitNext();
        foreach (RefundWish wish in plan.Refunds)
        {
            time.After(wish.AtMs, () => Take(wish, time.NowMs + WaitMsMax));
        }
    }

    /// <summary>Cards that were tapped.</summary>
    public int Taps { get; private set; }

    /// <summary>When the latest card was tapped.</summary>
    public long TappedMs { get; private set; }

    /// <summary>Customers who left because the terminal was not ready.</summary>
    public int Left { get; private set; }

    /// <summary>True once the day is over: nobody comes any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Another screen has come up.</summary>
    public void OnScreen(ScreenId screen)
    {
        _scene++;
        if (screen != ScreenId.Menu)
        {
            _wish = null;
        }

        switch (screen)
        {
            case ScreenId.Menu:
                TypeRefund();
                break;
            case ScreenId.PresentCard:
                Later(_customer?.TapMs ?? 2_000, Tap);
                if (_customer?.CancelMs < -1)
                {
                    Later(500, () => Press('c'));
                }

                break;
            case ScreenId.CardTrouble:
                Later(1_500, () => Tap("approved"));
                break;
            case ScreenId.InProgress:
                if (_customer?.CancelMs >= 0)
                {
                    Later(_customer.CancelMs, () => Press('c'));
                }

                break;
            case ScreenId.OfflineConsent:
                Later(_random.Next(1_000, 4_000), () => Press(_customer?.Consents == false ? 'c' : 'o'));
                break;
            case ScreenId.SameAmount:
                Later(_random.Next(1_000, 4_000), () => Press('o'));
                break;
            case ScreenId.ResultUnknown:
                AnswerUnknown();
                break;
            case ScreenId.LateDecline:
                Later(IsClosed ? 2_000 : _random.Next(3_000, 600_000), () => Press('o'));
                break;
            case ScreenId.AccountProblem:
                Later(IsClosed ? 5_000 : _random.Next(10_000, 900_000), () => Press('o'));
                break;
            case ScreenId.Approved:
            case ScreenId.Declined:
            case ScreenId.AcceptedOffline:
            case ScreenId.SaleCancelled:
            case ScreenId.CancelKept:
            case ScreenId.OfflineRefused:
            case ScreenId.Rejected:
            case ScreenId.AmountRefused:
                PutAway(screen);
                break;
            default:
                break;
        }
    }

    /// <summary>One more customer, now, with a good card; the day's own come no more.</summary>
    public void ServeLast()
    {
        IsClosed = true;
        if (IsFree)
        {
            Enter(new Customer(_time.NowMs, 1_234, "approved", 1_500, -1, true, 0, true));
        }
    }

    private void PutAway(ScreenId screen)
    {
        if (screen == ScreenId.AmountRefused || _customer?.Dismisses == true)
        {
            Later(_random.Next(1_000, 5_000), () => Press('c'));
        }
    }

    private void AnswerUnknown()
    {
        if (_customer?.WaitsForUnknown is 0 or 1)
        {
            char key = _customer.WaitsForUnknown == 0 ? 'o' : 'c';
            Later(_random.Next(1_000, 20_000), () => Press(key));
        }
    }

    private void AwaitNext()
    {
        if (_next < _plan.Customers.Count)
        {
            Customer next = _plan.Customers[_next++];
            _time.After(next.AtMs - _time.NowMs, () => Serve(next, _time.NowMs + WaitMsMax));
        }
    }

    private void Serve(Customer customer, long untilMs)
    {
        if (IsClosed)
        {
            return;
        }

        if (IsFree && _terminal.Agent!.View.Id != ScreenId.LateDecline)
        {
            Enter(customer);
            AwaitNext();
        }
        else if (_time.NowMs < untilMs)
        {
            _time.After(AgainMs, () => Serve(customer, untilMs));
        }
        else
        {
            Left++;
            AwaitNext();
        }
    }

    private bool IsFree => _wish is null && _time.NowMs >= _typedMs
        && _terminal.Agent is { Sale.IsIdle: true };

    private void Take(RefundWish wish, long untilMs)
    {
        if (IsClosed)
        {
            return;
        }

        if (IsFree && _terminal.Agent!.View.Id == ScreenId.Idle)
        {
            _wish = wish;
            _trace.Line(_time.NowMs, $"refund: {wish.Percent} % of sale {wish.Back} back");
            Press('m');
            int scene = _scene;
            _time.After(AgainMs, () =>
            {
                // The menus did not open.
                _wish = scene == _scene ? null : _wish;
            });
        }
        else if (_time.NowMs < untilMs)
        {
            _time.After(AgainMs, () => Take(wish, untilMs));
        }
    }

    // History, down to the sale, OK; the PIN; the amount unless all of it; twice OK; then he looks
    // what comes of it. Whatever else comes on the screen ends this.
    private void TypeRefund()
    {
        if (_wish is not RefundWish wish || FindSale(wish.Back) is not { } sale)
        {
            LeaveMenu();
            return;
        }

        _witness.IntendRefund(sale.Customer);
        string amount = wish.Percent == 100 ? "" : (sale.Cents * (long)wish.Percent / 100)
            .ToString(CultureInfo.InvariantCulture);
        string toSale = "1" + new string('d', sale.Downs) + "o";
        int ms = Type(toSale, 0, 0);
        Later(ms + wish.KeyMs, () => TypeRest(wish, toSale.Length, amount));
    }

    // Some sales can be refunded whole only, which the screen says before it asks for the PIN.
    private void TypeRest(RefundWish wish, int typed, string amount)
    {
        const string Pin = "123456o";
        bool isWholeOnly = _terminal.Agent is { } agent
            && ScreenText.Words(agent.Painter) is string words
            && (words.Contains("encaissée", StringComparison.Ordinal)
                || words.Contains("captured", StringComparison.Ordinal));
        if (isWholeOnly)
        {
            Press('o');
        }

        int ms = Type(Pin, typed, isWholeOnly ? AgainMs : 0);

        // The PIN takes a moment to be judged.
        ms = Type((isWholeOnly ? "" : amount) + "oo", typed + Pin.Length, ms + PinMs);
        Later(ms + wish.WatchMs, LeaveMenu);
    }

    // Up to the key instead of which he leaves.
    private int Type(string keys, int typed, int ms)
    {
        int left = _wish!.LeavesAt < 0 ? keys.Length : Math.Clamp(_wish.LeavesAt - typed, 0, keys.Length);
        foreach (char key in keys[..left])
        {
            ms += _wish.KeyMs;
            Later(ms, () => Press(key));
        }

        return ms;
    }

    private void LeaveMenu()
    {
        Press('c');
        Later(500, LeaveMenu);
    }

    // What the history shows is the newest first.
    private (int Downs, int Cents, int Customer)? FindSale(int back)
    {
        TransactionJournal journal = _terminal.Agent!.Journal;
        var record = new TransactionRecord();
        (int Downs, int Cents, int Customer)? found = null;
        int downs = 0;
        for (int slot = journal.Newest(); slot >= 0 && back >= 0; slot = journal.Older(slot))
        {
            if (journal.Load(slot, record) && record.Kind == TransactionKind.Sale
                && record.State == TransactionState.Approved)
            {
                string uniqueId = FormattableString.Invariant(
                    $"{TestBoard.Serial}-{record.Boot}-{record.Sequence}");
                int customer = _witness.Books.CustomerOf(uniqueId);
                found = customer == 0 ? found : (downs, record.AmountCents, customer);
                back--;
            }

            downs++;
        }

        return found;
    }

    private void Enter(Customer customer)
    {
        _customer = customer;
        _trace.Line(_time.NowMs, $"customer: {customer.Cents} {customer.Card}");
        int at = 0;
        foreach (char key in customer.Cents.ToString(CultureInfo.InvariantCulture) + "o")
        {
            _time.After(at += KeyMs, () => Press(key));
        }

        _typedMs = _time.NowMs + at + KeyMs;
    }

    private void Press(char key)
    {
        if (_terminal.Agent is not null)
        {
            _witness.Press(key);
            _terminal.Press(key);
        }
    }

    private void Tap() => Tap(_customer?.Card ?? "approved");

    private void Tap(string card)
    {
        if (_terminal.Tap(card))
        {
            Taps++;
            TappedMs = _time.NowMs;
            if (TestCard.ByName(card) is TestCard read)
            {
                _witness.Tap(
                    _terminal.Agent!.View.AmountCents, read.Last4, _terminal.LastSealed);
            }

            _trace.Line(_time.NowMs, $"tap {card}");
        }
        else
        {
            Later(700, () => Tap(card));
        }
    }

    private void Later(int ms, Action action)
    {
        int scene = _scene;
        _time.After(ms, () =>
        {
            if (scene == _scene)
            {
                action();
            }
        });
    }
}
