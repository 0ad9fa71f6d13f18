using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Tests.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>Where secrets end: reset, key change, another host, scrap, and RAM after their use.</summary>
public sealed class SecretsEndTests
{
    private const string Key = "stest_ABCDEFGHIJKLMNOPQRSTUVWX";
    private const string NewKey = "stest_abcdefghijklmnopqrstuvwx";
    private const string Passphrase = "croissant-chaud";
    private const string ApnPassword = "s3cret-of-sim";
    private const string PaymentId = "paym_123456789012345678901234";
    private const string Last4 = "4242";

    [Fact]
    public void After_a_reset_no_memory_holds_a_byte_of_a_secret()
    {
        var fixture = Filled();
        Dictionary<string, byte[]> secrets = Secrets(fixture);
        Assert.All(secrets, s => Assert.True(Held(fixture, s.Value), s.Key + " was never there"));
        fixture.Ask("reset factory");
        fixture.Run(500);
        Assert.All(secrets, s => Assert.False(Held(fixture, s.Value), s.Key));
        Assert.Equal("T4200017", Encoding.ASCII.GetString(fixture.Agent.Settings.Serial, 0, 8));
        fixture.Restart();
        Assert.Equal(MountResult.Mounted, fixture.Agent.Journal.Mounted);
        Assert.All(secrets, s => Assert.False(Held(fixture, s.Value), s.Key + " after a restart"));
    }

    [Fact]
    public void A_key_that_is_changed_leaves_both_slots()
    {
        var fixture = Filled();
        fixture.Ask("key " + NewKey + " yes");
        fixture.Run(500);
        Assert.False(Held(fixture, Encoding.ASCII.GetBytes(Key)));
        Assert.True(Held(fixture, Encoding.ASCII.GetBytes(NewKey)));
        Assert.Empty(BufferSearch.Find(fixture.Agent, Encoding.ASCII.GetBytes(Key)));
    }

