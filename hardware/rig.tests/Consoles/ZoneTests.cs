using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>The time zone on the console: places, distances, and what they print as.</summary>
public sealed class ZoneTests
{
    [Theory]
    [InlineData("paris", "paris", 60, true)]
    [InlineData("LONDON", "london", 0, true)]
    [InlineData("utc", "utc", 0, false)]
    [InlineData("+00:00", "utc", 0, false)]
    [InlineData("guadeloupe", "-04:00", -240, false)]
    [InlineData("martinique", "-04:00", -240, false)]
    [InlineData("guyane", "-03:00", -180, false)]
    [InlineData("reunion", "+04:00", 240, false)]
    [InlineData("mayotte", "+03:00", 180, false)]
    [InlineData("noumea", "+11:00", 660, false)]
    [InlineData("wallis", "+12:00", 720, false)]
    [InlineData("tahiti", "-10:00", -600, false)]
    [InlineData("marquises", "-09:30", -570, false)]
    [InlineData("gambier", "-09:00", -540, false)]
    [InlineData("+01:00", "+01:00", 60, false)]
    [InlineData("-12:00", "-12:00", -720, false)]
    [InlineData("+14:00", "+14:00", 840, false)]
    [InlineData("+05:45", "+05:45", 345, false)]
    public void A_zone_is_taken_and_kept(string typed, string shown, int minutes, bool hasSummer)
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        Assert.Equal("OK", fixture.Last("set zone " + typed));
        Assert.Equal("zone=" + shown, fixture.Ask("set zone")[0]);
        fixture.Run(200);
        fixture.Restart();
        Assert.Equal((minutes, hasSummer), (fixture.Agent.Settings.ZoneMinutes, fixture.Agent.Settings.HasSummerTime));
    }

    [Theory]
    [InlineData("berlin")]
    [InlineData("+14:01")]
    [InlineData("-12:30")]
    [InlineData("+1:00")]
    [InlineData("01:00")]
    [InlineData("+01:60")]
    [InlineData("+0a:00")]
    [InlineData("+99:00")]
    [InlineData("\"\"")]
    public void Anything_else_is_refused_and_changes_nothing(string typed)
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        Assert.StartsWith("ERR 31 ", fixture.Last("set zone " + typed), StringComparison.Ordinal);
        Assert.Equal("zone=paris", fixture.Ask("set zone")[0]);
    }

    [Fact]
    public void The_offset_of_the_time_follows_the_zone_and_the_season()
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        fixture.Clock.SetUtc(1_784_000_000);
        Assert.Contains("offset_s=7200", fixture.Ask("time")[0], StringComparison.Ordinal);
        fixture.Clock.SetUtc(1_795_000_000);
        Assert.Contains("offset_s=3600", fixture.Ask("time")[0], StringComparison.Ordinal);
        fixture.Ask("set zone tahiti");
        Assert.Contains("offset_s=-36000", fixture.Ask("time")[0], StringComparison.Ordinal);
    }
}
