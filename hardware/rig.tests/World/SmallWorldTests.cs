using Terminal.Rig.Tests.Simulation;
using Terminal.Rig.World;
using Terminal.Rig.World.Small;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>The small worlds themselves: complete, the same every time, each played alone.</summary>
[Collection(CampaignCollection.Name)]
public sealed class SmallWorldTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(SmallKind.Sale)]
    [InlineData(SmallKind.Declined)]
    [InlineData(SmallKind.Cancel)]
    [InlineData(SmallKind.Refund)]
    [InlineData(SmallKind.Partial)]
    [InlineData(SmallKind.Void)]
    [InlineData(SmallKind.Backlog)]
    public void Without_an_event_every_world_is_well(SmallKind kind)
    {
        (FailedWorld? failed, string story, _) = WorldExplorer.PlayOne(kind, []);
        Assert.True(failed is null, failed?.Findings[0]);
        Assert.Contains("customer 1", story, StringComparison.Ordinal);
        string? paidBack = kind switch
        {
            SmallKind.Refund or SmallKind.Void => "the terminal pays back 12.50 eur",
            SmallKind.Partial => "the terminal pays back 4.00 eur",
            _ => null,
        };
        Assert.True(
            story.Contains(paidBack ?? "customer 1", StringComparison.Ordinal), story);
    }

    /// <summary>
    /// Of three events, so not among the worlds of <see cref="Every_world_of_two_events_is_well"/>: what the attention
    /// list has to tell is durable before a sale ends by it, and is shown when it is.
    /// </summary>
    [Theory]
    [InlineData("declined,1a:link,2a:write,2e:restart")]
    [InlineData("declined,1a:link,2a:write,2f:power")]
    [InlineData("declined,1a:link,2a:write,2f:power-in-write")]
    [InlineData("declined,1b:link,3a:write,2f:power-after-step")]
    [InlineData("declined,1b:link,3a:write,3d:power-after-step")]
    [InlineData("declined,1c:link,2a:power-after-step,2e:write")]
    public void A_world_that_failed_once_is_well(string only)
    {
        string[] parts = only.Split(',');
        Moment[] events = [.. parts.Skip(1).Select(part => Moment.Parse(part)!.Value)];
        (FailedWorld? failed, string story, IReadOnlyList<string> words) =
            WorldExplorer.PlayOne(Enum.Parse<SmallKind>(parts[0], true), events);
        Assert.True(failed is null, $"{failed?.Findings[0]}\n{story}");
        Assert.Equal(events.Length, words.Count);
    }

    [Fact]
    public void Every_event_strikes_at_every_boundary_of_a_sale()
    {
        var explorer = new WorldExplorer { IsEveryPlayed = true };
        explorer.Explore(SmallKind.Sale, 1);
        int meant = Enum.GetValues<Boundary>().Sum(at => Enum.GetValues<UnkindEvent>()
            .Count(what => Moment.IsMeant(what, at, true)));
        Assert.True(explorer.IsComplete);
        Assert.Equal([1, meant], explorer.ByDepth);
        Assert.DoesNotContain(0, explorer.Struck);
    }

    [Fact]
    public void What_does_the_same_a_boundary_later_is_played_once()
    {
        var every = new WorldExplorer { IsEveryPlayed = true };
        var fewer = new WorldExplorer();
        every.Explore(SmallKind.Declined, 1);
        fewer.Explore(SmallKind.Declined, 1);
        Assert.InRange(fewer.Worlds, every.Worlds / 2, every.Worlds - 20);
        Assert.DoesNotContain(0, fewer.Struck);
        Assert.Equal(0, every.Failed + fewer.Failed);
    }

    [Fact]
    public void Counts_are_the_same_with_any_number_of_threads()
    {
        Assert.Equal(Counts(1), Counts(3));

        static (long, long, long) Counts(int workers)
        {
            var explorer = new WorldExplorer(workers);
            explorer.Explore(SmallKind.Declined, 1);
            return (explorer.Worlds, explorer.States, explorer.Failed);
        }
    }

    [Fact]
    public void The_parts_together_are_everything()
    {
        long[] whole = Explore(1, 1);
        long[][] parts = [.. Enumerable.Range(1, 3).Select(number => Explore(number, 3))];
        Assert.All(parts, part => Assert.Equal(1, part[0]));
        Assert.All(parts, part => Assert.InRange(part[1], 10, 30));
        Assert.Equal(whole[1], parts.Sum(part => part[1]));

        static long[] Explore(int number, int count)
        {
            var explorer = new WorldExplorer { Part = (number, count) };
            explorer.Explore(SmallKind.Sale, 1);
            return [.. explorer.ByDepth];
        }
    }

    [Fact]
    public void A_world_that_was_drawn_is_played_again_from_its_name()
    {
        var explorer = new WorldExplorer();
        explorer.Draw(SmallKind.Cancel, 4, 1, 60);
        Assert.Equal(60, explorer.Worlds);
        Assert.True(explorer.ByDepth.Count > 2);
        foreach (FailedWorld failed in explorer.Failures)
        {
            (FailedWorld? again, _, _) = WorldExplorer.PlayOne(failed.Kind, failed.Events);
            Assert.Equal(failed.Findings, again?.Findings);
        }
    }

    [Fact]
    public void Every_world_of_two_events_is_well()
    {
        // One minute of two cores that do nothing else.
        var explorer = new WorldExplorer { TimeLimit = TimeSpan.FromMinutes(12) };
        foreach (SmallKind kind in Enum.GetValues<SmallKind>())
        {
            explorer.Explore(kind, 2);
        }

        output.WriteLine(FormattableString.Invariant(
            $"{explorer.Worlds} worlds, {explorer.States} states, {explorer.ElapsedS:0} s"));
        Assert.True(
            explorer.Failures.Count == 0,
            string.Join('\n', explorer.Failures.Take(5).Select(
                failed => $"{failed.Only}: {failed.Findings[0]}")));
        Assert.True(explorer.IsComplete, "not all worlds fit the time");
    }

    [Fact]
    public void An_empty_look_up_that_means_unsent_is_found() => Find(
        PlantedBugs.EmptyLookUpMeansUnsent(), SmallKind.Cancel, MoneyRule.UnfavourableIsNotCharged);

    [Fact]
    public void A_gateway_that_rejects_is_found() => Find(
        PlantedBugs.GatewayRejects(), SmallKind.Sale, MoneyRule.RefusalIsTheAcquirers);

    [Fact]
    public void An_acceptance_from_a_409_is_found() => Find(
        PlantedBugs.AcceptedFromConflict(), SmallKind.Declined, MoneyRule.AcceptedIsCharged);

    [Fact]
    public void A_decline_that_no_screen_tells_is_found() => Find(
        PlantedBugs.SilentDecline(), SmallKind.Declined, MoneyRule.NoBadEndIsSilent);

    [Fact]
    public void A_refund_without_a_read_is_found() => Find(
        PlantedBugs.RefundWithoutRead(), SmallKind.Partial, MoneyRule.RefundOnceAndAsked);

    [Fact]
    public void A_moment_is_read_as_it_is_written()
    {
        foreach (UnkindEvent what in Enum.GetValues<UnkindEvent>())
        {
            var moment = new Moment(12, Boundary.InAnswer, what);
            Assert.Equal(moment, Moment.Parse(moment.ToString()));
            Assert.StartsWith("in its answer, message 12 (create): ", moment.Words("create"), StringComparison.Ordinal);
        }

        Assert.Equal("2c:connection", new Moment(2, Boundary.AfterSend, UnkindEvent.ConnectionGone).ToString());
        foreach (string wrong in (string[])["", "a:link", "1g:link", "1a:", "1a:nothing", "c:link"])
        {
            Assert.Null(Moment.Parse(wrong));
        }
    }

    [Fact]
    public void A_moment_that_never_comes_is_told()
    {
        (FailedWorld? failed, _, _) = WorldExplorer.PlayOne(
            SmallKind.Sale, [new Moment(90, Boundary.InSend, UnkindEvent.LinkGone)]);
        Assert.Equal("NoSuchMoment", failed?.Rule);
    }

    private void Find(PlantedStorey planted, SmallKind kind, MoneyRule rule)
    {
        IReadOnlyList<string> rules = new SecondAgent(planted).Explore(kind, 2, rule.ToString());
        output.WriteLine(string.Join(' ', rules.GroupBy(one => one)
            .Select(one => $"{one.Key}: {one.Count()}")));
        Assert.Contains(rule.ToString(), rules);
    }
}