    [Theory]
    [InlineData("set host api.example.test")]
    [InlineData("set port 8443")]
    public void Another_host_does_not_get_the_key(string command)
    {
        var fixture = Filled();
        Assert.Equal(["key=enter_again", "OK"], fixture.Ask(command));
        fixture.Run(500);
        Assert.Contains("key=missing", fixture.Ask("status"));
        Assert.False(Held(fixture, Encoding.ASCII.GetBytes(Key)));
        byte[] sent = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(Key + ":")));
        Assert.Empty(BufferSearch.Find(fixture.Agent, sent));
    }

    [Fact]
    public void The_same_host_again_keeps_the_key()
    {
        var fixture = Filled();
        Assert.Equal(["OK"], fixture.Ask("set host api.stancer.com"));
        Assert.Equal(["OK"], fixture.Ask("set port 443"));
        Assert.Contains("key=usable", fixture.Ask("status"));
    }

    [Fact]
    public void RAM_holds_a_secret_where_it_is_used_and_nowhere_else()
    {
        var fixture = Filled();
        fixture.Ask("pin 999999");
        fixture.Run(3_000);
        fixture.Ask("pin 471147");
        fixture.Type("key " + NewKey + "\u0003");
        fixture.Run(100);
        object[] roots = [fixture.Agent, fixture.Console];
        string[] holders = [.. roots.SelectMany(r => BufferSearch.Find(r, Encoding.ASCII.GetBytes(Key))).Distinct()];
        Assert.All(holders, h => Assert.EndsWith("ettings.Key", h, StringComparison.Ordinal));
        Assert.NotEmpty(holders);
        foreach (string gone in new[] { NewKey, "471147", "999999" })
        {
            Assert.All(roots, r => Assert.Empty(BufferSearch.Find(r, Encoding.ASCII.GetBytes(gone))));
        }

        holders = [.. roots.SelectMany(r => BufferSearch.Find(r, Encoding.ASCII.GetBytes(Passphrase))).Distinct()];
        Assert.All(holders, h => Assert.EndsWith("Passphrase", h, StringComparison.Ordinal));
    }

    [Fact]
    public void Scrap_erases_everything_and_says_what_to_do()
    {
        var fixture = Filled();
        TechnicianTests.Append(fixture);
        Assert.StartsWith("ERR 40", fixture.Last("reset scrap yes"), StringComparison.Ordinal);
        Finish(fixture);
        fixture.Type("reset scrap\r");
        fixture.Run(300);
        Assert.Contains("ASK Everything is erased", fixture.Said, StringComparison.Ordinal);
        string[] rows = fixture.Ask("yes");
        Assert.StartsWith("sim=", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("board=", rows[1], StringComparison.Ordinal);
        Assert.Equal(["reboot=now", "OK"], rows[2..]);
        fixture.Run(5_000);
        Assert.Equal(1, fixture.Reboots);
        Assert.Empty(fixture.RootSlot(0));
        Assert.All(Slots(fixture), slot => Assert.DoesNotContain(slot, b => b != 0));
        Assert.Equal(-1, fixture.Nvram.Image.IndexOf("T4200017"u8));
        Assert.Equal(-1, fixture.Nvram.Image.IndexOf("TERMJRNL"u8));
        fixture.Restart();
        Assert.Equal(MountResult.Formatted, fixture.Agent.Journal.Mounted);
        Assert.Equal(0, fixture.Agent.Settings.SerialLength);
        Assert.False(fixture.Agent.Pin.IsSet);
    }

    // A terminal with everything that is secret, and a sale that is over.
    private static ConsoleFixture Filled()
    {
        var fixture = new ConsoleFixture();
        string[] lines =
        [
            "pin set 471147", "pin merchant 8086", "set serial T4200017 yes", "set mode test yes",
            "key " + Key + " yes", "wifi add Boutique " + Passphrase, "set apn_user shop",
            "set apn_password " + ApnPassword,
        ];
        Assert.All(lines, line => Assert.Equal("OK", fixture.Last(line)));
        TechnicianTests.Append(fixture);
        Finish(fixture);
        fixture.Run(500);
        return fixture;
    }

    private static void Finish(ConsoleFixture fixture)
    {
        TransactionJournal journal = fixture.Agent.Journal;
        int slot = journal.OldestWaiting();
        var change = new StateChange();
        change.Reset(TransactionState.InFlight, 1_795_000_100);
        Assert.Equal(ChangeResult.Changed, journal.Change(slot, change));
        change.Reset(TransactionState.Approved, 1_795_000_101);
        change.PaymentIdLength = Encoding.ASCII.GetBytes(PaymentId, change.PaymentId);
        Assert.Equal(ChangeResult.Changed, journal.Change(slot, change));
    }

    private static Dictionary<string, byte[]> Secrets(ConsoleFixture fixture) => new()
    {
        ["key"] = Encoding.ASCII.GetBytes(Key),
        ["passphrase"] = Encoding.ASCII.GetBytes(Passphrase),
        ["password of the access point"] = Encoding.ASCII.GetBytes(ApnPassword),
        ["hash of the technician's code"] = [.. fixture.Agent.Settings.Technician.Hash],
        ["salt of the technician's code"] = [.. fixture.Agent.Settings.Technician.Salt],
        ["hash of the merchant's code"] = [.. fixture.Agent.Settings.Merchant.Hash],
        ["last four"] = Encoding.ASCII.GetBytes(Last4),
        ["payment id"] = Encoding.ASCII.GetBytes(PaymentId),
    };

    private static bool Held(ConsoleFixture fixture, byte[] secret) =>
        fixture.Nvram.Image.IndexOf(secret) >= 0 || Slots(fixture).Any(s => s.AsSpan().IndexOf(secret) >= 0);

    private static IEnumerable<byte[]> Slots(ConsoleFixture fixture)
    {
        for (int slot = 0; slot < 2; slot++)
        {
            byte[] bytes = new byte[Limits.SettingsBytesMax];
            int count = fixture.Settings.Read(slot, bytes, 0, bytes.Length);
            yield return bytes[..count];
        }
    }
}
