using Terminal.Agent.Links;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

public class ModemLinkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(115_200)]
    [InlineData(921_600)]
    public void ColdBootLeadsToAnExchange(int baud)
    {
        var fixture = new ModemFixture(baud);
        fixture.Modem.CommandTaken += text => TestContext.Current.TestOutputHelper?.WriteLine(
            $"{fixture.NowMs,8} {text}");
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 3, 60_000), fixture.Log());
        Assert.Equal(LinkState.Online, fixture.Link.State);
        Assert.Equal([1, 2, 3], fixture.Delivered);
        Assert.Equal(0, fixture.Client.Failures);
        Assert.True(fixture.Network.LastRequest!.SendsName);
        Assert.NotNull(fixture.Network.LastRequest.Utc);
        TestContext.Current.TestOutputHelper?.WriteLine(fixture.Log());
    }
}
