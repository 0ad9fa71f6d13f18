using System.Globalization;
using System.Text;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Board.Metering;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Boards are replaced, memories move, keys change and old memories come back, with sales whose
/// answers are lost in between. A queue that is held sends nothing, and nobody is charged twice,
/// whichever account's books one looks at. Everything follows from the seed.
/// </summary>
public sealed class OwnerTrial
{
    private const int KeyMs = 150;
    private const int TapMs = 5_000;
    private const int IdleMs = 60_000;
    private const int WatchMs = 20_000;
    private const int ApplyMs = 500;
    private const int SettleS = 900;
    private const int FirstCents = 1_001;
    private const long HealMs = 4 * 3_600_000L;

    private static readonly byte[] Purpose = "Terminal.Agent account"u8.ToArray();

    private readonly SimTime _time = new();
    private readonly Random _random;
    private readonly OwnerWeights _weights;
    private readonly TextWriter? _lines;
    private readonly OwnerServer _server;
    private readonly DayFaults _faults;
    private readonly TestBoard _board;
    private readonly AllocationMeter _meter = new();
    private byte[] _copy;
    private int _cents = FirstCents;
    private long _dueMs;
    private long _steppedMs = -1;

    /// <summary>Makes the trial of a seed.</summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="weights">What happens beside the sales.</param>
    /// <param name="lines">Where lines for people go; null for none.</param>
    public OwnerTrial(int seed, OwnerWeights weights, TextWriter? lines = null)
    {
        _random = new Random(StreamSeed.Derive(seed, 1));
        _weights = weights;
        _lines = lines;
        _server = new OwnerServer(_time, StreamSeed.Derive(seed, 2));
        _faults = new DayFaults(
            new SimPath(_time, new Random(StreamSeed.Derive(seed, 3))),
            new SimPath(_time, new Random(StreamSeed.Derive(seed, 4))));
        _board = new TestBoard(_time.NewClock(), Wake)
        {
            MakeClock = _time.NewClock,
            MakeSimLink = () => new DaySimLink(
                _time, _faults.Sim, _server, _faults, _meter, Wake),
            MakeWifiTransport = () => new SimTransport(
                _time, _faults.Wifi, _server, () => false, _meter, Wake),
            RandomSeed = () => StreamSeed.Derive(seed, 100 + _board!.Boots),
            Nonces = new Random(StreamSeed.Derive(seed, 5)),
            HasMenus = false,
            HasConsole = false,
            Meter = _meter,
        };
        _board.Provision(settings =>
        {
            settings.SerialLength = Encoding.ASCII.GetBytes(TestBoard.Serial, settings.Serial);
            settings.IsTestMode = true;
            SetKey(settings, AcquirerOptions.DefaultKey);
        });
        _copy = _board.Nvram.Image.ToArray();
    }

    /// <summary>Boards that were replaced by a spare one.</summary>
    public int Replaced { get; private set; }

    /// <summary>Memories that moved to a board of another terminal.</summary>
    public int Moved { get; private set; }

    /// <summary>Keys that changed.</summary>
    public int KeysChanged { get; private set; }

    /// <summary>Memories that an earlier copy took the place of.</summary>
    public int RolledBack { get; private set; }

    /// <summary>How often a technician met a held queue.</summary>
    public int Held { get; private set; }

    /// <summary>Payments that are charged at the end.</summary>
    public int Charged { get; private set; }

    private AgentCore Agent => _board.Agent!;

    private long DueMs => Math.Max(_steppedMs + 1, _dueMs);

    /// <summary>Plays it.</summary>
    /// <param name="events">Sales and changes together.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public string? Play(int events)
    {
        PowerOn();
        for (int i = 0; i < events; i++)
        {
            // What cannot be sent waits: without a queue nothing would be held.
            _server.IsRefusing = _random.Next(4) == 0
                || (_server.IsRefusing && _random.Next(4) > 0);
            PlayOne();
            if (Decide() is string finding)
            {
                return finding;
            }
        }

        return Heal() ?? Judge();
    }

    private void PlayOne()
    {
        int draw = _random.Next(_weights.Total) - OwnerWeights.Sales;
        if (draw < 0)
        {
            Sell(draw < -3);
        }
        else if ((draw -= _weights.Copied) < 0)
        {
            Tell("the memory is copied");
            _copy = _board.Nvram.Image.ToArray();
            Restart();
        }
        else if ((draw -= _weights.Replaced) < 0)
        {
            Tell("a spare board gets the memory and the key");
            Replaced++;
            _board.PowerOff();
            _board.Settings.Write(0, [], 0, 0);
            _board.Settings.Write(1, [], 0, 0);
            Restart();
            Change(settings => SetKey(settings, AcquirerOptions.DefaultKey));
        }
        else if ((draw -= _weights.Moved) < 0)
        {
            Moved++;
            char letter = (char)('A' + _random.Next(20));
            Tell($"a board whose serial number begins with {letter} gets the memory");
            Change(settings =>
            {
                settings.Serial[0] = (byte)letter;
                SetKey(settings, AcquirerOptions.DefaultKey);
            });
        }
        else if ((draw -= _weights.KeyChanged) < 0)
        {
            KeysChanged++;
            bool isForeign = _random.Next(2) == 0;
            Tell(isForeign ? "another account's key" : "the next key of the account");
            Change(settings => SetKey(
                settings, isForeign ? OwnerServer.ForeignKey : OwnerServer.RotatedKey));
        }
        else
        {
            Tell("the copy takes the place of the memory");
            RolledBack++;
            _board.PowerOff();
            _copy.CopyTo(_board.Nvram.Bytes, 0);
            Restart();
        }
    }

