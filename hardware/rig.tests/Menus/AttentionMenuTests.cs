using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>What ended worse than the screen last said: its mark, its page, its exits.</summary>
public sealed class AttentionMenuTests
{
    private const string Mark = "Messages à lire";

    [Fact]
    public void The_mark_stays_until_every_entry_is_read()
    {
        var terminal = Start();
        Raise(terminal, AttentionKind.UnknownThenDeclined, 1);
        Raise(terminal, AttentionKind.KeySuspected, 0);
        Assert.Contains(Mark, terminal.Words);

        terminal.Press(Key.Ok);
        Assert.Contains("Vente non débitée", terminal.Words);
        Assert.Contains("1/2", terminal.Words);
        terminal.Press(Key.Ok);
        Assert.Contains("Clé à vérifier", terminal.Words);
        Assert.Equal(1, terminal.Agent.Attention.OpenCount);
        terminal.Press(Key.Cancel);
        terminal.Run(300);
        Assert.Contains(Mark, terminal.Words);

        terminal.Press(Key.Ok, Key.Ok);
        Assert.Contains("Aucun message", terminal.Words);
        terminal.Press(Key.Cancel);
        terminal.Run(300);
        Assert.DoesNotContain(Mark, terminal.Words);
        terminal.Press(Key.Ok);
        Assert.False(terminal.Menu.IsOpen);
    }

    [Fact]
    public void Entries_never_refuse_a_sale()
    {
        var terminal = Start();
        for (uint i = 1; i <= NvramMap.AttentionCount + 3; i++)
        {
            Raise(terminal, AttentionKind.CancelFailed, i);
        }

        Assert.Equal(3, terminal.Agent.Attention.MoreCount);
        terminal.Press((Key)1);
        Assert.Equal(ScreenId.AmountEntry, terminal.Agent.View.Id);
    }

    [Fact]
    public void A_late_decline_is_read_in_both_places_at_once()
    {
        foreach (bool isInList in new[] { true, false })
        {
            var terminal = Start();
            terminal.AddSale(1_250, "4242", TransactionState.Declined, TransactionFlags.Offline);
            TransactionJournal journal = terminal.Agent.Journal;
            var record = new TransactionRecord();
            Assert.True(journal.Load(journal.FirstLateDecline(), record));
            terminal.Agent.Attention.Raise(
                AttentionKind.LateDecline, record.Boot, record.Sequence, 1_250, 0);
            terminal.Run(300);
            Assert.Equal(ScreenId.LateDecline, terminal.Agent.View.Id);
            if (isInList)
            {
                Assert.True(terminal.Agent.Decide(1, AttentionExit.Acknowledged));
            }
            else
            {
                terminal.Press(Key.Ok);
            }

            terminal.Run(300);
            Assert.Equal(ScreenId.Idle, terminal.Agent.View.Id);
            Assert.Equal(0, terminal.Agent.Attention.Count);
            Assert.Equal(0, journal.LateDeclineCount);
        }
    }

    [Fact]
    public void What_a_person_must_find_out_takes_the_technicians_code()
    {
        var terminal = Start();
        terminal.SetCodes();
        Raise(terminal, AttentionKind.PaymentNotOurs, 9);
        terminal.Press(Key.Ok, Key.Ok);
        Assert.Contains("Code technicien", terminal.Words);
        Assert.Equal(1, terminal.Agent.Attention.OpenCount);
        terminal.Press((Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok);
        terminal.Run(3_000);
        Assert.Contains("A été fait", terminal.Words);
        terminal.Press((Key)3);
        Assert.Equal(0, terminal.Agent.Attention.Count);
        var entry = new AttentionEntry();
        Assert.True(terminal.Agent.Attention.Read(1, entry));
        Assert.Equal(AttentionExit.Left, entry.Exit);
    }

    private static HandTerminal Start() =>
        MenuSamples.Play(new MenuSample("counter", _ => { }), Language.French);

    private static void Raise(HandTerminal terminal, AttentionKind kind, uint sequence)
    {
        terminal.Agent.Attention.Raise(
            kind, sequence == 0 ? 0u : 1, sequence, 1_250, 1_700_000_000);
        terminal.Run(300);
    }
}
