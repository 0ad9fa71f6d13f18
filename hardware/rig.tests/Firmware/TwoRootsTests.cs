using Terminal.Agent.Ports;
using Terminal.Firmware;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>A terminal with two roots, of which the acquirer's certificate fits the second, over each link.</summary>
public sealed class TwoRootsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_root_that_fits_is_found_and_proves_itself(bool isOverSim)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var stranger = new CertificateAuthority();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Files.Write(BoardFiles.RootCertificate, stranger.RootPem);
        terminal.Files.Write(BoardFiles.OtherRoot, rig.Acquirer.RootPem);
        terminal.Modem.Faults.NoSim = !isOverSim;
        terminal.Wifi.IsAccessPointUp = !isOverSim;
        terminal.PowerOn();

        // An amount that is begun makes a connection; the first ones meet the wrong root.
        for (int wait = 0; wait < 60 && !terminal.Look(a => a.Anchors.IsProved(1)); wait++)
        {
            terminal.Press((Key)1);
            await Task.Delay(2_000, TestContext.Current.CancellationToken);
            terminal.Press(Key.Cancel);
        }

        await terminal.SellAsync();
        Assert.Equal(1, terminal.Look(a => a.Anchors.Selected));
        Assert.False(terminal.Look(a => a.Anchors.IsProved(0)));
        Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments);
        Assert.Null(terminal.Crash);
    }
}
