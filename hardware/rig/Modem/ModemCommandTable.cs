using System.Globalization;

namespace Terminal.Rig.Modem;

/// <summary>
/// The commands of the emulated modem, and what the parts keep for those that only have a value:
/// from a command line to its answers, one line at a time.
/// </summary>
internal sealed class ModemCommandTable(ModemCore core)
{
    private const string Ok = "OK";
    private const string Error = "ERROR";
    private const int ErrorsInWords = 2;
    private const int LookMs = 5;

    private static readonly string[] Asides =
    [
        "RING", "+CLIP: \"+33612345678\",145", "+CMTI: \"SM\",3", "OVER-VOLTAGE WARNNING",
        "+CTZV: 26/11/24,21:05:19,+04", "+CGEV: ME PDN ACT 1", "*PSUTTZ: 2026,11,24,20,5,19,\"+04\",0",
        "38", "MISSED_CALL: 11:22AM 0612345678",
    ];

    private int _aside;

    private readonly Dictionary<string, Func<ModemCommandLine, ModemAnswer>> _commands =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Modes of the commands that have one number.</summary>
    public Dictionary<string, int> Modes { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of the commands that have several.</summary>
    public Dictionary<string, string[]> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>+CMEE: 0 no errors, 1 by number, 2 in words.</summary>
    public int ErrorMode { get; set; } = ErrorsInWords;

    /// <summary>A command line is being carried out: the next one waits.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>What a restart forgets.</summary>
    public void Reset()
    {
        IsBusy = false;
        ErrorMode = ErrorsInWords;
        Modes.Clear();
        Settings.Clear();
    }

    /// <summary>A command is carried out in this way.</summary>
    public void Set(string name, Func<ModemCommandLine, ModemAnswer> run) => _commands[name] = run;

    /// <summary>Carries out a command line, AT in front.</summary>
    public void Run(string line)
    {
        IsBusy = true;
        RunParts(ModemCommandLine.ParseAll(line[2..]), 0);
    }

    /// <summary>An error of the equipment, in the form that +CMEE asks for.</summary>
    public ModemAnswer Fail(int number) => new(
        (core.Faults.ErrorsInWords ? ErrorsInWords : ErrorMode) switch
        {
            0 => Error,
            1 => string.Create(CultureInfo.InvariantCulture, $"+CME ERROR: {number}"),
            _ => "+CME ERROR: " + Words(number),
        },
        core.Options.AnswerMs);

    private static string Words(int number) => number switch
    {
        10 => "SIM not inserted",
        11 => "SIM PIN required",
        12 => "SIM PUK required",
        14 => "SIM busy",
        13 => "SIM failure",
        30 => "no network service",
        50 => "Incorrect parameters",
        403 => "file system full",
        405 => "file not found",
        421 => "operation timeout",
        _ => "unknown",
    };

    private void RunParts(IReadOnlyList<ModemCommandLine> parts, int index)
    {
        var command = parts[index];
        ModemAnswer answer;
        if (!_commands.TryGetValue(command.Name, out var run))
        {
            answer = new ModemAnswer(Error, core.Options.AnswerMs);
        }
        else if (core.Faults.AnswersError && command.Name.StartsWith('+'))
        {
            answer = Fail(100);
        }
        else
        {
            answer = run(command);
        }

        Give(answer, parts, index);
    }

    private void Give(ModemAnswer answer, IReadOnlyList<ModemCommandLine> parts, int index)
    {
        if (answer.Later is { } later)
        {
            core.Schedule.After(LookMs, () => Give(later() ?? answer, parts, index));
            return;
        }

        bool isLast = index + 1 >= parts.Count || answer.Final != Ok || answer.IsPrompt;
        core.Schedule.After(answer.DelayMs, () =>
        {
            if (!core.IsMute)
            {
                Chat();
                foreach (string text in answer.Lines)
                {
                    core.Output.Line(text);
                }

                Chat();

                if (answer.Fresh is { } fresh)
                {
                    core.Output.Line(fresh());
                }
            }

            if (!isLast)
            {
                answer.Then?.Invoke();
                RunParts(parts, index + 1);
                return;
            }

            Finish(answer);
        });
    }

    // What real modems say between a command and its answer.
    private void Chat()
    {
        if (core.Faults.Chatter)
        {
            core.Output.Line(Asides[_aside++ % Asides.Length]);
        }
    }

    private void Finish(ModemAnswer answer)
    {
        var faults = core.Faults;
        int lateMs = 0;
        if (faults.LateMs > 0 && faults.LateCount != 0)
        {
            lateMs = faults.LateMs;
            faults.LateCount -= faults.LateCount > 0 ? 1 : 0;
        }

        core.Schedule.After(lateMs, () =>
        {
            if (!answer.IsPrompt && !core.IsMute)
            {
                core.Output.Line(answer.Final);
            }

            IsBusy = false;
            answer.Then?.Invoke();
            core.Parser.Consume();
        });
        if (lateMs == 0)
        {
            // What is due at this very moment belongs to the answer just given.
            core.Schedule.RunDue(() => { });
        }
    }
}