    private void Sell(bool isCut)
    {
        if (Agent.Owner.Hold != QueueHold.None)
        {
            return;
        }

        if (!RunUntil(() => Agent.Sale.IsIdle, IdleMs))
        {
            Press("o");
        }

        // Now and then before a link is up: then it is a sale at the merchant's risk.
        if (_random.Next(4) > 0)
        {
            RunUntil(() => Agent.Links.Active is not null, IdleMs);
        }

        _cents++;
        Tell($"sale of {_cents}{(isCut ? ", power goes at its answer" : "")}");
        _server.LosesCreate = isCut;
        Press(_cents.ToString(CultureInfo.InvariantCulture) + "o");
        if (!RunUntil(() => _board.Reader.Tap("approved"), TapMs))
        {
            // The same screen as a cashier's: something is in the way, and nothing has been sold.
            _server.LosesCreate = false;
            Press("c");
            return;
        }

        RunUntil(() => Agent.View.Id == ScreenId.OfflineConsent, 1_000);
        if (Agent.View.Id == ScreenId.OfflineConsent)
        {
            Run(2_000);
            Press("o");
        }

        if (isCut)
        {
            Run(_random.Next(1_500));
            _server.LosesCreate = false;
            _server.IsRefusing = _random.Next(3) > 0;
            Restart();
        }
        else
        {
            Run(3_000);
        }
    }

    // What a careful technician does: the queue of another account waits for its own key.
    private string? Decide()
    {
        QueueHold hold = Agent.Owner.Hold;
        if (hold == QueueHold.None)
        {
            return null;
        }

        Held++;
        Tell($"held: {hold}");
        int before = _server.Transactions;
        Run(WatchMs);
        if (_server.Transactions != before)
        {
            return $"a queue that is held ({hold}) was sent";
        }

        bool isOurs = IsOfFirstAccount();
        bool hasForeignKey = Encoding.ASCII.GetString(Agent.Settings.Key, 0, Agent.Settings.KeyLength)
            == OwnerServer.ForeignKey;
        if (hasForeignKey || !isOurs)
        {
            Change(settings => SetKey(
                settings, isOurs ? AcquirerOptions.DefaultKey : OwnerServer.ForeignKey));
            if (Agent.Owner.Hold is not (QueueHold.OtherTerminal or QueueHold.RolledBack))
            {
                return null;
            }
        }

        Tell("the technician takes the queue over");
        return Agent.TakeOverQueue() ? null : $"a queue that is held ({hold}) could not be taken over";
    }

    private string? Heal()
    {
        Tell("all is healed");
        _server.IsRefusing = false;
        Change(settings => SetKey(settings, AcquirerOptions.DefaultKey));
        for (int i = 0; i < 3; i++)
        {
            // Behind one reason another may stand.
            if (Decide() is string finding)
            {
                return finding;
            }
        }

        return RunUntil(() => Agent.Journal.UndeliveredCount == 0, HealMs) ? null
            : $"{Agent.Journal.UndeliveredCount} wait long after all was healed, hold {Agent.Owner.Hold}";
    }

    private string? Judge()
    {
        LedgerPayment[] charged = [.. _server.Payments.Where(payment => payment.IsCharged)];
        Charged = charged.Length;
        IGrouping<long, LedgerPayment>? twice = charged.GroupBy(payment => (long)payment.Amount)
            .FirstOrDefault(sale => sale.Sum(payment => payment.Amount - payment.RefundedAmount) > sale.Key);
        return twice is null ? null
            : $"charged twice: {string.Join(' ', twice.Select(payment => payment.UniqueId))}";
    }

    // The technician knows which shop's the memory is; here its fingerprint says so.
    private bool IsOfFirstAccount()
    {
        byte[] digest = new byte[32];
        new HostKeyedHash().Compute(
            Encoding.ASCII.GetBytes(OwnerServer.ForeignKey), Purpose, Purpose.Length, digest);
        byte[] account = Agent.Journal.Owner.Account;
        return !account.AsSpan().SequenceEqual(digest.AsSpan(0, account.Length));
    }

    private void Change(Action<TerminalSettings> change)
    {
        change(Agent.Settings);
        Agent.ChangeSettings();
        Run(ApplyMs);
        Restart();
    }

    private static void SetKey(TerminalSettings settings, string key) =>
        settings.KeyLength = Encoding.ASCII.GetBytes(key, settings.Key);

    private void Restart()
    {
        _board.PowerOff();
        Run(1_000);
        PowerOn();
        Run(1_000);
    }

    private void PowerOn()
    {
        AgentCore agent = _board.PowerOn();
        agent.StoreAndForward.SettleS = SettleS;
        agent.Start();
        Wake();
    }

    private void Press(string keys)
    {
        foreach (char key in keys)
        {
            _board.Keypad.Press(VirtualKeypad.KeyOf(key));
            Run(KeyMs);
        }
    }

    private void Run(long ms) => RunUntil(() => false, ms);

    private bool RunUntil(Func<bool> holds, long withinMs)
    {
        long endMs = _time.NowMs + withinMs;
        while (!holds())
        {
            long nextMs = Math.Min(_time.NextMs, _board.Agent is null ? long.MaxValue : DueMs);
            if (nextMs > endMs)
            {
                _time.MoveTo(endMs);
                return holds();
            }

            _time.MoveTo(nextMs);
            if (_board.Agent is AgentCore agent && DueMs <= _time.NowMs)
            {
                _board.Reader.Step();
                _steppedMs = _time.NowMs;
                _dueMs = long.MaxValue;
                _dueMs = Math.Min(_dueMs, _time.NowMs + Math.Max(1, agent.Step()));
            }
        }

        return true;
    }

    private void Wake() => _dueMs = _time.NowMs;

    private void Tell(string what) => _lines?.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"owners {_time.NowMs / 1000.0,10:0.000} {what}"));
}
