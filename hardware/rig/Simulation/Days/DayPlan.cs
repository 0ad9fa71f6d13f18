using Terminal.Rig.Board;
using Terminal.Rig.Fleet;
using Terminal.Rig.Simulation.Tills;
using Terminal.Rig.World;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// What a seed draws before its day begins: the merchant's day, its customers and its faults. The
/// list of faults is explicit, so that a failure can be played with fewer of them.
/// </summary>
public sealed class DayPlan
{
    private const long HourMs = 3_600_000;
    private const int HoursOfDay = 24;
    private const int TogetherMs = 180_000;

    // Customers an hour, by hours since 06:00: bread in the morning, lunch, the evening.
    private static readonly double[] Rush =
        [0.2, 1.0, 1.4, 0.8, 0.7, 1.2, 2.2, 1.8, 0.7, 0.5, 0.8, 1.5, 2.0, 1.2, 0.4, 0.1];

    private static readonly string[] Cards =
    [
        "approved", "approved", "approved", "approved", "approved", "approved",
        "approved_mastercard", "captured", "slow", "declined_05", "declined_51", "refused_00",
        "declined_41", "null_status", "torn", "unsupported", "insert",
    ];

    // A new chip is laid out in about so many writes.
    private const int LayOutWrites = 212;

    private readonly Random _random;

