using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Modem;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Simulation;

/// <summary>One trial of a modem's trouble, and what came of it.</summary>
public sealed record ModemTrialResult
{
    /// <summary>What befell the modem.</summary>
    public required ModemTrouble Trouble { get; init; }

    /// <summary>What was going on.</summary>
    public required ModemMoment Moment { get; init; }

    /// <summary>What replays it.</summary>
    public required int Seed { get; init; }

    /// <summary>What is wrong with the trial; null when nothing is.</summary>
    public string? Problem { get; set; }

    /// <summary>
    /// From the end of the trouble's cause, or from its strike, until the modem is ready and every payment is
    /// delivered, in ms.
    /// </summary>
    public long BackMs { get; set; }

    /// <summary>From the tap of the next sale to its approval, in ms.</summary>
    public long NextSaleMs { get; set; }

    /// <summary>Codes that the SIM's link named meanwhile.</summary>
    public SortedSet<FaultCode> Codes { get; } = [];

    /// <summary>The strongest remedy that was taken.</summary>
    public ModemRung Rung { get; set; }

    /// <summary>Sales made in all.</summary>
    public int Sales { get; set; }

    /// <summary>Payments that the acquirer was asked for more than once, and booked once.</summary>
    public int SecondPosts { get; set; }
}

/// <summary>
/// Plays one trouble of the modem in virtual time, with the whole agent, the emulated modem on a line of 115200
/// baud and the acquirer's ledger: strikes at a moment of a payment, ends the cause after a while, and holds
/// journal and ledger against each other once all is quiet.
/// </summary>
public sealed class ModemTrial
{
    private const long UpMs = 180_000;
    private const long ResultMs = 60_000;
    private const long IdleMs = 130_000;
    private const long NextSaleMs = 20_000;
    private const int HeldMsMin = 20_000;
    private const int HeldMsMax = 100_000;

    private readonly SimWorld _world;
    private readonly ModemTrialResult _result;
    private long _causeEndMs;
    private bool _isWatching;
    private ModemState _state;
    private ScreenId _screen;

    /// <summary>Makes a trial; nothing has happened yet.</summary>
    /// <param name="trouble">What befalls the modem.</param>
    /// <param name="moment">When.</param>
    /// <param name="seed">What everything drawn follows from.</param>
    /// <param name="hasWifi">With the fallback; without it only the modem's own recovery can help.</param>
    /// <param name="modem">Model of the modem.</param>
    public ModemTrial(
        ModemTrouble trouble,
        ModemMoment moment,
        int seed,
        bool hasWifi = false,
        string modem = ModemModels.First)
    {
        _world = new SimWorld(seed, modem);
        _result = new ModemTrialResult { Trouble = trouble, Moment = moment, Seed = seed };
        _world.Terminal.AccessPoint.IsAccessPointUp = hasWifi;
        _world.Stepped += Watch;
        if (trouble.Change is not null)
        {
            _world.Terminal.Change(trouble.Change);
        }
    }

    /// <summary>The world that it plays in.</summary>
    public SimWorld World => _world;

    /// <summary>Takes what happens: virtual time in ms and what it was; never what is sent or received.</summary>
    public Action<long, string>? Told { get; set; }

    private SimTerminal Terminal => _world.Terminal;

    private bool IsQuectel => Terminal.Modem.Options.Make == EmulatedMake.Quectel;

    private ModemTrouble Trouble => _result.Trouble;

    private CellularLink Sim => (CellularLink)Terminal.Agent!.Links.Sim;

    /// <summary>Plays it.</summary>
    public ModemTrialResult Play()
    {
        Terminal.Modem.CommandTaken += Tell;
        _world.Server.Arrived += request => Tell($"acquirer: {request.Request.Method} {request.Request.Path}");
        Terminal.PowerOn();
        _result.Problem = WarmUp() ?? PlayTrouble() ?? SellNext() ?? Compare();
        return _result;
    }

    // The SIM is up and proved, with a connection that has been used.
    private string? WarmUp()
    {
        if (!_world.RunUntil(() => Sim.Modem.IsReady, UpMs) || !Sell(100)
            || !_world.RunUntil(() => Terminal.Agent!.View.Id == ScreenId.Approved, NextSaleMs))
        {
            return "the terminal did not come up";
        }

        _world.RunUntil(() => Terminal.Agent!.Sale.IsIdle, IdleMs);
        _world.Run(_world.Random.Next(1_000, 40_000));
        return null;
    }

    private string? PlayTrouble()
    {
        switch (_result.Moment)
        {
            case ModemMoment.Idle:
                Strike();
                break;
            case ModemMoment.Meanwhile:
                Strike();
                _world.Run(_world.Random.Next(200, 15_000));
                if (!Sell(1_250))
                {
                    return "no sale could be made meanwhile";
                }

                break;
            default:
                if (!ReachMoment())
                {
                    return $"no payment came to {_result.Moment}";
                }

                Strike();
                break;
        }

        FinishSale();
        return WaitUntilBack();
    }

