using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>
/// The console for technicians and rigs on a serial line (SPEC.md, Console): a command a line,
/// answers of key=value rows closed by OK or by ERR with code and words. Nothing waits: a command
/// that takes long goes on step by step, a long listing row by row as the line takes it.
/// </summary>
public sealed class TechnicianConsole : IAgentPart, IProgress
{
    private const byte ControlC = 3;

    private static readonly byte[] OkWord = ByteCodec.Ascii("OK");
    private static readonly byte[] ErrWord = ByteCodec.Ascii("ERR ");
    private static readonly byte[] AskWord = ByteCodec.Ascii("ASK ");
    private static readonly byte[] YesNoWords = ByteCodec.Ascii(" (yes/no)");
    private static readonly byte[] ConsoleWord = ByteCodec.Ascii("console");
    private static readonly byte[] ReadyWord = ByteCodec.Ascii("ready");

    private readonly ISerialPort _port;
    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly ConsolePrompt _prompt;
    private readonly LineEditor _editor;
    private readonly IConsoleGroup _reports;
    private readonly IConsoleGroup _lists;
    private readonly IConsoleGroup _attention;
    private readonly WifiCommands _wifi;
    private readonly IConsoleGroup _queue;
    private readonly SimTestCommand _simTest;
    private readonly DayCommands _days;
    private readonly IConsoleGroup _settings;
    private readonly RootCommands _roots;
    private readonly IConsoleGroup _case;
    private readonly IConsoleGroup _pin;
    private readonly ActionCommands _actions;
    private readonly byte[] _in = new byte[Limits.ConsoleInBytes];

    // The last step found nothing to do: no byte, no command, nothing to say.
    private bool _isQuiet;

    // Bytes taken from the line that have still to be looked at.
    private int _inAt;
    private int _inCount;

    // Since when a restart has had nothing more to say or save, in ms; -1 while it has.
    private long _quietSinceMs = -1;

    // The command that goes on; null when none does.
    private IConsoleGroup _running;
    private ConsoleCommand _command = ConsoleCommand.None;

    // The command that has asked, and until when it waits for yes or no; null when none does.
    private IAskingGroup _asking;
    private long _askUntilMs;

    /// <summary>Makes the console of an agent.</summary>
    /// <param name="port">The technician's line.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="board">The board that the agent was built on.</param>
    /// <param name="wifiTest">The terminal's one test of WiFi, which the menus show too.</param>
    public TechnicianConsole(ISerialPort port, Agent agent, Board board, WifiTest wifiTest)
    {
        _port = port;
        _context = new ConsoleContext(port, agent, board, wifiTest);
        _out = _context.Out;
        _prompt = new ConsolePrompt(_context);
        _editor = new LineEditor(_out, _context.Line, _prompt);
        _reports = new ReportCommands(_context);
        _lists = new ListCommands(_context, false);
        _attention = new AttentionCommands(_context);
        _wifi = new WifiCommands(_context);
        _queue = new QueueCommands(_context);
        _simTest = new SimTestCommand(_context);
        _days = new DayCommands(_context);
        _settings = new SettingCommands(_context);
        _roots = new RootCommands(_context);
        _case = new CaseCommand(_context);
        _pin = new PinCommands(_context);
        _actions = new ActionCommands(_context);
        _out.Key(ConsoleWord).Text(ReadyWord);
        _out.Key(ConsoleKeys.Serial).Quoted(
            agent.Settings.Serial, agent.Settings.SerialLength);
        _out.Key(ConsoleKeys.Version).Text(FirmwareVersion.Text);
        _out.End();
        _prompt.Show();
    }

    /// <summary>True while a command runs or an answer waits for the line.</summary>
    public bool IsUnderWay => _running != null || !_out.IsEmpty;

    /// <inheritdoc/>
    public int Mark => _out.Taken + LineCount;

    /// <summary>Lines that were commands, right or wrong.</summary>
    public int LineCount { get; private set; }

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        if (_isQuiet)
        {
            _inCount = _port.Read(_in, 0, _in.Length);
            if (_inCount == 0)
            {
                return Limits.IdleStepMs;
            }

            _inAt = 0;
        }

