using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Xunit;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>Whose queue it is: boards are replaced, memories move and grow old, keys rotate.</summary>
public sealed class QueueOwnerTests
{
    private const string Key = "stest_ABCDEFGHIJKLMNOPQRSTUVWX";
    private const string OtherKey = "stest_abcdefghijklmnopqrstuvwx";

    [Fact]
    public void The_journal_keeps_serial_number_mode_and_a_fingerprint()
    {
        var fixture = Start();
        JournalOwner owner = fixture.Agent.Journal.Owner;
        Assert.Equal("T4200017", Encoding.ASCII.GetString(owner.Serial, 0, owner.SerialLength));
        Assert.True(owner.HasAccount);
        Assert.True(owner.IsTestMode);
        Assert.Contains("owner=T4200017", fixture.Ask("queue"));
        Assert.Contains("hold=none", fixture.Ask("queue"));
        string memory = Encoding.Latin1.GetString(Bytes(fixture.Nvram));
        Assert.DoesNotContain(Key, memory, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[6..14], memory, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_without_a_serial_number_takes_the_journals_and_its_mode()
    {
        var fixture = Start();
        TechnicianTests.Append(fixture);
        uint boot = fixture.Agent.Journal.Boot;
        Lose(fixture.Settings);
        fixture.Restart();
        Assert.Contains("serial=T4200017", fixture.Ask("status"));
        Assert.Contains("mode=test", fixture.Ask("status"));
        Assert.Contains("hold=none", fixture.Ask("queue"));
        Assert.Contains("waiting=1", fixture.Ask("queue"));

        // A copy of the memory may go on in another board: the numbers of both must differ.
        Assert.True(fixture.Agent.Journal.Boot - boot >= Limits.BootLeapCount);
        ConsoleTests.SetPin(fixture);
        Assert.Equal("OK", fixture.Last("key " + Key));
        Assert.Contains("hold=none", fixture.Ask("queue"));
    }

    [Fact]
    public void A_key_of_another_account_does_not_get_the_queue_without_a_word()
    {
        var fixture = Start();
        TechnicianTests.Append(fixture);
        ConsoleTests.SetPin(fixture);
        Assert.StartsWith("ASK ", Asked(fixture, "key " + OtherKey), StringComparison.Ordinal);
        Assert.Equal("ERR 16 not confirmed, nothing is done", fixture.Last("status"));
        Assert.Equal("ERR 40 refused, undelivered transactions: 1", fixture.Last("key " + OtherKey + " no"));
        Assert.Equal(Key, KeyOf(fixture.Agent));

        Asked(fixture, "key " + OtherKey);
        Assert.Equal("OK", fixture.Last("yes"));
        Assert.Equal(OtherKey, KeyOf(fixture.Agent));
        Assert.Contains("hold=none", fixture.Ask("queue"));
        fixture.Run(200);
        fixture.Restart();
        Assert.Contains("hold=none", fixture.Ask("queue"));
        Assert.Equal(1, fixture.Agent.Journal.UndeliveredCount);
    }

    [Fact]
    public void Another_account_gets_the_terminal_after_the_queue_has_been_exported_and_left_it()
    {
        var fixture = Start();
        TechnicianTests.Append(fixture);
        ConsoleTests.SetPin(fixture);
        Assert.Contains("T4200017-", fixture.Ask("export")[1], StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("key " + OtherKey + " no"));
        Assert.Equal(0, fixture.Agent.Journal.UndeliveredCount);
        Assert.Equal(OtherKey, KeyOf(fixture.Agent));
        Assert.Equal(QueueHold.None, fixture.Agent.Owner.Hold);
        Assert.DoesNotContain("4242", Encoding.Latin1.GetString(Bytes(fixture.Nvram)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_queue_asks_only_whether_the_key_is_meant()
    {
        var fixture = Start();
        ConsoleTests.SetPin(fixture);
        Assert.Contains("account of this key", Asked(fixture, "key " + OtherKey), StringComparison.Ordinal);
        Assert.StartsWith("ERR 16", fixture.Last("no"), StringComparison.Ordinal);
        Assert.Equal(Key, KeyOf(fixture.Agent));
        Assert.Equal("OK", fixture.Last("key " + OtherKey + " yes"));
        Assert.Equal(OtherKey, KeyOf(fixture.Agent));
    }

    [Fact]
    public void A_question_about_a_key_ends_by_itself_and_forgets_the_key()
    {
        var fixture = Start();
        ConsoleTests.SetPin(fixture);
        Asked(fixture, "key " + OtherKey);
        fixture.Run(Limits.ConsoleAskMs + 100);
        Assert.Contains("ERR 16", fixture.Said, StringComparison.Ordinal);
        Assert.StartsWith("ERR 10", fixture.Last("yes"), StringComparison.Ordinal);
        Assert.Equal(Key, KeyOf(fixture.Agent));
    }

    [Theory]
    [InlineData(QueueHold.OtherTerminal, FaultCode.QueueOfOtherTerminal, "hold=other_terminal")]
    [InlineData(QueueHold.OtherAccount, FaultCode.QueueOfOtherAccount, "hold=other_account")]
    [InlineData(QueueHold.RolledBack, FaultCode.MemoryRolledBack, "hold=rolled_back")]
    public void A_held_queue_has_its_screen_and_words_and_is_taken_over(
        QueueHold hold, FaultCode fault, string row)
    {
        var fixture = Held(hold);
        Assert.Equal(hold, fixture.Agent.Owner.Hold);
        Assert.Contains(row, fixture.Ask("queue"));
        fixture.Run(1_000);
        Assert.Equal(ScreenId.QueueHeld, fixture.Agent.View.Id);
        Assert.Equal(fault, fixture.Agent.View.Fault);
        Assert.Contains(
            fixture.Ask("screen"), r => r.Contains("ENVOIS SUSPENDUS", StringComparison.Ordinal));
        Assert.Equal(1, fixture.Agent.Attention.OpenCount);

        // Another start does not make anybody forget it, and the hold has been told once.
        fixture.Restart();
        Assert.Equal(hold, fixture.Agent.Owner.Hold);
        Assert.Equal(1, fixture.Agent.Attention.OpenCount);
        OpenConsole(fixture);
        Assert.Equal(["memory_goes_back_to=T4200017", "OK"], fixture.Ask("queue giveback"));
        Assert.StartsWith("ERR 46", fixture.Last("queue drop"), StringComparison.Ordinal);
        Asked(fixture, "queue takeover");
        Assert.StartsWith("ERR 16", fixture.Last("no"), StringComparison.Ordinal);
        Assert.Equal(hold, fixture.Agent.Owner.Hold);

        Assert.Equal("OK", fixture.Last("queue takeover yes"));
        Assert.Equal(QueueHold.None, fixture.Agent.Owner.Hold);
        Assert.Contains("serial=T4200017", fixture.Ask("status"));
        Assert.Equal(0, fixture.Agent.Attention.OpenCount);
        Assert.StartsWith("ERR 47", fixture.Last("queue takeover"), StringComparison.Ordinal);
        fixture.Run(300);
        fixture.Restart();
        Assert.Equal(QueueHold.None, fixture.Agent.Owner.Hold);
        Assert.Equal(1, fixture.Agent.Journal.UndeliveredCount);
    }

    [Fact]
    public void A_held_queue_is_exported_under_its_own_ids_and_dropped()
    {
        var fixture = Held(QueueHold.OtherTerminal);
        OpenConsole(fixture);
        string[] rows = fixture.Ask("export");
        Assert.StartsWith("export=1 serial=T4200017 ", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("transaction=T4200017-", rows[1], StringComparison.Ordinal);
        Asked(fixture, "queue drop");
        Assert.Equal("OK", fixture.Last("yes"));
        Assert.Equal(QueueHold.None, fixture.Agent.Owner.Hold);
        Assert.Equal(0, fixture.Agent.Journal.UndeliveredCount);
        Assert.Contains("owner=X4200017", fixture.Ask("queue"));
        fixture.Restart();
        Assert.Equal(0, fixture.Agent.Journal.UndeliveredCount);
        Assert.Equal(MountResult.Mounted, fixture.Agent.Journal.Mounted);
    }

    [Fact]
    public void The_first_boot_counter_is_random_and_the_next_is_one_more()
    {
        var seen = new HashSet<uint>();
        for (int seed = 1; seed <= 20; seed++)
        {
            int draw = seed;
            var board = new TestBoard(new VirtualClock(1_795_000_000))
            {
                MakeWifiTransport = () => new ScriptedTransport(new VirtualClock(1)),
                RandomSeed = () => draw,
                HasMenus = false,
            };
            AgentCore agent = board.PowerOn();
            agent.Start();
            uint boot = agent.Journal.Boot;
            Assert.InRange(boot, 1u, 1u << 31);
            Assert.True(seen.Add(boot));
            Steps(agent, board.Clock);
            agent = board.PowerOn();
            agent.Start();
            Assert.Equal(boot + 1, agent.Journal.Boot);
        }
    }

    [Fact]
    public void A_memory_that_is_put_back_gives_no_number_twice()
    {
        var fixture = Start();
        byte[] old = Bytes(fixture.Nvram);
        uint last = 0;
        for (int start = 0; start <= Limits.BootLagCount + 1; start++)
        {
            fixture.Restart();
            fixture.Run(100);
            last = fixture.Agent.Journal.Boot;
        }

        fixture.Nvram.Write(0, old, 0, old.Length);
        fixture.Restart();
        Assert.True(fixture.Agent.Journal.Boot > last);
        Assert.True(fixture.Agent.Journal.IsBehind);

        // Nothing waits in it: it is noted, and the terminal goes on.
        Assert.Equal(QueueHold.None, fixture.Agent.Owner.Hold);
        Assert.Contains(fixture.Ask("log"), r => r.Contains("kind=oldmemory", StringComparison.Ordinal));
    }

    private static ConsoleFixture Start() => new(s =>
    {
        s.SerialLength = Encoding.ASCII.GetBytes("T4200017", s.Serial);
        s.IsTestMode = true;
        s.KeyLength = Encoding.ASCII.GetBytes(Key, s.Key);
    });

    private static ConsoleFixture Held(QueueHold hold)
    {
        var fixture = Start();
        ConsoleTests.SetPin(fixture);
        TechnicianTests.Append(fixture);
        fixture.Run(300);
        byte[] old = Bytes(fixture.Nvram);
        if (hold == QueueHold.RolledBack)
        {
            for (int start = 0; start <= Limits.BootLagCount; start++)
            {
                fixture.Restart();
                fixture.Run(300);
            }

            fixture.Nvram.Write(0, old, 0, old.Length);
            fixture.Restart();
            return fixture;
        }

        // Another board: settings of its own.
        var settings = new TerminalSettings();
        new SettingsKeeper(fixture.Settings).Load(settings);
        settings.Serial[0] = hold == QueueHold.OtherTerminal ? (byte)'X' : settings.Serial[0];
        settings.Key[29] ^= hold == QueueHold.OtherAccount ? (byte)1 : (byte)0;
        TestBoard.Provision(fixture.Settings, s => Copy(settings, s));
        fixture.Restart();
        return fixture;
    }

    private static void Copy(TerminalSettings from, TerminalSettings to)
    {
        Array.Copy(from.Serial, to.Serial, from.Serial.Length);
        Array.Copy(from.Key, to.Key, from.Key.Length);
    }

    private static void OpenConsole(ConsoleFixture fixture) => Assert.Equal("OK", fixture.Last("pin 123456"));

    // Types a line that is answered with a question.
    private static string Asked(ConsoleFixture fixture, string line)
    {
        int from = fixture.Said.Length;
        fixture.Type(line + "\r");
        fixture.Run(500);
        return fixture.Said[from..].Split("\r\n").Single(r => r.StartsWith("ASK ", StringComparison.Ordinal));
    }

    private static string KeyOf(AgentCore agent) =>
        Encoding.ASCII.GetString(agent.Settings.Key, 0, agent.Settings.KeyLength);

    private static byte[] Bytes(MemoryNvram nvram)
    {
        byte[] bytes = new byte[nvram.SizeBytes];
        nvram.Read(0, bytes, 0, bytes.Length);
        return bytes;
    }

    private static void Lose(MemorySettingsStore store)
    {
        store.Write(0, [], 0, 0);
        store.Write(1, [], 0, 0);
    }

    private static void Steps(AgentCore agent, VirtualClock clock)
    {
        for (int i = 0; i < 20; i++)
        {
            agent.Step();
            clock.Move(10);
        }
    }
}
