using Terminal.Agent.Journal;
using Terminal.Rig.Tests.Il;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>
/// Random bytes into the console: nothing is thrown, nothing is allocated, the journal stays what it was, and the
/// next proper command is answered.
/// </summary>
public sealed class ConsoleFuzzTests
{
    private static readonly string[] Pieces =
    [
        "help", "status", "queue", "journal", "all", "export", "totals", "log", "set", "port", "serial", "pin",
        "123456",
        "0000", "wifi", "add", "forget", "scan", "list", "test", "key", "time", "lang", "en", "selftest", "reboot",
        "reset", "factory", "screen", "press", "ok", "cancel", "1250", " ", " ", " ", "\r", "\r\n", "\n", "\"", "\\",
        "\x1b[A", "\b", "\x03", "é", "€", "\0", "\x7f", "\t", "-1", "99999999999999999999", "stest_",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_lines_do_no_harm(int seed)
    {
        var random = new Random(seed);
        var fixture = new ConsoleFixture(s => s.SerialLength = System.Text.Encoding.ASCII.GetBytes("T1", s.Serial));
        ConsoleTests.SetPin(fixture);
        TechnicianTests.Append(fixture);
        byte[] noise = new byte[24];
        for (int round = 0; round < 25_000; round++)
        {
            if (random.Next(4) == 0)
            {
                random.NextBytes(noise);
                fixture.Type(noise);
            }
            else
            {
                fixture.Type(Pieces[random.Next(Pieces.Length)]);
            }

            fixture.Step();
        }

        Assert.Equal(1, fixture.Agent.Journal.WaitingCount);
        Assert.Equal(TransactionState.Pending, fixture.Agent.Journal.State(fixture.Agent.Journal.Newest()));
        Assert.True(fixture.Console.LineCount > 500, $"{fixture.Console.LineCount} lines");
        fixture.Type("\x03\r");
        fixture.Run(60_000);
        Assert.Contains("waiting=1", fixture.Ask("queue"));
        fixture.Restart();
        Assert.Equal(MountResult.Mounted, fixture.Agent.Journal.Mounted);
        Assert.Equal(1, fixture.Agent.Journal.WaitingCount);
    }

    [Fact]
    public void Nothing_that_the_console_does_allocates()
    {
        var walk = AllocationWalk.From(
            NanoAssemblies.House,
            m => m.DeclaringType.Name == "TechnicianConsole" && m.Name == "Step");
        const string Fail = "Terminal.Agent.Invariant::Fail()";
        const string Reason = "only when the program itself is wrong";
        Assert.Empty(walk.Unexplained([new(Fail, "newobj", Reason), new(Fail, "throw", Reason)]));
        Assert.InRange(walk.MethodCount, 150, 2_000);
    }

    [Fact]
    public void An_idle_console_costs_nothing_and_sleeps()
    {
        var fixture = new ConsoleFixture();
        fixture.Run(200);
        Assert.Equal(Terminal.Agent.Limits.IdleStepMs, fixture.Console.Step(fixture.Clock.UptimeMs));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            fixture.Console.Step(fixture.Clock.UptimeMs);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_line_that_is_held_back_loses_nothing()
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        for (int i = 0; i < 40; i++)
        {
            TechnicianTests.Append(fixture);
        }

        string[] rows = fixture.Ask("export");
        Assert.Equal(43, rows.Length);
        Assert.Equal(40, Terminal.Rig.Consoles.ExportFile.Read(string.Join('\n', rows)).Count);
        Assert.Equal(41, fixture.Ask("journal all").Length);
        Assert.Equal(21, fixture.Ask("journal").Length);
        Assert.Equal(4, fixture.Ask("journal 3").Length);
        Assert.Equal(["state=pending currency=eur count=40 amount=500.00", "OK"], fixture.Ask("totals"));
    }
}