    /// <summary>Draws a plan.</summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="hours">Virtual hours, 1 or more.</param>
    public DayPlan(int seed, int hours)
    {
        Seed = seed;
        EndMs = hours * HourMs;
        _random = new Random(StreamSeed.Derive(seed, 1));
        int mood = _random.Next(100);
        FaultsADay = mood < 5 ? 0 : mood < 60 ? 25 : 70;
        HasEmulatedModem = _random.Next(8) == 0;
        IsOffAtNight = _random.Next(2) == 0;
        EmptyListIsNotFound = _random.Next(3) == 0;
        ErrorsAsObjects = _random.Next(2) == 0;
        LingerMs = _random.Next(3) == 0 ? 0 : _random.Next(45_000);
        Language = _random.Next(2);
        OfflineCount = _random.Next(6) == 0 ? 0 : _random.Next(3, 76);
        DrawDay();
        DrawCustomers();
        DrawRefunds();
        DrawFaults();
        LayOutCut = _random.Next(4) == 0 ? _random.Next(1, LayOutWrites) : 0;
        LayOutCutDraw = _random.Next();
        DrawUnkindness();
        DrawTrials();
        DrawTelemetry();
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>When the faults end, in ms.</summary>
    public long EndMs { get; }

    /// <summary>How many faults 24 hours have on average.</summary>
    public int FaultsADay { get; }

    /// <summary>
    /// True: the emulated modem with its driver; false: a link at the port, which costs far less.
    /// </summary>
    public bool HasEmulatedModem { get; }

    /// <summary>True: the merchant switches the terminal off at night.</summary>
    public bool IsOffAtNight { get; }

    /// <summary>
    /// True: the outside is the unkind world's, which every second seed has. All of its weights may
    /// be off there too.
    /// </summary>
    public bool IsUnkind { get; private set; }

    /// <summary>How unkind the acquirer is.</summary>
    public Manners Manners { get; private set; } = Manners.Kind;

    /// <summary>
    /// How long after its last byte a request may still be booked, as the terminal has it: above
    /// what this acquirer does. A day of waiting is the terminal's own; one seed in 100 has it.
    /// </summary>
    public int SettleS { get; private set; }

    /// <summary>How the acquirer says that it has no such payment.</summary>
    public bool EmptyListIsNotFound { get; }

    /// <summary>How the acquirer writes errors.</summary>
    public bool ErrorsAsObjects { get; }

    /// <summary>How late a request may arrive after its connection was given up, in ms.</summary>
    public int LingerMs { get; }

    /// <summary>Language of the screens.</summary>
    public int Language { get; }

    /// <summary>Setting of offline sales that may wait.</summary>
    public int OfflineCount { get; }

    /// <summary>When 06:00 of the first day is, in ms; 0 or before.</summary>
    public long DawnMs { get; private set; }

    /// <summary>Opening and closing of each day, in ms.</summary>
    public List<(long OpenMs, long CloseMs)> Days { get; } = [];

    /// <summary>Customers in the order in which they come.</summary>
    public List<Customer> Customers { get; } = [];

    /// <summary>Refunds at the counter in the order in which they are asked for.</summary>
    public List<RefundWish> Refunds { get; } = [];

    /// <summary>
    /// Power goes in the one write of the first start that has this number; 0 in none.
    /// </summary>
    public int LayOutCut { get; }

    /// <summary>How much of that write stands follows from this.</summary>
    public int LayOutCutDraw { get; }

    /// <summary>
    /// Sales and changes of boards, memories and keys, on a terminal of their own; 0 for none.
    /// </summary>
    public int OwnerEvents { get; private set; }

    /// <summary>What changes there.</summary>
    public OwnerWeights OwnerWeights { get; private set; } = OwnerWeights.Off;

    /// <summary>Sales of a till beside a keypad, on a terminal of their own; 0 for none.</summary>
    public int TillSales { get; private set; }

    /// <summary>What goes wrong there.</summary>
    public TillWeights TillWeights { get; private set; } = TillWeights.Off;

    /// <summary>The terminal tells its operators' broker how it is.</summary>
    public bool HasTelemetry { get; set; }

    /// <summary>What that broker does, in the order in which it does it; up when the day begins.</summary>
    public List<BrokerMood> BrokerMoods { get; } = [];

    /// <summary>Faults in the order in which they begin.</summary>
    public List<DayFault> Faults { get; } = [];

    // From a stream of its own: what a kind day draws stays as it was.
    private void DrawUnkindness()
    {
        var random = new Random(StreamSeed.Derive(Seed, 11));
        SettleS = random.Next(100) == 0
            ? Terminal.Agent.Limits.SettleHours * 3_600 : random.Next(900, 1_801);
        IsUnkind = Seed % 2 == 0;
        if (!IsUnkind || random.Next(8) == 0)
        {
            return;
        }

        Manners = Manners.Draw(random.Next());
        int count = random.Next(3) == 0 ? 0 : random.Next(1, 12);
        for (int i = 0; i < count; i++)
        {
            DayFaultKind kind = DayFaultKind.NvramFails + random.Next(3);
            (long openMs, long closeMs) = Days[random.Next(Days.Count)];
            long beginMs = openMs + (long)(
                random.NextDouble() * (Math.Min(EndMs, closeMs) - openMs));
            Faults.Add(new DayFault(
                0, kind, beginMs, random.Next(1_000, 120_000), 0, 0, random.Next()));
        }

        Number();
    }

    // From a stream of its own too.
    private void DrawTrials()
    {
        var random = new Random(StreamSeed.Derive(Seed, 15));
        OwnerEvents = random.Next(3) == 0 ? 0 : random.Next(4, 13);
        OwnerWeights = OwnerWeights.Draw(random);
        TillSales = random.Next(3) == 0 ? 0 : random.Next(2, 7);
        TillWeights = TillWeights.Draw(random);
    }

    // From a stream of its own too.
    private void DrawTelemetry()
    {
        var random = new Random(StreamSeed.Derive(Seed, 16));
        HasTelemetry = random.Next(2) == 0;
        int count = random.Next(4) == 0 ? 0 : random.Next(1, 20);
        BrokerMode[] modes = Enum.GetValues<BrokerMode>();
        for (int i = 0; i < count; i++)
        {
            BrokerMode mode = random.Next(5) < 2 ? BrokerMode.Up : modes[random.Next(modes.Length)];
            int delayMs = random.Next(3) == 0 ? random.Next(60_000) : 0;
            BrokerMoods.Add(new BrokerMood(random.NextInt64(EndMs), mode, delayMs, random.Next(4) == 0));
        }

        BrokerMoods.Sort((one, other) => one.AtMs.CompareTo(other.AtMs));
    }

    private void DrawDay()
    {
        // A seed begins and ends at any hour, so that some must heal in the middle of the rush.
        DawnMs = Between(0, HoursOfDay * HourMs) - (HoursOfDay * HourMs);
        for (long dawnMs = DawnMs; dawnMs < EndMs; dawnMs += HoursOfDay * HourMs)
        {
            long openMs = dawnMs + Between(0, 90 * 60_000);
            long closeMs = dawnMs + Between(12 * HourMs, 16 * HourMs);
            if (closeMs > 0 && openMs < EndMs)
            {
                Days.Add((Math.Max(0, openMs), closeMs));
            }
        }

        if (Days.Count == 0)
        {
            Days.Add((0, EndMs));
        }
    }

    private void DrawCustomers()
    {
        double anHour = 2 + (_random.NextDouble() * 6);
        foreach ((long openMs, long closeMs) in Days)
        {
            long atMs = openMs + Between(30_000, 600_000);
            while (atMs < closeMs && atMs < EndMs)
            {
                Customers.Add(DrawCustomer(atMs));
                int hour = (int)((atMs - DawnMs) / HourMs % HoursOfDay);
                double rate = anHour * (hour < Rush.Length ? Rush[hour] : 0.2);
                atMs += 20_000 + (long)(-Math.Log(1 - _random.NextDouble()) * HourMs / rate);
            }
        }
    }

    private Customer DrawCustomer(long atMs)
    {
        int size = _random.Next(20);
        int cents = size == 0 ? _random.Next(1, 60) : size == 1 ? _random.Next(10_000, 320_000)
            : _random.Next(2) == 0 ? _random.Next(100, 2_000) : _random.Next(1_000, 9_000);
        string card = _random.Next(2) == 0 ? "approved" : Cards[_random.Next(Cards.Length)];
        int patience = _random.Next(100);
        int cancelMs = patience < 3 ? -2 : patience < 8 ? _random.Next(200, 12_000) : -1;
        return new Customer(
            atMs, cents, card, _random.Next(800, 9_000), cancelMs, _random.Next(10) > 0,
            _random.Next(3), _random.Next(3) > 0);
    }

    private void DrawRefunds()
    {
        foreach ((long openMs, long closeMs) in Days)
        {
            for (int left = _random.Next(9); left > 0; left--)
            {
                Refunds.Add(new RefundWish(
                    Between(openMs, Math.Min(EndMs, closeMs)), _random.Next(4) * _random.Next(6),
                    _random.Next(3) == 0 ? _random.Next(1, 130) : 100, _random.Next(150, 500),
                    _random.Next(5) == 0 ? _random.Next(12) : -1, _random.Next(500, 25_000)));
            }
        }

        Refunds.Sort((a, b) => a.AtMs.CompareTo(b.AtMs));
    }

    private void DrawFaults()
    {
        double mean = FaultsADay * (double)EndMs / (HoursOfDay * HourMs);
        int count = (int)(mean * (0.5 + _random.NextDouble()));
        for (int i = 0; i < count; i++)
        {
            Faults.Add(DrawFault());
        }

        Number();
    }

    private void Number()
    {
        Faults.Sort((a, b) => a.AtMs.CompareTo(b.AtMs));
        for (int i = 0; i < Faults.Count; i++)
        {
            Faults[i] = Faults[i] with { Number = i };
        }
    }

    private DayFault DrawFault()
    {
        DayFaultKind kind = DrawKind();
        (long openMs, long closeMs) = Days[_random.Next(Days.Count)];
        long atMs = _random.Next(10) == 0 ? Between(0, EndMs)
            : Between(openMs, Math.Min(EndMs, closeMs));

        // Troubles seldom come alone.
        if (Faults.Count > 0 && _random.Next(4) == 0)
        {
            atMs = Math.Min(EndMs - 1, Faults[^1].AtMs + Between(0, TogetherMs));
        }

        (long shortestMs, long longestMs, int least, int most) = Range(kind);
        double span = Math.Log((double)longestMs / shortestMs);
        long durationMs = (long)(shortestMs * Math.Exp(span * _random.NextDouble()));
        int where = kind <= DayFaultKind.TlsBroken ? _random.Next(1, 4) : 0;
        return new DayFault(
            0, kind, atMs, durationMs, where, _random.Next(least, most + 1), _random.Next());
    }

    // One fault in four is a power cut, and most of those hit a write.
    private DayFaultKind DrawKind()
    {
        int draw = _random.Next(100);
        return draw < 15 ? DayFaultKind.PowerCutInWrite : draw < 19 ? DayFaultKind.PowerCut
            : draw < 20 ? DayFaultKind.SlotSpoilt : draw < 21 ? DayFaultKind.DeadCellSpoilt
            : draw < 23 ? DayFaultKind.BitFlipped : draw < 26 ? DayFaultKind.PowerCutInMount
            : (DayFaultKind)_random.Next((int)DayFaultKind.ClockStepped + 1);
    }

    // Shortest and longest, least and most.
    private static (long, long, int, int) Range(DayFaultKind kind) => kind switch
    {
        DayFaultKind.Loss => (10_000, 3_600_000, 1, 30),
        DayFaultKind.Delay => (10_000, 3_600_000, 30, 500),
        DayFaultKind.DelaySpikes => (10_000, 3_600_000, 300, 12_000),
        DayFaultKind.Clog => (1_000, 40_000, 0, 0),
        DayFaultKind.Partition or DayFaultKind.OneWay => (3_000, 28_800_000, 0, 0),
        DayFaultKind.NoCoverage or DayFaultKind.AccessPointDown => (3_000, 21_600_000, 0, 0),
        DayFaultKind.ErrorBursts => (10_000, 7_200_000, 2, 90),
        DayFaultKind.Forgotten or DayFaultKind.ModemReboot => (1_000, 1_000, 0, 0),
        DayFaultKind.ModemLineNoise => (5_000, 600_000, 50, 2_000),
        DayFaultKind.ReaderLineNoise => (10_000, 600_000, 20, 1_000),
        DayFaultKind.ReaderSilent => (2_000, 300_000, 0, 0),
        DayFaultKind.PassphraseChanged => (600_000, 7_200_000, 0, 0),
        DayFaultKind.ServerError or DayFaultKind.Busy or DayFaultKind.AnswerLost
            or DayFaultKind.AnswerNever or DayFaultKind.AnswerCut or DayFaultKind.SentTwice
            or DayFaultKind.Conflict or DayFaultKind.Malformed or DayFaultKind.Portal
            or DayFaultKind.Proxy or DayFaultKind.Stale => (5_000, 3_600_000, 10, 100),
        DayFaultKind.Rejecting => (5_000, 600_000, 5, 60),
        DayFaultKind.Maintenance or DayFaultKind.Refusing => (5_000, 14_400_000, 0, 0),
        DayFaultKind.Slow => (10_000, 1_800_000, 500, 25_000),
        DayFaultKind.KeyRefused or DayFaultKind.Suspended => (10_000, 3_600_000, 0, 0),
        DayFaultKind.PowerCut or DayFaultKind.SlotSpoilt or DayFaultKind.DeadCellSpoilt
            or DayFaultKind.BitFlipped => (200, 120_000, 0, 0),
        DayFaultKind.PowerCutInMount => (200, 60_000, 1, 4),
        DayFaultKind.PowerCutInWrite => (200, 60_000, 1, 40),
        DayFaultKind.ClockStepped => (60_000, 7_200_000, -172_800, 172_800),
        _ => (3_000, 3_600_000, 0, 0),
    };

    private long Between(long fromMs, long toMs) => fromMs + (long)(_random.NextDouble() * (toMs - fromMs));
}
