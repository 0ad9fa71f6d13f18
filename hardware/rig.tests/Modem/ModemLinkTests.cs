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
        var bench = new ModemBench(baud);
        bench.Modem.CommandTaken += text => TestContext.Current.TestOutputHelper?.WriteLine($"{bench.NowMs,8} {text}");
        bench.Client = new BenchClient(bench);
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= 3, 60_000), bench.Log());
        Assert.Equal(LinkState.Online, bench.Link.State);
        Assert.Equal([1, 2, 3], bench.Delivered);
        Assert.Equal(0, bench.Client.Failures);
        Assert.True(bench.Network.LastRequest!.SendsName);
        Assert.NotNull(bench.Network.LastRequest.Utc);
        TestContext.Current.TestOutputHelper?.WriteLine(bench.Log());
    }
}