    private bool ReachMoment()
    {
        bool isReached = false;
        string command = _result.Moment switch
        {
            ModemMoment.Connecting => IsQuectel ? "AT+QSSLOPEN" : "AT+CCHOPEN",
            ModemMoment.Sending => IsQuectel ? "AT+QSSLSEND" : "AT+CCHSEND",
            ModemMoment.Receiving => IsQuectel ? "AT+QSSLRECV=" : "AT+CCHRECV=",
            _ => "none",
        };
        void OnCommand(string line) => isReached |= line.StartsWith(command, StringComparison.Ordinal);
        void OnArrived(SimRequest request) => isReached |= _result.Moment == ModemMoment.Waiting;
        if (_result.Moment == ModemMoment.Connecting)
        {
            // A session that is there would be used.
            Terminal.Modem.DropSession();
            _world.Run(1_000);
        }

        // Typing the amount already opens a session, so that it is there when the card comes.
        Terminal.Modem.CommandTaken += OnCommand;
        _world.Server.Arrived += OnArrived;
        bool isInTime = Sell(1_250) && _world.RunUntil(() => isReached, 10_000);
        Terminal.Modem.CommandTaken -= OnCommand;
        _world.Server.Arrived -= OnArrived;

        // Somewhere within it: an opening takes some 300 ms, the others about 100.
        _world.Run(_world.Random.Next(0, _result.Moment == ModemMoment.Connecting ? 250 : 80));
        return isInTime;
    }

    private void Strike()
    {
        Tell($"strikes: {Trouble.Name}");
        _isWatching = true;
        _causeEndMs = _world.Time.NowMs;
        Trouble.Begin(Terminal.Modem);
        if (Trouble.End is Action<Rig.Modem.ModemEmulator> end)
        {
            int heldMs = _world.Random.Next(HeldMsMin, HeldMsMax);
            _causeEndMs += heldMs;
            _world.Time.After(heldMs, () =>
            {
                Tell("its cause ends");
                end(Terminal.Modem);
            });
        }
    }

    // What a cashier does: waits for the result, and keeps the sale when asked.
    private void FinishSale()
    {
        if (_result.Moment == ModemMoment.Idle)
        {
            return;
        }

        _world.RunUntil(
            () => Terminal.Agent!.View.Id is ScreenId.Approved or ScreenId.OfflineConsent
                or ScreenId.ResultUnknown,
            ResultMs);
        if (Terminal.Agent!.View.Id == ScreenId.OfflineConsent)
        {
            _world.Run(Limits.QuestionReadMs);
            Terminal.Press("o");
        }
    }

    private string? WaitUntilBack()
    {
        _world.Run(Math.Max(0, _causeEndMs - _world.Time.NowMs));
        bool isBack = _world.RunUntil(
            () => Terminal.Modem.IsAnswering && Sim.Modem.IsReady
                && Terminal.Agent!.Journal.WaitingCount == 0,
            Trouble.BackWithinS * 1_000L);
        _result.BackMs = _world.Time.NowMs - _causeEndMs;
        if (!isBack)
        {
            return $"not back: modem {Sim.Modem.State}, {Sim.Fault}, "
                + $"{Terminal.Agent!.Journal.WaitingCount} waiting";
        }

        return Trouble.Named != FaultCode.None && !_result.Codes.Contains(Trouble.Named)
            ? $"{Trouble.Named} was never named" : null;
    }

    private string? SellNext()
    {
        bool isIdle = _world.RunUntil(() => Terminal.Agent!.Sale.IsIdle, IdleMs);
        if (!isIdle || !Sell(1_990))
        {
            return $"no next sale could be made; the screen is {Terminal.Agent!.View.Id}";
        }

        long fromMs = _world.Time.NowMs;
        bool isApproved = _world.RunUntil(
            () => Terminal.Agent!.View.Id == ScreenId.Approved, NextSaleMs);
        _result.NextSaleMs = _world.Time.NowMs - fromMs;
        _isWatching = false;
        return isApproved ? null : $"the next sale ended with {Terminal.Agent!.View.Id}";
    }

    // Every sale once in each book, with the same amount, and nothing else in either.
    private string? Compare()
    {
        IReadOnlyList<LedgerPayment> payments = _world.Server.Ledger.Snapshot().Payments;
        IReadOnlyList<JournalRow> rows = Terminal.JournalRows();
        _result.SecondPosts = payments.Sum(payment => payment.DuplicatePosts);
        if (rows.Count != _result.Sales || payments.Count != _result.Sales)
        {
            return $"{_result.Sales} sales, {rows.Count} in the journal, {payments.Count} in the ledger";
        }

        foreach (JournalRow row in rows)
        {
            int count = payments.Count(payment =>
                payment.UniqueId == row.UniqueId && payment.Amount == (int)(row.Amount * 100));
            if (count != 1 || row.State != TransactionState.Approved)
            {
                return $"{row.UniqueId} is {row.State} and {count} times in the ledger";
            }
        }

        return null;
    }

    private bool Sell(int cents)
    {
        bool isMade = _world.Sell(cents);
        _result.Sales += isMade ? 1 : 0;
        return isMade;
    }

    private void Watch()
    {
        if (Terminal.Agent is null)
        {
            return;
        }

        if (Sim.Modem.State != _state || Terminal.Agent.View.Id != _screen)
        {
            _state = Sim.Modem.State;
            _screen = Terminal.Agent.View.Id;
            Tell($"modem {_state} {Sim.Fault}, screen {_screen}");
        }

        if (!_isWatching)
        {
            return;
        }

        _result.Codes.Add(Sim.Fault);
        _result.Rung = Sim.Modem.Ladder.Rung > _result.Rung ? Sim.Modem.Ladder.Rung : _result.Rung;
    }

    private void Tell(string what) => Told?.Invoke(_world.Time.NowMs, what);
}
