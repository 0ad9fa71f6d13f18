using Terminal.Agent.Acquirer;
using Terminal.Agent.Console;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Modem;
using Terminal.Agent.Settings;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>The console and the PIN as they run on the device, on a board of fakes.</summary>
[TestClass]
public class ConsoleTests
{
    private const int StepsMax = 2_000;
    private const int StepMs = 10;

    private static ConsoleBoard _board;
    private static Agent _agent;

    /// <summary>Builds the agent with its console.</summary>
    [Setup]
    public void Build()
    {
        _board = new ConsoleBoard();
        _agent = new Agent(_board.Board, new CellularLinkFactory());
        var wifiTest = _agent.WifiTest;
        _agent.Attach(new TechnicianConsole(_board.Line, _agent, _board.Board, wifiTest));
        _agent.Start();
    }

    /// <summary>A report, an error, and the PIN around a setting.</summary>
    [TestMethod]
    public void CommandsAreAnswered()
    {
        Assert.IsTrue(Ask("queue\r", "waiting=0\r\n"));
        Assert.IsTrue(Ask("qeue\r", "ERR 10 "));
        Assert.IsTrue(Ask("set port 8443\n", "ERR 23 "));
        Assert.IsTrue(Ask("pin set 471147\r\n", "pin set ******\r\nOK\r\n"));
        Assert.IsTrue(Ask("set port 8443\r", "OK\r\n"));
        Assert.AreEqual(8443, _agent.Settings.Port);
        Assert.IsTrue(Ask("pin lock\r", "OK\r\n"));
        Assert.IsTrue(Ask("set port 443\r", "ERR 20 "));
        Assert.IsTrue(Ask("pin 471147\r", "OK\r\n"));
        Assert.IsTrue(Ask("reboot\r", "reboot=now\r\nOK\r\n"));
        Run(Limits.ConsoleDrainMs / StepMs + 2);
        Assert.AreEqual(1, _board.Reboots);
    }

    /// <summary>Each wrong PIN doubles the delay, and a start begins it anew.</summary>
    [TestMethod]
    public void WrongPinsDelay()
    {
        var settings = new TerminalSettings();
        var nvram = new JournalNvram(NvramMap.SizeBytes(8));
        var events = new EventLog(nvram, _board.Clock);
        var keeper = new SettingsKeeper(_board.Board.Settings);
        PinGuard guard = Make(PinRole.Technician, nvram, settings, keeper, events);
        byte[] right = ByteCodec.Ascii("471147");
        byte[] wrong = ByteCodec.Ascii("471148");
        guard.Start(true, 0);
        Assert.IsTrue(guard.Check(right, 0, 6, 0) == PinVerdict.NotSet);
        Assert.IsTrue(guard.Set(right, 0, 5) == PinVerdict.Malformed);
        Assert.IsTrue(guard.Set(right, 0, 6) == PinVerdict.Busy);
        Assert.IsTrue(Judge(guard, 0) == PinVerdict.Right);
        long nowMs = 0;
        long delayMs = Limits.PinDelayBaseMs;
        for (int i = 0; i < 4; i++)
        {
            Assert.IsTrue(guard.Check(wrong, 0, 6, nowMs) == PinVerdict.Busy);
            Assert.IsTrue(Judge(guard, nowMs) == PinVerdict.Wrong);
            Assert.IsTrue(guard.WaitMs(nowMs) == delayMs);
            Assert.IsTrue(guard.Check(right, 0, 6, nowMs + delayMs - 1) == PinVerdict.Locked);
            nowMs += delayMs;
            delayMs *= 2;
        }

        Assert.IsTrue(keeper.IsSavePending);
        Assert.AreEqual(4, settings.Technician.WrongCount);
        guard = Make(PinRole.Technician, nvram, settings, keeper, events);
        guard.Start(true, 100);
        Assert.IsTrue(guard.WaitMs(100) == delayMs / 2);
        nowMs = 100 + (delayMs / 2);
        Assert.IsTrue(guard.Check(right, 0, 6, nowMs) == PinVerdict.Busy);
        Assert.IsTrue(Judge(guard, nowMs) == PinVerdict.Right);
        Assert.AreEqual(0, guard.WrongCount);
        Assert.AreEqual(0, settings.Technician.WrongCount);
    }

