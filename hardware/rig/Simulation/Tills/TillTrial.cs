using System.Globalization;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Till;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Tills;

/// <summary>
/// A till beside the keypad in virtual time: sales that it starts, with cuts between charge and answer, answers that
/// are lost, repeats and tills that go away, and refunds of what was paid, with the merchant's code. The till knows
/// only what it was told; the ledger judges. Everything follows from the seed.
/// </summary>
public sealed class TillTrial
{
    private const uint Shop = 0xC0A80114;
    private const int AnswerMs = 56_500;
    private const int AttemptsMax = 30;
    private const int SettleS = 900;
    private const long HealMs = 7_200_000;
    private const int CodeMs = 5_000;
    private const string Code = "123456";

    private readonly SimWorld _world;
    private readonly Random _random;
    private readonly List<TillSale> _sales = [];
    private readonly TextWriter? _lines;
    private readonly TillWeights _weights;
    private int _keypadCents = 10_000;
    private long _codeMs;

    /// <summary>Makes the trial of a seed.</summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="lines">Where lines for people go; null for none.</param>
    /// <param name="weights">How often each trouble strikes; null: as is usual.</param>
    public TillTrial(int seed, TextWriter? lines = null, TillWeights? weights = null)
    {
        _weights = weights ?? TillWeights.Usual;
        _random = new Random(StreamSeed.Derive(seed, 1));
        _lines = lines;
        _world = new SimWorld(seed, hasTill: true);
        bool mayBeOffline = _random.Next(2) == 0;
        _world.Terminal.Change(settings =>
        {
            settings.Till.IsOn = true;
            settings.Till.MayBeOffline = mayBeOffline;
            settings.Till.MayRefund = true;
            settings.Merchant.IsSet = true;
            KnownPin.Salt.CopyTo(settings.Merchant.Salt, 0);
            KnownPin.Hash.CopyTo(settings.Merchant.Hash, 0);
        });
    }

    /// <summary>Requests of the till.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers that the till lost, or never saw because power went.</summary>
    public int Lost { get; private set; }

    /// <summary>Power cuts.</summary>
    public int Cuts { get; private set; }

    /// <summary>Sales that were told as paid.</summary>
    public int Paid => _sales.Count(sale => sale.Told == TillTold.Paid);

    /// <summary>Refunds that were told as made.</summary>
    public int PaidBack => _sales.Count(sale => sale.RefundTold == TillTold.Paid);

    /// <summary>Plays it.</summary>
    /// <param name="sales">Sales of the till.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public string? Play(int sales)
    {
        PowerOn();
        for (int i = 0; i < sales; i++)
        {
            if (_random.Next(4) == 0)
            {
                SellAtKeypad();
            }

            var sale = new TillSale
            {
                Till = 1 + _random.Next(2),
                Cents = 200 + (13 * i),
                Reference = _random.Next(5) == 0 ? "" : $"sale-{i}" + new string('x', _random.Next(30)),
            };
            _sales.Add(sale);
            if ((Sell(sale) ?? PayBack(sale)) is string problem)
            {
                return $"sale {i}: {problem}";
            }
        }

        Heal();
        return Judge();
    }

    private string? Sell(TillSale sale)
    {
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            bool isStatus = sale.Told == TillTold.Unknown
                && (sale.Reference.Length == 0 || _random.Next(2) == 0);
            TillMessage request = TillMessage.Request(
                isStatus ? 'T' : '0', sale.Till, isStatus ? null : sale.Cents, sale.Reference);
            TillTold told = Ask(
                request, sale.Cents, attempt < AttemptsMax / 2 && !isStatus, out string? problem);
            if (problem is not null)
            {
                return problem;
            }

            sale.Told = told == TillTold.Nothing && sale.Told == TillTold.Unknown ? TillTold.Unknown : told;
            Tell($"{sale} told {told}");
            if (told is TillTold.Paid or TillTold.Offline || (told == TillTold.NotPaid && _random.Next(3) > 0))
            {
                return null;
            }

            _world.Run(_random.Next(500, 20_000));
        }

