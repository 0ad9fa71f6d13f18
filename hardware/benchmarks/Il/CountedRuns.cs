using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Il;

/// <summary>
/// What is counted: a whole sale and quiet steps of a terminal in virtual time, over the emulated modem at 115200 baud.
/// Public and static because it is called by name, on counted code.
/// </summary>
public static class CountedRuns
{
    /// <summary>Idle steps that are counted.</summary>
    public const int IdleSteps = 1_000;

    /// <summary>Sales made first, so that lists and slots are as on any day.</summary>
    private const int EarlierSales = 3;

    /// <summary>
    /// One sale from the card's read to the committed answer and its screen, then idle steps.
    /// </summary>
    /// <param name="mark">Called with "card", "committed", "shown", "idle" and "end" as each moment comes.</param>
    /// <returns>Steps of the sale.</returns>
    public static int Play(Action<string> mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        SimWorld world = SimWorld.OnSim(1);
        SimTerminal terminal = world.Terminal;
        for (int i = 0; i < EarlierSales; i++)
        {
            Need(world.Sell(1_000 + i));
            Need(world.RunUntil(() => terminal.Agent!.View.Id == ScreenId.Approved, 15_000));
            world.Run(60_000);
        }

        terminal.Press("4250o");
        Need(world.RunUntil(() => terminal.Tap("approved"), 5_000));
        int slot = terminal.Agent!.Journal.Newest();
        int sale = NvramMap.SlotAddress(slot + 1) + SlotImage.Cell;
        bool isCommitted = false;
        terminal.Nvram.Writing += (_, _) =>
        {
            // The write after the cell that says Approved: from here on the answer stands.
            if (!isCommitted && (StateAt(terminal, sale) == TransactionState.Approved
                || StateAt(terminal, sale + SlotImage.CellBytes) == TransactionState.Approved))
            {
                isCommitted = true;
                mark("committed");
            }
        };
        mark("card");
        long before = terminal.Steps;
        Need(world.RunUntil(() => terminal.Agent!.View.Id == ScreenId.Approved, 15_000));
        int steps = (int)(terminal.Steps - before);
        mark("shown");
        Need(terminal.Agent!.Journal.WaitingCount == 0);
        world.Run(60_000);
        Need(terminal.Agent!.View.Id == ScreenId.Idle);
        Need(terminal.Agent.Links.Sim.State == LinkState.Online);
        mark("idle");
        for (int i = 0; i < IdleSteps; i++)
        {
            // Time stands still: nothing is due and nothing arrives.
            terminal.Agent.Step();
        }

        mark("end");
        return steps;
    }

    /// <summary>A code is chosen: all its iterations.</summary>
    /// <param name="mark">Called with "begin" and "end".</param>
    /// <returns>How many iterations there are.</returns>
    public static int GiveCode(Action<string> mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        PinGuard guard = SimWorld.OnSim(1).Terminal.Agent!.MerchantPin;
        Need(guard.Set("2580"u8.ToArray(), 0, 4) == PinVerdict.Busy);
        mark("begin");
        while (guard.Step(0) == PinVerdict.Busy)
        {
            // Nothing else runs between.
        }

        mark("end");
        return Limits.PinRoundsCount;
    }

    private static TransactionState StateAt(SimTerminal terminal, int cellAddress) =>
        (TransactionState)terminal.Nvram.Image[cellAddress + 9];

    private static void Need(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the run did not go as it must");
        }
    }
}
