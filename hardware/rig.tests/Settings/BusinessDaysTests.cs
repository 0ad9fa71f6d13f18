using Terminal.Agent;
using Terminal.Agent.Settings;
using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Settings;

/// <summary>The agent's days are those of the time zone's own table.</summary>
public sealed class BusinessDaysTests
{
    [Theory]
    [InlineData("Europe/Paris", 60, true)]
    [InlineData("Europe/London", 0, true)]
    [InlineData("Etc/UTC", 0, false)]
    [InlineData("America/Martinique", -240, false)]
    [InlineData("Indian/Reunion", 240, false)]
    [InlineData("Pacific/Noumea", 660, false)]
    public void Days_are_those_of_the_zone(string zone, int zoneMinutes, bool hasSummerTime)
    {
        TimeZoneInfo table = TimeZoneInfo.FindSystemTimeZoneById(zone);

        // In the two hours that some nights have twice, or not at all, the table's days have gaps and overlaps.
        foreach (int dayEnd in (int[])[0, 180, 240, 375, 720])
        {
            var settings = new TerminalSettings
            {
                ZoneMinutes = zoneMinutes,
                HasSummerTime = hasSummerTime,
                DayEndMinutes = dayEnd,
            };
            var days = new BusinessDays(settings);
            var sums = new DaySums(table, TimeSpan.FromMinutes(dayEnd), 0);
            var random = new Random(dayEnd);
            long from = Calendar.Days(2025, 1, 1) * Calendar.SecondsPerDay;
            for (long at = from; at < from + (15L * 366 * Calendar.SecondsPerDay); at += random.Next(1, 20_000))
            {
                Assert.Equal(sums.DayOf(at), days.Of(at));
            }
        }
    }
}
