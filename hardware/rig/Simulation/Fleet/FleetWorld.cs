namespace Terminal.Rig.Simulation.Fleet;

/// <summary>
/// Many terminals against one acquirer in virtual time: busy hours, an outage in them, and what
/// comes after.
/// </summary>
public sealed class FleetWorld
{
    private const int BeforeMs = 600_000;
    private const int MinuteMs = 60_000;
    private const int AfterMsMax = 3 * 3_600_000;
    private readonly SimTime _time = new();
    private readonly FleetTerminal[] _terminals;
    private readonly PriorityQueue<FleetTerminal, (long DueMs, long Order)> _due = new();
    private long _order;

    /// <summary>Makes the fleet.</summary>
    public FleetWorld(FleetSettings settings)
    {
        Settings = settings;
        Acquirer = new FleetAcquirer(_time, settings.Capacity) { IsRefusing = settings.IsRefusing };
        _terminals = new FleetTerminal[settings.Terminals];
        for (int i = 0; i < _terminals.Length; i++)
        {
            _terminals[i] = new FleetTerminal(
                _time, Acquirer, i, settings.Seed, settings.SalesPerHour) { Woken = Enqueue };
            Enqueue(_terminals[i]);
        }
    }

    /// <summary>What was asked for.</summary>
    public FleetSettings Settings { get; }

    /// <summary>The acquirer.</summary>
    public FleetAcquirer Acquirer { get; }

    /// <summary>Undelivered transactions of all terminals at each second.</summary>
    public List<int> Waiting { get; } = [];

    /// <summary>When the outage began, in s.</summary>
    public int OutageFromS => BeforeMs / 1000;

    /// <summary>When it ended, in s.</summary>
    public int OutageToS => OutageFromS + (Settings.OutageMinutes * 60);

    /// <summary>From the outage's end until no terminal had anything left of it, in s; -1 never.</summary>
    public int DrainedS { get; private set; } = -1;

    /// <summary>Steps of all terminals.</summary>
    public long Steps { get; private set; }

    /// <summary>Sales made durable.</summary>
    public int Sold => _terminals.Sum(terminal => terminal.Sold);

    /// <summary>Sales refused for want of room.</summary>
    public int Refused => _terminals.Sum(terminal => terminal.Refused);

    /// <summary>Sales that the acquirer does not have in the end.</summary>
    public int Lost => _terminals.Sum(terminal => terminal.Lost);

    /// <summary>Plays it; tells the virtual seconds played.</summary>
    public void Play(Action<int> progress)
    {
        long outageToMs = BeforeMs + ((long)Settings.OutageMinutes * MinuteMs);
        Run(BeforeMs, progress);
        Acquirer.IsOut = true;
        Run(outageToMs, progress);
        Acquirer.IsOut = false;
        long endMs = outageToMs + AfterMsMax;
        while (_time.NowMs < endMs && !IsDrained())
        {
            Run(_time.NowMs + 1_000, progress);
        }

        DrainedS = IsDrained() ? (int)((_time.NowMs - outageToMs) / 1000) : -1;

        // Business goes on as usual for a while, then the shops close and all is delivered.
        Run(_time.NowMs + (5 * MinuteMs), progress);
        foreach (FleetTerminal terminal in _terminals)
        {
            terminal.IsOpen = false;
        }

        for (int i = 0; i < 30 && _terminals.Any(terminal => terminal.WaitingCount > 0); i++)
        {
            Run(_time.NowMs + MinuteMs, progress);
        }
    }

    // What waits is no more than what is being paid just now.
    private bool IsDrained() => Array.TrueForAll(_terminals, terminal => terminal.WaitingCount <= 1);

    private void Enqueue(FleetTerminal terminal) => _due.Enqueue(terminal, (terminal.DueMs, _order++));

    private void Run(long endMs, Action<int> progress)
    {
        while (true)
        {
            long dueMs = _due.TryPeek(out _, out (long DueMs, long Order) next) ? next.DueMs : long.MaxValue;
            long atMs = Math.Min(dueMs, _time.NextMs);
            if (atMs > endMs)
            {
                break;
            }

            Sample(Math.Max(atMs, _time.NowMs), progress);
            _time.MoveTo(atMs);
            StepDue();
        }

        Sample(endMs, progress);
        _time.MoveTo(endMs);
    }

    private void StepDue()
    {
        while (_due.TryPeek(out FleetTerminal? terminal, out (long DueMs, long Order) next)
            && next.DueMs <= _time.NowMs)
        {
            _due.Dequeue();

            // An entry that is no longer the terminal's own was superseded by a wake-up.
            if (terminal.DueMs <= _time.NowMs)
            {
                terminal.Step();
                Steps++;
                Enqueue(terminal);
            }
        }
    }

    private void Sample(long atMs, Action<int> progress)
    {
        while (Waiting.Count <= atMs / 1000)
        {
            Waiting.Add(_terminals.Sum(terminal => terminal.WaitingCount));
            progress(Waiting.Count);
        }
    }
}
