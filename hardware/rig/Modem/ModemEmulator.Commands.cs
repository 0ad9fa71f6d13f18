namespace Terminal.Rig.Modem;

/// <content>From command lines to answers.</content>
public sealed partial class ModemEmulator
{
    private const string Ok = "OK";
    private const string Error = "ERROR";
    private const int LookMs = 5;

    private readonly Dictionary<string, Func<ModemCommandLine, Answer>> _commands =
        new(StringComparer.OrdinalIgnoreCase);

    private sealed record Answer(string Final, int DelayMs, params string[] Lines)
    {
        /// <summary>Done after the final answer.</summary>
        public Action? Then { get; init; }

        /// <summary>True when a prompt takes the final answer's place.</summary>
        public bool IsPrompt { get; init; }

        /// <summary>
        /// The answer itself, which is not known yet: asked for again until it is not null.
        /// </summary>
        public Func<Answer?>? Later { get; init; }

        /// <summary>
        /// A line that is made when it is given: it must not deny what was told unasked since the command came.
        /// </summary>
        public Func<string>? Fresh { get; init; }
    }

    private void BuildCommands()
    {
        BuildGenericCommands();
        BuildNetworkCommands();
        BuildTlsCommands();
        BuildTcpCommands();
    }

    // A command by its forms. Without a query the read form is an error. The test form tells the
    // ranges, or OK alone.
    private void Add(
        string name,
        Func<ModemCommandLine, Answer> run,
        Func<Answer>? query = null,
        string ranges = "") => _commands[name] = command =>
            command.IsTest ? ranges.Length == 0 ? Tell() : Tell(name + ": " + ranges)
            : command.IsQuery ? query?.Invoke() ?? Refuse()
            : run(command);

    // A command that tells something, asked for with a question mark or without.
    private void AddReport(string name, Func<Answer> tell, string ranges = "") =>
        Add(name, _ => tell(), tell, ranges);

    private void Run(string line)
    {
        CommandTaken?.Invoke(line);
        if (line.Length < 2 || !line.StartsWith("AT", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _lastLine = line;
        _isBusy = true;
        RunParts(ModemCommandLine.ParseAll(line[2..]), 0);
    }

    private void RunParts(IReadOnlyList<ModemCommandLine> parts, int index)
    {
        var command = parts[index];
        Answer answer;
        if (!_commands.TryGetValue(command.Name, out var run))
        {
            answer = Refuse();
        }
        else if (Faults.AnswersError && command.Name.StartsWith('+'))
        {
            answer = Fail(100);
        }
        else
        {
            answer = run(command);
        }

        Give(answer, parts, index);
    }

    private void Give(Answer answer, IReadOnlyList<ModemCommandLine> parts, int index)
    {
        if (answer.Later is { } later)
        {
            After(LookMs, () => Give(later() ?? answer, parts, index));
            return;
        }

        bool isLast = index + 1 >= parts.Count || answer.Final != Ok || answer.IsPrompt;
        After(answer.DelayMs, () =>
        {
            if (!IsMute)
            {
                foreach (string text in answer.Lines)
                {
                    Line(text);
                }

                if (answer.Fresh is { } fresh)
                {
                    Line(fresh());
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

    private void Finish(Answer answer)
    {
        int lateMs = 0;
        if (Faults.LateMs > 0 && Faults.LateCount != 0)
        {
            lateMs = Faults.LateMs;
            Faults.LateCount -= Faults.LateCount > 0 ? 1 : 0;
        }

        After(lateMs, () =>
        {
            if (!answer.IsPrompt && !IsMute)
            {
                Line(answer.Final);
            }

            _isBusy = false;
            answer.Then?.Invoke();
            Consume();
        });
        if (lateMs == 0)
        {
            RunDueNow();
        }
    }

    // What is due at this very moment belongs to the answer just given.
    private void RunDueNow()
    {
        long now = _nowMs();
        while (_schedule.TryPeek(out var action, out var due) && due.AtMs <= now)
        {
            _schedule.Dequeue();
            action();
        }
    }

    private Answer Tell(params string[] lines) => new(Ok, Options.AnswerMs, lines);

    private Answer Refuse(params string[] lines) => new(Error, Options.AnswerMs, lines);

    private Answer Set(Action set)
    {
        set();
        return new Answer(Ok, Options.AnswerMs);
    }

    private Answer Fail(int number) => new(
        _cmee switch
        {
            0 => Error,
            1 => Text($"+CME ERROR: {number}"),
            _ => "+CME ERROR: " + Words(number),
        },
        Options.AnswerMs);

    private static string Words(int number) => number switch
    {
        10 => "SIM not inserted",
        11 => "SIM PIN required",
        12 => "SIM PUK required",
        14 => "SIM busy",
        30 => "no network service",
        50 => "Incorrect parameters",
        _ => "unknown",
    };
}
