using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>What every command works with.</summary>
internal sealed class ConsoleContext
{
    public readonly ConsoleOutput Out;
    public readonly CommandLine Line = new CommandLine();
    public readonly Agent Agent;
    public readonly Board Board;
    public readonly WifiTest WifiTest;

    /// <summary>A number that goes with an error; -1 when none.</summary>
    public long Detail = -1;

    /// <summary>Words that go with an error; null when none.</summary>
    public byte[] DetailText;

    private long _openUntilMs;

    // What the latest whole export held: the newest transaction then, and how many were exported.
    private int _exportNewest = -1;
    private int _exportCount = -1;

    public ConsoleContext(ISerialPort port, Agent agent, Board board, WifiTest wifiTest)
    {
        Out = new ConsoleOutput(port);
        Agent = agent;
        Board = board;
        WifiTest = wifiTest;
    }

    /// <summary>True while the PIN that was given counts.</summary>
    public bool IsOpen(long nowMs) => nowMs < _openUntilMs;

    /// <summary>The PIN was right, or a command has been given since.</summary>
    public void Open(long nowMs) => _openUntilMs = nowMs + Limits.ConsoleOpenMs;

    public void Close() => _openUntilMs = 0;

    /// <summary>Ok when a command that needs the PIN may run.</summary>
    public ConsoleAnswer NeedPin(long nowMs) =>
        !Agent.Pin.IsSet ? ConsoleAnswer.PinNotSet
        : IsOpen(nowMs) ? ConsoleAnswer.Ok : ConsoleAnswer.PinNeeded;

    /// <summary>Ok when settings may be changed now.</summary>
    public ConsoleAnswer NeedPinAndNoSale(long nowMs)
    {
        ConsoleAnswer answer = NeedPin(nowMs);
        return answer == ConsoleAnswer.Ok && !Agent.Sale.IsIdle
            ? ConsoleAnswer.SaleUnderWay : answer;
    }

    /// <summary>Ok when nothing waits to be delivered; else says how much does.</summary>
    public ConsoleAnswer NeedEmptyQueue()
    {
        Detail = Agent.Journal.UndeliveredCount;
        return Detail == 0 ? ConsoleAnswer.Ok : ConsoleAnswer.Undelivered;
    }

    /// <summary>An export has been printed to its end.</summary>
    public void NoteExport(int count)
    {
        _exportNewest = Agent.Journal.Newest();
        _exportCount = count;
    }

    /// <summary>
    /// True when everything that waits has been exported since start, so that it can be delivered
    /// from the export should this terminal not manage to.
    /// </summary>
    public bool IsExported =>
        _exportCount >= Agent.Journal.UndeliveredCount && _exportNewest == Agent.Journal.Newest();

    public ConsoleAnswer Error(ConsoleAnswer answer, byte[] detail)
    {
        DetailText = detail;
        return answer;
    }

    public void YesNo(byte[] key, bool isYes) =>
        Out.Key(key).Text(ConsoleText.YesNo[isYes ? 1 : 0]);
}