    /// <summary>Another NVRAM, or other settings, forget no wrong try.</summary>
    [TestMethod]
    public void EitherMemoryKeepsTheTries()
    {
        var settings = new TerminalSettings();
        var nvram = new JournalNvram(NvramMap.SizeBytes(8));
        var events = new EventLog(nvram, _board.Clock);
        var keeper = new SettingsKeeper(_board.Board.Settings);
        PinGuard guard = Make(PinRole.Technician, nvram, settings, keeper, events);
        byte[] code = ByteCodec.Ascii("471147");
        guard.Start(true, 0);
        guard.Set(code, 0, 6);
        Judge(guard, 0);
        guard.Check(ByteCodec.Ascii("999999"), 0, 6, 0);
        Judge(guard, 0);
        guard = Make(
            PinRole.Technician, new JournalNvram(NvramMap.SizeBytes(8)), settings, keeper, events);
        guard.Start(true, 0);
        Assert.AreEqual(1, guard.WrongCount);
        settings.Technician.WrongCount = 0;
        guard = Make(PinRole.Technician, nvram, settings, keeper, events);
        guard.Start(true, 0);
        Assert.AreEqual(1, guard.WrongCount);
    }

    /// <summary>The merchant's code has 4 digits at least, and its delay ends at 5 min.</summary>
    [TestMethod]
    public void TheMerchantsDelayIsShort()
    {
        var settings = new TerminalSettings();
        var nvram = new JournalNvram(NvramMap.SizeBytes(8));
        var events = new EventLog(nvram, _board.Clock);
        var keeper = new SettingsKeeper(_board.Board.Settings);
        PinGuard guard = Make(PinRole.Merchant, nvram, settings, keeper, events);
        byte[] code = ByteCodec.Ascii("4711");
        guard.Start(true, 0);
        Assert.IsTrue(guard.Set(code, 0, 3) == PinVerdict.Malformed);
        Assert.IsTrue(guard.Set(code, 0, 4) == PinVerdict.Busy);
        Assert.IsTrue(Judge(guard, 0) == PinVerdict.Right);
        Assert.IsFalse(settings.Technician.IsSet);
        byte[] wrong = ByteCodec.Ascii("0000");
        long nowMs = 0;
        for (int i = 0; i < 12; i++)
        {
            Assert.IsTrue(guard.Check(wrong, 0, 4, nowMs) == PinVerdict.Busy);
            Assert.IsTrue(Judge(guard, nowMs) == PinVerdict.Wrong);
            Assert.IsTrue(guard.WaitMs(nowMs) <= 300_000);
            nowMs += guard.WaitMs(nowMs);
        }

        Assert.AreEqual(300_000, Limits.MerchantDelayMsMax);
        Assert.IsTrue(guard.Check(code, 0, 4, nowMs) == PinVerdict.Busy);
        Assert.IsTrue(Judge(guard, nowMs) == PinVerdict.Right);
    }

    private static PinGuard Make(
        PinRole role, JournalNvram nvram, TerminalSettings settings, SettingsKeeper keeper,
        EventLog events) =>
        new PinGuard(role, nvram, _board, _board, settings, keeper, new PinWork(), events);

    private static PinVerdict Judge(PinGuard guard, long nowMs)
    {
        for (int i = 0; i < StepsMax && guard.Verdict == PinVerdict.Busy; i++)
        {
            guard.Step(nowMs);
        }

        return guard.Verdict;
    }

    private static bool Ask(string line, string answer)
    {
        _board.Line.Forget();
        _board.Line.Type(line);
        for (int i = 0; i < StepsMax; i++)
        {
            Run(1);
            if (_board.Line.Has("OK\r\n") || _board.Line.Has("ERR "))
            {
                break;
            }
        }

        Run(3);
        return _board.Line.Has(answer);
    }

    private static void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _agent.Step();
            _board.Clock.UptimeMs += StepMs;
        }
    }
}
