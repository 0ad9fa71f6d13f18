using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Scenarios;

/// <summary>Steps that make a past for the terminal, move its time, and ask its console.</summary>
public sealed class WorldStepTests
{
    [Theory]
    [InlineData(BoardKind.Ports)]
    [InlineData(BoardKind.Firmware)]
    public async Task What_was_sold_before_is_in_both_books_and_what_waits_is_delivered(BoardKind board) =>
        Assert.Null(await PlayAsync(board, """
            name: past
            variables: { price: 8.40 }
            steps:
              - wait-for: { screen: Tapez le montant }
              - link: { sim: no-coverage }
              - link: { wifi: down }
              - journal: { prefill: [{ times: 2, amount: $price, age: 26h }, { state: Declined, amount: 5.00 },
                  { times: 3, state: Pending, amount: 20.00, offline: true, age: 10m }] }
              - expect:
                  waiting: 3
                  ledger: [{ amount: $price, status: to_capture }, { amount: $price, status: to_capture },
                    { amount: 5.00, status: refused }]
              - link: { sim: up }
              - link: { wifi: up }
              - wait-for: { waiting: 0, within: 60s }
              - expect:
                  journal: [{ amount: $price, state: Approved }, { amount: $price, state: Approved },
                    { amount: 5.00, state: Declined, response: "51" },
                    { amount: 20.00, state: Approved, offline: true },
                    { amount: 20.00, state: Approved }, { amount: 20.00, state: Approved }]
            """));

    [Fact]
    public async Task A_journal_that_is_full_says_so() => Assert.Contains(
        "line 4: the journal takes no more", await PlayAsync(BoardKind.Ports, """
            name: full
            steps:
              - wait-for: { screen: Tapez le montant }
              - journal: { prefill: [{ times: 400, state: Unknown }] }
            """), StringComparison.Ordinal);

    [Theory]
    [InlineData(BoardKind.Ports)]
    [InlineData(BoardKind.Firmware)]
    public async Task The_clock_moves_for_everybody_and_days_are_counted_from_it(BoardKind board) =>
        Assert.Null(await PlayAsync(board, """
            name: new-year
            steps:
              - wait-for: { screen: Tapez le montant }
              - wait-for: { active: sim, screen: ":" }
              - console: { send: time, expect: ["utc=$today", OK] }
              - clock: { set: tomorrow 23:58:30, step: 31d }
              - console: { send: time, expect: ["utc=$today"] }
              - press: 1250 ok
              - tap: approved
              - wait-for: { screen: ["ACCEPTÉ", "12,50"] }
              - press: ok
              - press: menu 1
              - wait-for: { screen: ["$today/", " 23:5"], not-on-screen: "$tomorrow" }
              - power: cut
              - power: on
              - wait-for: { screen: [Tapez le montant, "23:5"] }
              - console: { send: time, expect: "utc=$today" }
            """));

    [Fact]
    public async Task What_the_console_answers_is_checked_and_told()
    {
        string? problem = await PlayAsync(BoardKind.Firmware, """
            name: console
            steps:
              - wait-for: { screen: Tapez le montant }
              - console: { send: status }
              - console: { send: status, expect: ["active=", "<never>"] }
            """);
        Assert.StartsWith(
            "line 5: the console's answer to 'status' does not hold '<never>'; it is: ", problem,
            StringComparison.Ordinal);
        Assert.EndsWith(", OK", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_for_a_page_that_never_came_are_told() => Assert.Equal(
        "line 3: 'PRÉSENTEZ LE CHAT' never came on the screen", await PlayAsync(BoardKind.Ports, """
            name: never
            steps:
              - press-at: { screen: PRÉSENTEZ LE CHAT, keys: ok }
              - wait-for: { screen: Tapez le montant }
            """));

    [Fact]
    public async Task A_clock_beyond_the_certificates_is_refused() => Assert.Contains(
        "days ahead", await PlayAsync(BoardKind.Ports, """
            name: far
            steps:
              - wait-for: { screen: Tapez le montant }
              - clock: { set: 2099-01-01 00:00 }
            """), StringComparison.Ordinal);

    [Fact]
    public async Task What_was_seen_once_is_enough_and_after_holds_the_next_step_back()
    {
        long start = TimeProvider.System.GetTimestamp();
        Assert.Null(await PlayAsync(BoardKind.Ports, """
            name: once
            steps:
              - wait-for: { screen: Tapez le montant }
              - press: 500 ok
              - tap: unsupported
              - wait-for: { screen: NON ACCEPTÉE, after: 8s, within: 5s }
              - press: ok
            """));
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData("journal: { prefill: 0 }", "times must be 1 to 1000")]
    [InlineData("journal: { prefil: 3 }", "did you mean 'prefill'")]
    [InlineData("journal: { prefill: [{ state: Refunded }] }", "expected Pending or Unknown or Approved or Declined")]
    [InlineData("clock: {}", "clock takes set, step or both")]
    [InlineData("clock: { set: 24/11/2026 }", "is no time of day; expected for example 2026-11-24 18:00")]
    [InlineData("clock: { step: much }", "'much' is no time; expected for example 300ms, 5s, 2m, 25h or 3d")]
    [InlineData("console: { expect: OK }", "'send' is missing")]
    public void What_is_wrong_in_a_step_is_told(string step, string told)
    {
        var text = new StringReader($"name: wrong\nsteps:\n  - {step}\n");
        var refused = Assert.Throws<ScenarioException>(() => new ScenarioReader("wrong.yaml").Read(text));
        Assert.Contains($"wrong.yaml:3: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> PlayAsync(BoardKind board, string text)
    {
        Scenario scenario = new ScenarioReader("steps.yaml").Read(new StringReader(text));
        using var runner = new ScenarioRunner(board, 1, 4);
        ScenarioResult result = await runner.PlayAsync(scenario, TestContext.Current.CancellationToken);
        result.Timeline.ToList().ForEach(entry => TestContext.Current.TestOutputHelper?.WriteLine(entry.ToString()));
        return result.Problem;
    }
}
