using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>
/// Random keys, with the PIN and Menu among them more often than chance would have it: no exception, Cancel
/// leads back to the counter, and the journal stays legal.
/// </summary>
public sealed class MenuFuzzTests
{
    private const int CancelsMax = 8;

    // For a long run: MENU_SEQUENCES=1000000.
    private static readonly int Sequences =
        int.TryParse(Environment.GetEnvironmentVariable("MENU_SEQUENCES"), out int count) ? count : 50_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_keys_do_no_harm(int seed)
    {
        var random = new Random(seed);
        HandTerminal terminal = Fresh();
        int opened = 0;
        int refunds = 0;
        int resets = 0;
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            PlayOne(terminal, random);
            opened += terminal.Menu.IsOpen ? 1 : 0;
            int cancels = 0;
            while (terminal.Menu.IsOpen || !terminal.Agent.Sale.IsIdle)
            {
                terminal.Press(Key.Cancel);
                Assert.True(++cancels <= CancelsMax, $"seed {seed} sequence {sequence}: {terminal.Words}");
                if (cancels == CancelsMax - 1)
                {
                    // A reset that waits for its restart.
                    terminal.Run(4_000);
                }
            }

            if (terminal.Reboots > 0 || sequence % 2_000 == 1_999)
            {
                terminal.Run(300);
                refunds += CheckJournal(terminal, $"seed {seed} sequence {sequence}");
                resets += terminal.Reboots;
                terminal = Fresh();
            }
        }

        Assert.True(opened > Sequences / 20, $"{opened} times inside");
        Assert.True(refunds > Sequences / 50_000, $"{refunds} refunds");

        // A long run finds its way to the reset as well.
        Assert.True(resets > 1 || Sequences < 100_000, $"{resets} resets");
    }

    private static HandTerminal Fresh()
    {
        HandTerminal terminal = MenuSamples.Play(new MenuSample("counter", _ => { }), Language.French);
        terminal.SetCodes();
        return terminal;
    }

    private static void PlayOne(HandTerminal terminal, Random random)
    {
        int count = random.Next(1, 9);
        if (random.Next(3) > 0)
        {
            terminal.Press(Key.Menu);
        }

        for (int i = 0; i < count; i++)
        {
            int what = random.Next(24);
            if (what < 16)
            {
                terminal.Press((Key)what);
            }
            else if (what == 16)
            {
                // Time for a scan, a test, a note that goes.
                terminal.Run(random.Next(1, 400));
            }
            else if (what is 17 or 19)
            {
                string code = what == 17 ? HandTerminal.MerchantCode : HandTerminal.TechnicianCode;
                terminal.Press([.. code.Select(digit => (Key)(digit - '0')), Key.Ok]);
                int steps = (Terminal.Agent.Limits.PinRoundsCount / Terminal.Agent.Limits.PinRoundsPerStepCount) + 2;
                for (int step = 0; step < steps; step++)
                {
                    terminal.Agent.Step();
                }
            }
            else if (what == 18)
            {
                terminal.Press(Key.Menu, (Key)random.Next(1, 7));
            }
            else
            {
                terminal.Press(Key.Ok);
            }
        }
    }

    // Refunds of a sale are never more than the sale; every state is one that a record may have.
    private static int CheckJournal(HandTerminal terminal, string where)
    {
        TransactionJournal journal = terminal.Agent.Journal;
        var sales = new Dictionary<(uint, uint), int>();
        var refunded = new Dictionary<(uint, uint), int>();
        int refunds = 0;
        for (int slot = journal.Newest(); slot >= 0; slot = journal.Older(slot))
        {
            var record = new TransactionRecord();
            Assert.True(journal.Load(slot, record), where);
            Assert.NotEqual(TransactionState.Free, record.State);
            if (record.Kind == TransactionKind.Sale)
            {
                sales[(record.Boot, record.Sequence)] = record.AmountCents;
                continue;
            }

            refunds++;
            bool counts = record.State is not (TransactionState.Declined or TransactionState.Rejected);
            var key = (record.OriginalBoot, record.OriginalSequence);
            refunded[key] = refunded.GetValueOrDefault(key) + (counts ? record.AmountCents : 0);
        }

        Assert.All(refunded, sum => Assert.True(sum.Value <= sales[sum.Key], where));
        return refunds;
    }
}