        return null;
    }

    // A third of what was paid is paid back, most of it whole: a part is refused before the capture.
    private string? PayBack(TillSale sale)
    {
        if (sale.Told != TillTold.Paid || sale.Reference.Length == 0 || _random.Next(3) > 0)
        {
            return null;
        }

        sale.RefundCents = _random.Next(4) == 0 ? 60 + _random.Next(sale.Cents - 60) : sale.Cents;
        TillMessage request = TillMessage.Request('1', sale.Till, sale.RefundCents, "back-" + sale.Reference)
            .With("CH", sale.Reference);
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            TillTold told = Ask(request, sale.RefundCents, attempt < AttemptsMax / 2, out string? problem);
            if (problem is not null)
            {
                return problem;
            }

            sale.RefundTold =
                told == TillTold.Nothing && sale.RefundTold == TillTold.Unknown ? TillTold.Unknown : told;
            Tell($"{sale} refund told {told}");
            if (told == TillTold.Paid || (told == TillTold.NotPaid && _random.Next(3) > 0))
            {
                return null;
            }

            _world.Run(_random.Next(500, 20_000));
        }

        return null;
    }

    private TillTold Ask(TillMessage request, int cents, bool hasTrouble, out string? problem)
    {
        problem = null;
        PowerOn();
        _world.RunUntil(() => _world.Terminal.Till.Port != 0, 10_000);
        if (_world.Terminal.Till.Connect(Shop) is not TillConnection till)
        {
            return TillTold.Nothing;
        }

        Requests++;
        Tell($"asks {request}");
        var plan = new TillTrouble(_random, hasTrouble ? _weights : TillWeights.Off);
        Apply(plan);
        byte[] bytes = request.Bytes();
        int cut = _random.Next(1, bytes.Length);
        till.Send(bytes.AsSpan(0, cut));
        _world.Run(_random.Next(80));
        till.Send(bytes.AsSpan(cut));
        if (plan.HasEnd)
        {
            till.Send("\r\n"u8);
        }
        else if (_random.Next(3) == 0)
        {
            till.Finish();
        }

        long askedMs = _world.Time.NowMs;
        bool isCut = false;
        bool isGone = false;
        while (till.Answers.Count == 0 && !isGone && !isCut && _world.Time.NowMs - askedMs < AnswerMs)
        {
            _world.Run(100);
            Serve(plan, _world.Time.NowMs - askedMs);
            if (_world.Time.NowMs - askedMs >= plan.CutMs)
            {
                Cut();
            }

            isCut = _world.Terminal.Agent is null;
            isGone = !isCut && _world.Time.NowMs - askedMs >= plan.LeaveMs;
        }

        return End(till, cents, plan, isCut, isGone, out problem);
    }

    private TillTold End(
        TillConnection till, int cents, TillTrouble plan, bool isCut, bool isGone, out string? problem)
    {
        problem = null;
        if (isCut || isGone || plan.LosesAnswer)
        {
            if (isCut && till.Answers.Count == 0)
            {
                Cuts++;
            }

            Lost++;
            till.Break();
            PowerOn();
            _world.Run(200);
            return TillTold.Nothing;
        }

        if (till.Answers.Count != 1)
        {
            problem = "unanswered";
            return TillTold.Nothing;
        }

        till.Finish();
        _world.Run(1_500);
        TillMessage answer = TillMessage.Parse(till.Text);

        // Without a reference the till's last sale is told, which may be the one before.
        bool isOther = answer["CB"].Length > 0
            && int.Parse(answer["CB"], CultureInfo.InvariantCulture) != cents;
        return isOther ? TillTold.NotPaid
            : answer["AE"] == "10" ? answer["AF"] == "03" ? TillTold.Offline : TillTold.Paid
            : answer["AF"] == "07" ? TillTold.Unknown : TillTold.NotPaid;
    }

    private void Apply(TillTrouble plan)
    {
        _world.Server.Faults.Set(plan.Fault is FaultKind kind
            ? [new FaultRule { Kind = kind, Count = 1 + _random.Next(3), Status = 503 }] : []);
        if (plan.CutWrites > 0)
        {
            _world.Terminal.Nvram.CutIn(plan.CutWrites, _random.Next());
        }
    }

    // The customer and the cashier, who do what the screen asks.
    private void Serve(TillTrouble plan, long sinceMs)
    {
        if (_world.Terminal.Agent is not AgentCore agent)
        {
            return;
        }

        switch (agent.View.Id)
        {
            case ScreenId.TillAmount when sinceMs >= plan.CancelMs:
                _world.Terminal.Press("c");
                break;
            case ScreenId.TillAmount or ScreenId.CardTrouble when sinceMs >= plan.TapMs:
                _world.Terminal.Tap(plan.Card);
                break;
            case ScreenId.OfflineConsent when sinceMs >= plan.TapMs + 2_000:
                _world.Terminal.Press(plan.Consents ? "o" : "c");
                break;
            case ScreenId.SameAmount when sinceMs >= 2_000:
                _world.Terminal.Press("c");
                break;
            case ScreenId.Menu when sinceMs >= plan.CancelMs:
                _world.Terminal.Press("c");
                break;
            case ScreenId.Menu when sinceMs >= 2_000:
                GiveCode(ScreenText.Words(agent.Painter));
                break;
            case ScreenId.ResultUnknown or ScreenId.Interrupted when sinceMs >= 40_000:
                _world.Terminal.Press("o");
                break;
            default:
                break;
        }
    }

    // The merchant, who reads what the till wants and gives the code; a wrong one now and then.
    private void GiveCode(string words)
    {
        if (words.Contains("REMBOURSER", StringComparison.Ordinal))
        {
            _world.Terminal.Press("o");
        }
        else if (words.Contains("commerçant", StringComparison.Ordinal) && _world.Time.NowMs >= _codeMs)
        {
            _codeMs = _world.Time.NowMs + CodeMs;
            _world.Terminal.Press((_random.Next(10) == 0 ? "9999" : Code) + "o");
        }
    }

    private void SellAtKeypad()
    {
        PowerOn();
        _world.Server.Faults.Clear();
        if (_world.RunUntil(() => _world.Terminal.Agent is { Sale.IsIdle: true }, 90_000))
        {
            _world.Sell(++_keypadCents);
            _world.Run(5_000);
        }
    }

    private void Cut()
    {
        Tell("power cut");
        _world.Terminal.CutPower();
    }

    private void PowerOn()
    {
        if (_world.Terminal.Agent is null)
        {
            _world.Run(_random.Next(1_000));
            _world.Terminal.Nvram.CutIn(0, 0);
            _world.Terminal.PowerOn();
            _world.Terminal.Agent!.StoreAndForward.SettleS = SettleS;
            _world.RunUntil(() => _world.Terminal.Agent is not { Links.Active: null }, 60_000);
        }
    }

    private void Heal()
    {
        _world.Server.Faults.Clear();
        _world.Terminal.Nvram.CutIn(0, 0);
        PowerOn();
        _world.RunUntil(() => _world.Terminal.Agent is { Journal.UndeliveredCount: 0 }, HealMs);
    }

    // What the till was told last, against what the customers paid.
    private string? Judge()
    {
        if (_world.Terminal.Agent is not { Journal.UndeliveredCount: 0 })
        {
            return "not settled long after all was healed";
        }

        IReadOnlyList<LedgerPayment> payments = _world.Server.Ledger.Snapshot().Payments;
        foreach (TillSale sale in _sales)
        {
            long net = payments.Where(p => p.Amount == sale.Cents && p.IsCharged)
                .Sum(p => p.Amount - p.RefundedAmount);
            long back = sale.RefundTold == TillTold.Paid ? sale.RefundCents : 0;
            bool isBackKnown = sale.RefundTold is TillTold.Paid or TillTold.NotPaid || sale.RefundCents == 0;
            bool isBack = isBackKnown ? net == sale.Cents - back
                : net == sale.Cents || net == sale.Cents - sale.RefundCents;
            string? problem = net > sale.Cents ? "charged twice"
                : sale.Told == TillTold.Paid && net < sale.Cents - sale.RefundCents ? "paid back twice"
                : sale.Told == TillTold.Paid && !isBack
                    ? back > 0 ? "told paid back, and is not" : "told paid, and is not"
                : sale.Told == TillTold.NotPaid && net != 0 ? "told not paid, and is" : null;
            if (problem is not null)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{sale}: {problem}, net {net}");
            }
        }

        return null;
    }

    private void Tell(string what) => _lines?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{_world.Time.NowMs / 1000.0,10:0.000} {what} [{_world.Terminal.Agent?.View.Id}]"));
}