        int waitMs = StepBusy(nowMs);
        _isQuiet = waitMs == Limits.IdleStepMs && !_actions.IsRebootDue && _asking == null
            && !_editor.IsPasting;
        return waitMs;
    }

    private int StepBusy(long nowMs)
    {
        _out.Drain();
        if (_actions.IsRebootDue)
        {
            return Restart(nowMs);
        }

        if (_inAt == _inCount)
        {
            _inAt = 0;
            _inCount = _port.Read(_in, 0, _in.Length);
        }

        if (_running != null)
        {
            return GoOn(nowMs);
        }

        if (_asking != null && nowMs >= _askUntilMs)
        {
            EndQuestion(ConsoleReply.None, nowMs);
        }
        else if (_editor.IsPasting && nowMs >= _askUntilMs)
        {
            End(ConsoleAnswer.Interrupted, nowMs);
        }

        if (_inCount == 0)
        {
            return _out.IsEmpty ? Limits.IdleStepMs : Limits.BusyStepMs;
        }

        TakeBytes(nowMs);
        if (_inAt == _inCount)
        {
            // What was typed may have been a secret.
            System.Array.Clear(_in, 0, _in.Length);
        }

        _out.Drain();
        return _running != null || _inAt < _inCount ? 0
            : _inCount == _in.Length || !_out.IsEmpty ? Limits.BusyStepMs : Limits.IdleStepMs;
    }

    // What has been said and saved must be out first, and out of the UART's buffer too.
    private int Restart(long nowMs)
    {
        if (!_out.IsEmpty || _context.Agent.IsSaving)
        {
            _quietSinceMs = -1;
        }
        else if (_quietSinceMs < 0)
        {
            _quietSinceMs = nowMs;
        }
        else if (nowMs - _quietSinceMs >= Limits.ConsoleDrainMs)
        {
            _quietSinceMs = -1;
            _actions.Reboot();
        }

        return Limits.BusyStepMs;
    }

    private int GoOn(long nowMs)
    {
        for (int i = _inAt; i < _inCount; i++)
        {
            if (_in[i] == ControlC)
            {
                _inAt = i + 1;
                if (_running == _actions)
                {
                    _actions.Interrupt(nowMs);
                }
                else if (_running == _wifi)
                {
                    _wifi.Interrupt();
                }
                else if (_running == _simTest)
                {
                    _simTest.Interrupt();
                }
                else if (_running == _days)
                {
                    _days.Interrupt();
                }

                End(ConsoleAnswer.Interrupted, nowMs);
                return 0;
            }
        }

        if (_out.Room < Limits.ConsoleRowBytesMax)
        {
            return Limits.BusyStepMs;
        }

        _out.Begin();
        ConsoleAnswer answer = _running.Continue(nowMs);
        if (answer >= ConsoleAnswer.Ok)
        {
            End(answer, nowMs);
        }

        _out.Drain();
        return answer == ConsoleAnswer.Wait ? Limits.BusyStepMs : 0;
    }

    private void TakeBytes(long nowMs)
    {
        while (_inAt < _inCount && _running == null
            && _out.Room >= Limits.ConsoleAnswerBytesMax + Limits.ConsoleRowBytesMax / 4)
        {
            switch (_editor.Take(_in[_inAt++]))
            {
                case LineEvent.Line:
                    Run(nowMs);
                    break;
                case LineEvent.TooLong:
                    LineCount++;
                    CloseQuestion(nowMs);
                    End(ConsoleAnswer.LineTooLong, nowMs);
                    break;
                case LineEvent.Interrupt:
                    _out.End();
                    if (_asking != null)
                    {
                        EndQuestion(ConsoleReply.None, nowMs);
                    }
                    else if (_editor.IsPasting)
                    {
                        End(ConsoleAnswer.Interrupted, nowMs);
                    }
                    else
                    {
                        _prompt.Show();
                    }

                    break;
                default:
                    break;
            }
        }
    }

    // A line of what is pasted, as it is.
    private void TakeLine(long nowMs)
    {
        LineCount++;
        ConsoleAnswer answer = _roots.TakeLine(_context.Line.Bytes, _editor.Length);
        if (answer == ConsoleAnswer.Lines)
        {
            _askUntilMs = nowMs + Limits.ConsoleAskMs;
            _context.Line.Erase();
            _editor.Clear();
            return;
        }

        _editor.IsPasting = false;
        if (answer >= ConsoleAnswer.Ok)
        {
            End(answer, nowMs);
        }
        else
        {
            _running = _roots;
        }
    }

    private void Run(long nowMs)
    {
        if (_editor.IsPasting)
        {
            TakeLine(nowMs);
            return;
        }

        ConsoleAnswer answer = _context.Line.Cut(_editor.Length);
        if (answer == ConsoleAnswer.Ok && _context.Line.Count == 0)
        {
            _context.Line.Erase();
            _editor.Clear();
            _prompt.Show();
            return;
        }

        LineCount++;
        if (_asking != null)
        {
            EndQuestion(
                answer == ConsoleAnswer.Ok ? _context.Line.Reply : ConsoleReply.None, nowMs);
            return;
        }

        if (answer == ConsoleAnswer.Ok)
        {
            _command = ConsoleText.Find(
                _context.Line.Bytes, _context.Line.Start[0], _context.Line.Length[0]);
            _running = GroupOf(_command);
            answer = _running == null
                ? ConsoleAnswer.UnknownCommand : _running.Begin(_command, nowMs);
        }

        if (answer >= ConsoleAnswer.Ok || answer == ConsoleAnswer.Ask)
        {
            End(answer, nowMs);
        }
        else if (answer == ConsoleAnswer.Lines)
        {
            BeginPaste(nowMs);
        }
    }

    // The command goes on with each line; nothing of it runs meanwhile.
    private void BeginPaste(long nowMs)
    {
        _running = null;
        _askUntilMs = nowMs + Limits.ConsoleAskMs;
        _context.Line.Erase();
        _editor.Clear();
        _editor.IsPasting = true;
    }

    private void EndQuestion(ConsoleReply reply, long nowMs)
    {
        IAskingGroup asking = _asking;
        _asking = null;
        ConsoleAnswer answer = asking.Reply(reply, nowMs);
        if (answer >= ConsoleAnswer.Ok)
        {
            End(answer, nowMs);
        }
        else
        {
            _prompt.IsAsking = false;
            _running = asking;
        }
    }

    // What the question was about is forgotten without a word of its own.
    private void CloseQuestion(long nowMs)
    {
        if (_asking != null)
        {
            _asking.Reply(ConsoleReply.None, nowMs);
            _asking = null;
        }
    }

    private IConsoleGroup GroupOf(ConsoleCommand command)
    {
        switch (command)
        {
            case ConsoleCommand.None:
                return null;
            case ConsoleCommand.Help:
            case ConsoleCommand.Journal:
            case ConsoleCommand.Export:
            case ConsoleCommand.Log:
            case ConsoleCommand.Totals:
                return _lists;
            case ConsoleCommand.Attention:
                return _attention;
            case ConsoleCommand.Wifi:
                return _wifi;
            case ConsoleCommand.Queue:
                return _queue;
            case ConsoleCommand.Sim when _context.Line.Count > 1:
                return _simTest;
            case ConsoleCommand.Root:
                return _roots;
            case ConsoleCommand.Case:
                return _case;
            case ConsoleCommand.Day:
            case ConsoleCommand.Compare:
                return _days;
            case ConsoleCommand.Set:
            case ConsoleCommand.Key:
            case ConsoleCommand.Lang:
            case ConsoleCommand.Time:
                return _settings;
            case ConsoleCommand.Pin:
                return _pin;
            case ConsoleCommand.SelfTest:
            case ConsoleCommand.Reboot:
            case ConsoleCommand.Reset:
            case ConsoleCommand.Press:
                return _actions;
            default:
                return _reports;
        }
    }

    private void End(ConsoleAnswer answer, long nowMs)
    {
        _out.Begin();
        if (answer == ConsoleAnswer.Ok)
        {
            _out.Text(OkWord);
        }
        else if (answer == ConsoleAnswer.Ask)
        {
            _out.Text(AskWord).Text(_context.DetailText).Text(YesNoWords);
            _asking = (IAskingGroup)_running;
            _askUntilMs = nowMs + Limits.ConsoleAskMs;
        }
        else
        {
            PutError(answer);
        }

        _out.End();
        if (_context.IsOpen(nowMs))
        {
            _context.Open(nowMs);
        }

        _context.Detail = -1;
        _context.DetailText = null;
        _context.Line.Erase();
        _editor.Clear();
        _running = null;
        _command = ConsoleCommand.None;
        _editor.IsPasting = false;
        _prompt.IsAsking = _asking != null;
        _prompt.Show();
    }

    private void PutError(ConsoleAnswer answer)
    {
        byte[] row = ConsoleText.Error(answer);
        _out.Text(ErrWord).Text(row, 0, 2);
        _out.Byte(' ');
        _out.Text(row, 2, row.Length - 2);
        if (answer == ConsoleAnswer.Usage && _command != ConsoleCommand.None)
        {
            PutForm();
        }
        else if (_context.DetailText != null)
        {
            _out.Text(_context.DetailText);
        }
        else if (row[row.Length - 1] == ' ' && _context.Detail >= 0)
        {
            _out.Number(_context.Detail);
        }
    }

    // The form of what was wrong: the one alternative that the second word names, else all of them.
    private void PutForm()
    {
        byte[][] rows = ConsoleText.Help;
        int length = ConsoleText.NameLength(rows[(int)_command]);
        for (int row = 0; row < rows.Length; row++)
        {
            if (ConsoleText.NameLength(rows[row]) == length
                && ByteCodec.Same(rows[row], 0, rows[(int)_command], 0, length)
                && PutAlternative(rows[row], length))
            {
                return;
            }
        }

        int end = 0;
        while (rows[(int)_command][end] != '=')
        {
            end++;
        }

        _out.Text(rows[(int)_command], 0, end);
    }

    private bool PutAlternative(byte[] row, int nameLength)
    {
        int at = nameLength;
        while (_context.Line.Count > 1 && row[at] != '=')
        {
            at += row[at] == ' ' || row[at] == '|' || (row[at] == '[' && at == nameLength + 1)
                ? 1 : 0;
            int end = at;
            int depth = 0;
            while (row[end] != '=' && row[end] != '|' && !(row[end] == ']' && depth == 0))
            {
                depth += row[end] == '[' ? 1 : row[end] == ']' ? -1 : 0;
                end++;
            }

            int length = _context.Line.Length[1];
            bool isNamed = at + length <= end && (at + length == end || row[at + length] == ' ')
                && length > 0 && _context.Line.Begins(1, row, at, length);
            if (isNamed)
            {
                _out.Text(row, 0, nameLength);
                _out.Byte(' ');
                _out.Text(row, at, end - at);
                return true;
            }

            at = row[end] == ']' ? end + 1 : end;
        }

        return false;
    }
}
