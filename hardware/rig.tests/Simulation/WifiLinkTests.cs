using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>WiFi joins by itself, in the order of its networks, and says why it cannot.</summary>
public sealed class WifiLinkTests
{
    /// <summary>What is wrong, and the code that tells it apart from everything else.</summary>
    public static TheoryData<string, FaultCode> Troubles() => new()
    {
        { "access point off", FaultCode.AccessPointNotFound },
        { "other name", FaultCode.AccessPointNotFound },
        { "other passphrase", FaultCode.PassphraseRefused },
        { "open impostor", FaultCode.PassphraseRefused },
        { "no address", FaultCode.NoAddress },
        { "portal", FaultCode.CaptivePortal },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public void Each_trouble_has_its_own_code_and_ends_by_itself(string trouble, FaultCode fault)
    {
        var world = new SimWorld(21);
        world.Terminal.PowerOn();
        VirtualWifi point = world.Terminal.AccessPoint;
        SetTrouble(point, trouble, true);
        LinkManager links = world.Terminal.Agent!.Links;
        Assert.True(world.RunUntil(() => links.Wifi.Fault == fault, 20_000), $"{links.Wifi.Fault}");
        Assert.Equal(LinkState.Failed, links.Wifi.State);
        Assert.Equal(fault, links.WifiFault);

        // While it is tried again and again the code stands.
        bool hasStood = true;
        void Look() => hasStood &= links.WifiFault == fault && links.Wifi.State == LinkState.Failed;
        world.Stepped += Look;
        world.Run(60_000);
        world.Stepped -= Look;
        Assert.True(hasStood);
        SetTrouble(point, trouble, false);
        Assert.True(world.RunUntil(() => links.Wifi.State == LinkState.Online, 120_000), $"{links.Wifi.State}");
        Assert.Equal(FaultCode.None, links.WifiFault);
    }

    [Fact]
    public void What_no_longer_counts_leaves_the_link_neither_proven_nor_doubted()
    {
        var world = new SimWorld(24);
        world.Terminal.PowerOn();
        ILink wifi = world.Terminal.Agent!.Links.Wifi;
        Assert.True(world.RunUntil(() => wifi.State == LinkState.Online, 60_000));
        wifi.Report(FaultCode.ConnectTimeout, world.Time.NowMs);
        Assert.True(world.RunUntil(() => wifi.State == LinkState.Degraded, 1_000));
        wifi.Report(FaultCode.Starting, world.Time.NowMs);
        wifi.Step(world.Time.NowMs);
        Assert.Equal(LinkState.Attached, wifi.State);
    }

    [Fact]
    public void Without_a_network_it_is_off_and_joins_nothing_that_is_open()
    {
        var world = new SimWorld(22);
        world.Terminal.Change(settings => settings.WifiProfileCount = 0);
        world.Terminal.PowerOn();
        world.Terminal.AccessPoint.Passphrase = "";
        LinkManager links = world.Terminal.Agent!.Links;
        world.Run(120_000);
        Assert.Equal(LinkState.Off, links.Wifi.State);
        Assert.Equal(FaultCode.WifiNotConfigured, links.WifiFault);
        Assert.NotEqual(WifiState.Joined, world.Terminal.AccessPoint.State);
    }

    [Fact]
    public void An_open_network_is_joined_when_a_technician_has_set_it()
    {
        var world = new SimWorld(23);
        world.Terminal.Change(settings => settings.WifiProfiles[0].PassphraseLength = 0);
        world.Terminal.PowerOn();
        world.Terminal.AccessPoint.Passphrase = "";
        LinkManager links = world.Terminal.Agent!.Links;
        Assert.True(world.RunUntil(() => links.Wifi.State == LinkState.Online, 60_000));
    }

    /// <summary>
    /// A network that is joined and reaches nobody gives way to the next one, whose proof puts it first; when that one
    /// goes, the first comes round again.
    /// </summary>
    [Theory]
    [InlineData("nowhere")]
    [InlineData("no name")]
    [InlineData("silent")]
    [InlineData("broken handshakes")]
    public void A_network_that_leads_nowhere_gives_way_and_comes_round_again(string how)
    {
        SimWorld world = WithSecond(31);
        VirtualWifi point = world.Terminal.AccessPoint;
        Terminal.Agent.Agent agent = world.Terminal.Agent!;
        void Strike(bool isOn)
        {
            bool isFirst = agent.Wifi.Profile == 0;
            point.LeadsNowhere = isOn && how == "nowhere";
            world.Terminal.Wifi.IsNameDead = isOn && isFirst && how == "no name";
            world.Terminal.Wifi.IsSilent = isOn && isFirst && how == "silent";
            world.Terminal.Wifi.IsTlsBroken = isOn && isFirst && how == "broken handshakes";
        }

        void Follow() => Strike(true);
        world.Stepped += Follow;
        Assert.True(
            world.RunUntil(() => agent.Wifi.State == LinkState.Online && agent.Wifi.Profile == 1, 600_000),
            $"{agent.Wifi.State} {agent.Wifi.Fault} {agent.Wifi.Profile}");
        world.Stepped -= Follow;
        Strike(false);

        // It is the one that is joined again after a loss.
        point.Drop();
        world.Run(2_000);
        Assert.True(world.RunUntil(() => point.State == WifiState.Joined, 120_000));
        Assert.Equal(1, agent.Wifi.Profile);

        // And when it goes for good, the first one comes round.
        point.Second = null;
        Assert.True(
            world.RunUntil(() => point.State == WifiState.Joined && agent.Wifi.Profile == 0, 120_000),
            $"{agent.Wifi.State} {agent.Wifi.Fault} {agent.Wifi.Profile}");
    }

    /// <summary>Where no network reaches anybody none is left at every failure: each round lasts longer.</summary>
    [Fact]
    public void Networks_that_all_lead_nowhere_are_not_changed_in_haste()
    {
        SimWorld world = WithSecond(32);
        world.Terminal.Wifi.IsNameDead = true;
        Terminal.Agent.Agent agent = world.Terminal.Agent!;
        int joins = 0;
        WifiState before = WifiState.Idle;
        world.Stepped += () =>
        {
            WifiState state = world.Terminal.AccessPoint.State;
            joins += state == WifiState.Joining && before != WifiState.Joining ? 1 : 0;
            before = state;
        };
        world.Run(3_600_000);
        Assert.InRange(joins, 4, 24);
        Assert.Equal(FaultCode.NameNotFound, agent.Links.WifiFault);
        world.Terminal.Wifi.IsNameDead = false;
        Assert.True(world.RunUntil(() => agent.Wifi.State == LinkState.Online, 1_200_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Four_networks_are_tried_in_their_order(int thatIsThere)
    {
        var world = new SimWorld(24);
        world.Terminal.Change(settings => SetFour(settings, thatIsThere));
        world.Terminal.PowerOn();
        Terminal.Agent.Agent agent = world.Terminal.Agent!;
        var tried = new List<int>();
        world.Stepped += () =>
        {
            if (world.Terminal.AccessPoint.State == WifiState.Joining
                && (tried.Count == 0 || tried[^1] != agent.Wifi.Profile))
            {
                tried.Add(agent.Wifi.Profile);
            }
        };
        Assert.True(world.RunUntil(() => agent.Wifi.State == LinkState.Online, 60_000));
        Assert.Equal(Enumerable.Range(0, thatIsThere + 1), tried);
        Assert.Equal(thatIsThere, agent.Wifi.Profile);
    }

    [Fact]
    public void A_network_that_does_not_tell_its_name_is_joined()
    {
        var world = new SimWorld(25);
        world.Terminal.PowerOn();
        world.Terminal.AccessPoint.IsHidden = true;
        LinkManager links = world.Terminal.Agent!.Links;
        Assert.True(world.RunUntil(() => links.Wifi.State == LinkState.Online, 60_000));
    }

    private static void SetTrouble(VirtualWifi point, string trouble, bool isOn)
    {
        switch (trouble)
        {
            case "access point off":
                point.IsAccessPointUp = !isOn;
                break;
            case "other name":
                point.Ssid = isOn ? "Atelier" : "Boutique";
                break;
            case "other passphrase":
                point.Passphrase = isOn ? "pain-au-chocolat" : VirtualWifi.PassphraseDefault;
                break;
            case "open impostor":
                point.Passphrase = isOn ? "" : VirtualWifi.PassphraseDefault;
                break;
            case "no address":
                point.IsDhcpUp = !isOn;
                break;
            default:
                point.IsPortal = isOn;
                break;
        }
    }

    private static void SetFour(TerminalSettings settings, int thatIsThere)
    {
        var real = new WifiProfile();
        real.Copy(settings.WifiProfiles[0]);
        for (int i = 0; i < 4; i++)
        {
            WifiProfile profile = settings.WifiProfiles[i];
            profile.Copy(real);
            if (i != thatIsThere)
            {
                profile.SsidLength = Encoding.ASCII.GetBytes($"Absent{i}", profile.Ssid);
            }
        }

        settings.WifiProfileCount = 4;
    }

    // The SIM serves, and of two networks that can be joined one stands by.
    private static SimWorld WithSecond(int seed)
    {
        var world = new SimWorld(seed);
        world.Terminal.AccessPoint.Second = ("Réserve", "pain-au-chocolat");
        world.Terminal.Change(settings =>
        {
            settings.WifiProfileCount = 2;
            WifiProfile second = settings.WifiProfiles[1];
            second.SsidLength = Encoding.UTF8.GetBytes("Réserve", second.Ssid);
            second.PassphraseLength = Encoding.ASCII.GetBytes("pain-au-chocolat", second.Passphrase);
        });
        world.Terminal.PowerOn();
        return world;
    }
}
