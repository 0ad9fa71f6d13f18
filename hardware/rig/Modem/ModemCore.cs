namespace Terminal.Rig.Modem;

/// <summary>
/// What every part of the emulated modem works with: who it is, what is wrong with it, its clock,
/// its schedule, its line with the commands on it, and whether it lives.
/// </summary>
internal sealed class ModemCore
{
    /// <summary>The speed with which it begins.</summary>
    public const int StartBaud = 115_200;

    private readonly Func<long> _nowMs;
    private readonly Func<DateTime> _utcNow;

    /// <summary>A modem that is off.</summary>
    public ModemCore(
        ModemOptions options, Func<long> nowMs, Func<DateTime> utcNow, int noiseSeed)
    {
        Options = options;
        Faults = new ModemFaults(options.IsStrict);
        _nowMs = nowMs;
        _utcNow = utcNow;
        Schedule = new ModemSchedule(nowMs);
        Output = new ModemOutput(Faults, () => Baud > StartBaud, noiseSeed);
        Commands = new ModemCommandTable(this);
        Parser = new ModemCommandParser(this);
    }

    /// <summary>Identity and times.</summary>
    public ModemOptions Options { get; }

    /// <summary>What is wrong with it.</summary>
    public ModemFaults Faults { get; }

    /// <summary>What it will do by itself.</summary>
    public ModemSchedule Schedule { get; }

    /// <summary>What it says.</summary>
    public ModemOutput Output { get; }

    /// <summary>Its commands, from line to answer.</summary>
    public ModemCommandTable Commands { get; }

    /// <summary>What is said to it, from bytes to lines and payloads.</summary>
    public ModemCommandParser Parser { get; }

    /// <summary>Uptime of the clock that it was given.</summary>
    public long NowMs => _nowMs();

    /// <summary>The world's time.</summary>
    public DateTime UtcNow => _utcNow();

    /// <summary>True from its boot on.</summary>
    public bool IsOn { get; set; }

    /// <summary>Speed of its end of the line, in bits a second.</summary>
    public int Baud { get; private set; } = StartBaud;

    /// <summary>Told when its end of the line has another speed.</summary>
    public Action<int> SpeedChanged { get; set; } = _ => { };

    /// <summary>It has met what it does not forgive, and is dead until a reset.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>It says nothing.</summary>
    public bool IsMute => !IsOn || IsFrozen || Faults.Dead || Faults.Hung || Faults.EchoOnly;

    /// <summary>What it tells unasked goes to another of its ports.</summary>
    public bool IsUrcElsewhere { get; set; }

    /// <summary>Looks at the world and tells what has changed.</summary>
    public Action Watch { get; set; } = () => { };

    /// <summary>Told each command line that was taken.</summary>
    public Action<string> Taken { get; set; } = _ => { };

    /// <summary>Told what a client did that a real modem may not forgive.</summary>
    public Action<string> Notice { get; set; } = _ => { };

    /// <summary>Its end of the line runs at another speed.</summary>
    public void SetBaud(int baud)
    {
        if (baud != Baud)
        {
            Baud = baud;
            SpeedChanged(baud);
        }
    }

    /// <summary>Does what is due.</summary>
    public void RunDue() => Schedule.RunDue(Watch);

    /// <summary>Tells something unasked.</summary>
    public void Urc(string text)
    {
        if (IsMute || IsUrcElsewhere)
        {
            return;
        }

        Output.Line(text);
        if (Faults.DuplicateUrcs)
        {
            Output.Line(text);
        }
    }
}
