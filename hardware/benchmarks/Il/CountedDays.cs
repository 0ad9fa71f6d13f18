using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Benchmarks.Il;

/// <summary>
/// What is counted: the pages that show the days, on a terminal with more sales than slots, and an append that makes
/// room. Public and static because it is called by name, on counted code.
/// </summary>
public static class CountedDays
{
    private const int Days = 45;
    private const int SalesADay = 12;
    private const long FirstUtcSeconds = 1_780_000_000;

    /// <summary>
    /// An append on a journal whose every slot is used; then a page of the close, of the totals and of the history is
    /// turned, each from the key to the painted screen.
    /// </summary>
    /// <param name="mark">Called with "append" and "appended", then with the name of each page and "end".</param>
    public static void Play(Action<string> mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var terminal = new HandTerminal();
        terminal.Start();
        terminal.Run(1_000);
        var record = new TransactionRecord();
        var change = new StateChange();
        TransactionJournal journal = terminal.Agent.Journal;
        for (int day = 0; day < Days; day++)
        {
            for (int i = 0; i < SalesADay; i++)
            {
                long utcSeconds = FirstUtcSeconds + (day * Calendar.SecondsPerDay) + i;
                Fill(record, utcSeconds);
                bool isLast = day == Days - 1 && i == SalesADay - 1;
                if (isLast)
                {
                    mark("append");
                }

                Need(journal.Append(record) == AppendResult.Appended);
                if (isLast)
                {
                    mark("appended");
                }

                change.Reset(TransactionState.InFlight, utcSeconds);
                Need(journal.Change(record.Slot, change) == ChangeResult.Changed);
                change.Reset(TransactionState.Approved, utcSeconds + (i % 4 == 0 ? Calendar.SecondsPerDay : 1));
                Need(journal.Change(record.Slot, change) == ChangeResult.Changed);
            }
        }

        // Close of the day: back a day, the last row but one.
        Open(terminal, 8);
        terminal.Press(Key.Up, Key.Up);
        Turn(terminal, Key.Ok, "close", mark);
        Open(terminal, 2);
        Turn(terminal, Key.Down, "totals", mark);
        Open(terminal, 1);
        Turn(terminal, Key.Down, "history", mark);
    }

    private static void Open(HandTerminal terminal, int item)
    {
        terminal.Menu.Close(terminal.Clock.UptimeMs);
        terminal.Run(500);
        terminal.Press(Key.Menu, (Key)((int)Key.Digit0 + item));
        terminal.Run(500);
        Need(terminal.Menu.IsOpen);
    }

    private static void Turn(HandTerminal terminal, Key key, string name, Action<string> mark)
    {
        long nowMs = terminal.Clock.UptimeMs;
        mark(name);
        terminal.Menu.Press(key, nowMs);
        terminal.Menu.Step(nowMs);
        terminal.Agent.Painter.Step(nowMs);
        mark(name + " end");
    }

    private static void Fill(TransactionRecord record, long utcSeconds)
    {
        record.Kind = TransactionKind.Sale;
        record.AmountCents = 1_250;
        record.CreatedUtcSeconds = utcSeconds;
        record.EntryMode = CardEntryMode.Contactless;
        record.Flags = 0;
        record.KsnLength = 10;
        record.SealedLength = 160;
        Encoding.ASCII.GetBytes("eur", record.Currency);
        Encoding.ASCII.GetBytes("4242", record.Last4);
    }

    private static void Need(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the run did not go as it must");
        }
    }
}
