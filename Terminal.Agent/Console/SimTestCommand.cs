using Terminal.Agent.Acquirer;

namespace Terminal.Agent.Console;

/// <summary>sim test: the SIM step by step, a row for each.</summary>
internal sealed class SimTestCommand : IConsoleGroup
{
    private static readonly byte[][] Verbs = { ByteCodec.Ascii("test") };

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly SimTest _test;
    private int _next;

    public SimTestCommand(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _test = context.Agent.SimTest;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        CommandLine line = _context.Line;
        if (line.Count != 2 || line.IndexIn(1, Verbs) != 0)
        {
            return ConsoleAnswer.Usage;
        }

        if (!_context.Agent.Sale.IsIdle)
        {
            return ConsoleAnswer.SaleUnderWay;
        }

        if (_context.Agent.Links.Lent != null)
        {
            return ConsoleAnswer.TestUnderWay;
        }

        _next = 0;
        _test.Begin(nowMs);
        return ConsoleAnswer.Wait;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs)
    {
        _test.Step(nowMs);
        if (_next == SimTest.StepCount)
        {
            _context.Detail = 1;
            return _test.Fault != FaultCode.None ? ConsoleAnswer.TestFailed
                : _test.HasPassed ? ConsoleAnswer.Ok : ConsoleAnswer.Interrupted;
        }

        LinkTestMark mark = _test.MarkOf(_next);
        bool isFinal = mark == LinkTestMark.Good || mark == LinkTestMark.Bad;
        if (_test.IsRunning && !isFinal)
        {
            return ConsoleAnswer.Wait;
        }

        SelfTestResult result = mark == LinkTestMark.Good ? SelfTestResult.Passed
            : mark == LinkTestMark.Bad ? SelfTestResult.Failed : SelfTestResult.Skipped;
        _out.Key(ConsoleText.SimSteps[_next]).Text(ConsoleText.Results[(int)result]);
        _out.Key(ConsoleKeys.Code).Fault(
            result == SelfTestResult.Failed ? _test.Fault : FaultCode.None);
        _out.End();
        _next++;
        return ConsoleAnswer.More;
    }

    /// <summary>Payments have the SIM again.</summary>
    public void Interrupt() => _test.Stop();
}
