using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>selftest, reboot, reset and press: commands that do something at once.</summary>
internal sealed class ActionCommands : IAskingGroup
{
    private static readonly byte[] FactoryWord = ByteCodec.Ascii("factory");
    private static readonly byte[] ScrapWord = ByteCodec.Ascii("scrap");
    private static readonly byte[] SimKey = ByteCodec.Ascii("sim");
    private static readonly byte[] BoardKey = ByteCodec.Ascii("board");
    private static readonly byte[] AskScrap = ByteCodec.Ascii(
        "Everything is erased, serial number and boot counter too: this terminal is at its end.");

    private static readonly byte[] SimEnd = ByteCodec.Ascii(
        "\"take it out, have its contract ended, destroy it\"");

    private static readonly byte[] BoardEnd = ByteCodec.Ascii(
        "\"electronic waste; the card reader goes back to its maker; key and serial number are to "
        + "be withdrawn\"");

    private static readonly byte[] RebootKey = ByteCodec.Ascii("reboot");
    private static readonly byte[] NowWord = ByteCodec.Ascii("now");
    private static readonly byte[] PressHint = ByteCodec.Ascii("press_a_key_within_s");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly Agent _agent;
    private readonly SelfTest _test;
    private ConsoleCommand _command;
    private int _failed;
    private bool _isHinted;

    public ActionCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _agent = context.Agent;
        _test = new SelfTest(context.Agent, context.Board);
    }

    /// <summary>True when the board is to be restarted as soon as all is said and saved.</summary>
    public bool IsRebootDue { get; private set; }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        _command = command;
        switch (command)
        {
            case ConsoleCommand.SelfTest:
                return BeginTest();
            case ConsoleCommand.Press:
                return Press(nowMs);
            case ConsoleCommand.Reset:
                return Reset(nowMs);
            default:
                return Reboot(nowMs);
        }
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs) =>
        TestRow(nowMs);

    /// <summary>The command has been interrupted.</summary>
    public void Interrupt(long nowMs)
    {
        if (_command == ConsoleCommand.SelfTest)
        {
            _test.Stop(nowMs);
        }
    }

    /// <summary>Restarts the board; on the device this does not return.</summary>
    public void Reboot()
    {
        IsRebootDue = false;
        _context.Close();
        _context.Board.Reboot.Reboot();
    }

    private ConsoleAnswer BeginTest()
    {
        if (_context.Line.Count != 1)
        {
            return ConsoleAnswer.Usage;
        }

        if (!_agent.Sale.IsIdle)
        {
            return ConsoleAnswer.SaleUnderWay;
        }

        _failed = 0;
        _isHinted = false;
        _test.Begin();
        return ConsoleAnswer.More;
    }

    private ConsoleAnswer TestRow(long nowMs)
    {
        SelfTestPart part = _test.Part;
        if (part == SelfTestPart.End)
        {
            _context.Detail = _failed;
            return _failed == 0 ? ConsoleAnswer.Ok : ConsoleAnswer.TestFailed;
        }

        if (part == SelfTestPart.Keypad && !_isHinted)
        {
            _isHinted = true;
            _out.Key(PressHint).Number(Limits.SelfTestKeyMs / 1000);
            _out.End();
        }

        SelfTestResult result = _test.Step(nowMs);
        if (result == SelfTestResult.Running)
        {
            return ConsoleAnswer.Wait;
        }

        _failed += result == SelfTestResult.Failed ? 1 : 0;
        _out.Key(ConsoleText.Parts[(int)part]).Text(ConsoleText.Results[(int)result]);
        _out.Key(ConsoleKeys.Code).Fault(_test.Code);
        _out.End();
        _test.Next();
        return ConsoleAnswer.More;
    }

    private ConsoleAnswer Reboot(long nowMs)
    {
        if (_context.Line.Count != 1)
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        return answer == ConsoleAnswer.Ok ? Announce() : answer;
    }

    private ConsoleAnswer Announce()
    {
        _out.Key(RebootKey).Text(NowWord);
        _out.End();
        IsRebootDue = true;
        return ConsoleAnswer.Ok;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Reply(ConsoleReply reply, long nowMs)
    {
        ConsoleAnswer answer = reply != ConsoleReply.Yes
            ? ConsoleAnswer.NotConfirmed : MayReset(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        if (!_agent.Scrap())
        {
            return ConsoleAnswer.StoreFailed;
        }

        _out.Key(SimKey).Text(SimEnd);
        _out.End();
        _out.Key(BoardKey).Text(BoardEnd);
        _out.End();
        return Announce();
    }

    private ConsoleAnswer MayReset(long nowMs)
    {
        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        return answer == ConsoleAnswer.Ok ? _context.NeedEmptyQueue() : answer;
    }

    private ConsoleAnswer Reset(long nowMs)
    {
        ConsoleReply given = _context.Line.TakeReply(3);
        bool isScrap = _context.Line.Is(1, ScrapWord);
        if (_context.Line.Count != 2 || !(isScrap || _context.Line.Is(1, FactoryWord)))
        {
            return ConsoleAnswer.Usage;
        }

        ConsoleAnswer answer = MayReset(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        if (isScrap)
        {
            return given != ConsoleReply.None ? Reply(given, nowMs)
                : _context.Error(ConsoleAnswer.Ask, AskScrap);
        }

        if (!_agent.Journal.IsWritable)
        {
            return ConsoleAnswer.NotWritable;
        }

        return _agent.Reset() ? Announce() : ConsoleAnswer.StoreFailed;
    }

    private ConsoleAnswer Press(long nowMs)
    {
        CommandLine line = _context.Line;
        if (!_agent.Settings.IsTestMode)
        {
            return ConsoleAnswer.TestModeOnly;
        }

        for (int word = 1; word < line.Count; word++)
        {
            if (line.IndexIn(word, ConsoleText.KeyNames) < 0 && line.Number(word) < 0)
            {
                return ConsoleAnswer.Usage;
            }
        }

        for (int word = 1; word < line.Count; word++)
        {
            int key = line.IndexIn(word, ConsoleText.KeyNames);
            if (key >= 0)
            {
                _agent.Press(Key.Ok + key, nowMs);
                continue;
            }

            for (int i = 0; i < line.Length[word]; i++)
            {
                _agent.Press((Key)(line.Bytes[line.Start[word] + i] - '0'), nowMs);
            }
        }

        return line.Count > 1 ? ConsoleAnswer.Ok : ConsoleAnswer.Usage;
    }
}
