using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Terminal.Rig.Hil;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Hil;

/// <summary>
/// A terminal in a process of its own, its three serial lines on pseudo-terminals, and `hil` in
/// another: what a bench with a physical terminal does, without one.
/// </summary>
public sealed class HilTests
{
    [Fact]
    public async Task Scenarios_are_played_through_the_console()
    {
        string folder = Directory.CreateTempSubdirectory("hil").FullName;
        string authority = Path.Combine(folder, "authority.pem");
        string root = Path.Combine(folder, "root.pem");
        string pin = Path.Combine(folder, "pin");
        string report = Path.Combine(folder, "results.xml");
        await File.WriteAllTextAsync(pin, "258036\n");
        await using (RigProcess make = RigProcess.Start("hil", "--authority", authority, "--ca-out", root))
        {
            Assert.Equal(0, await make.EndAsync());
        }

        string acquirer = $"127.0.0.1:{FreePort()}";
        await using RigProcess terminal =
            RigProcess.Start("terminal", "--root", root, "--acquirer", acquirer);
        await terminal.UntilAsync("reader=/dev/");
        await using RigProcess hil = RigProcess.Start(
            "hil", "first-sale", "declined", "answer-lost", "wifi-only", "power-cut", "menus",
            "--listen", acquirer, "--authority", authority, "--pin-file", pin, "--junit", report,
            "--port", Line(terminal, "console"), "--modem", Line(terminal, "modem"),
            "--reader", Line(terminal, "reader"));
        await hil.UntilAsync("HANDS: pull the terminal's plug", 1, 120_000);
        terminal.Type("cut");
        await terminal.UntilAsync("off");
        hil.Type("");
        await hil.UntilAsync("HANDS: plug the terminal in");
        terminal.Type("on");
        hil.Type("");
        int code = await hil.EndAsync(120_000);
        Assert.True(code == 0, hil.Said);
        Assert.Contains("the terminal had no PIN", hil.Said, StringComparison.Ordinal);
        Assert.Contains("terminal T4200017, firmware ", hil.Said, StringComparison.Ordinal);
        Assert.Contains("skip menus", hil.Said, StringComparison.Ordinal);
        Assert.Contains(
            "verdict=pass scenarios=6 passed=5 failed=0 skipped=1", hil.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("258036", hil.Said, StringComparison.Ordinal);
        Assert.Equal("1", (string?)XDocument.Load(report).Root!.Attribute("skipped"));
        terminal.Interrupt();
        Assert.Equal(0, await terminal.EndAsync());
        Directory.Delete(folder, true);
    }

    [Fact]
    public void What_cannot_be_done_is_skipped_with_the_reason()
    {
        var nothing = new HilNeeds(false, false, false, false);
        var rig = new HilNeeds(true, true, true, false);
        var all = new HilNeeds(true, true, true, true);
        Scenario sale = ScenarioCatalog.Load("first-sale");
        Assert.Contains("--reader", nothing.Lacks(sale), StringComparison.Ordinal);
        Assert.Null(rig.Lacks(sale));
        Scenario cut = ScenarioCatalog.Load("power-cut");
        Assert.Contains("plug", rig.Lacks(cut), StringComparison.Ordinal);
        Assert.Null(all.Lacks(cut));
        Scenario menus = ScenarioCatalog.Load("menus");
        Assert.Equal("needs an empty history", all.Lacks(menus));
        Scenario wifi = ScenarioCatalog.Load("wifi-only");
        Assert.Null(rig.Lacks(wifi));
        Assert.Contains("--listen", (rig with { HasWifi = false }).Lacks(wifi), StringComparison.Ordinal);
        Scenario links = ScenarioCatalog.Load("no-connection");
        Assert.Contains("access point", rig.Lacks(links), StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_of_the_console_is_read()
    {
        var row = HilJournal.Read(
            "transaction=T4200017-3-7 kind=sale state=cancelrequested amount=12.50 currency=eur "
            + "created=2026-11-24T21:00:00Z last4=4242 flags=1 http=200 response=00 payment=paym_1");
        Assert.Equal(
            ("T4200017-3-7", 12.5m, "CancelRequested", true, 200, "00"),
            (row.UniqueId, row.Amount, row.State.ToString(), row.IsOffline, row.HttpStatus, row.Response));
        Assert.Throws<HilException>(() => HilJournal.Read("transaction=T4200017-3-7 state=odd"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Line(RigProcess terminal, string name) =>
        Regex.Match(terminal.Said, name + @"=(\S+)").Groups[1].Value;
}
