using System.Net.Http.Json;
using Terminal.Agent.Ports;
using Terminal.Rig.Bench;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The bench over the whole rig, without a browser.</summary>
public sealed class BenchScenarioTests
{
    private const int FuzzInputs = 1_500;

    [Fact]
    public Task What_was_done_on_the_bench_plays_again_and_passes() => OneOfTries.HoldsAsync(async () =>
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var terminal = new BenchTerminal(rig);
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        using HttpClient http = Http(bench);
        await UntilAsync(terminal, "Tapez le montant");
        await PressAsync(http, "1", "2", "5", "0", "ok");
        await UntilAsync(terminal, "PRÉSENTEZ");
        await TapAsync(http, "declined_51");
        await UntilAsync(terminal, "REFUSÉ");
        await Task.Delay(400);
        await PressAsync(http, "ok");
        await UntilAsync(terminal, "Tapez le montant");
        await PostAsync(http, "fault/lose-answer/once");
        await PostAsync(http, "signal/wifi/-80");
        await PressAsync(http, "8", "0", "0", "ok");
        await UntilAsync(terminal, "PRÉSENTEZ");
        await TapAsync(http, "slow");
        await UntilAsync(terminal, "ACCEPTÉ");

        // Whoever cuts power after the approval has seen it: a screen counts once it is steady.
        await Task.Delay(400);
        await PostAsync(http, "power/cut");
        await PostAsync(http, "power/on");
        await UntilAsync(terminal, "Tapez le montant");
        await PostAsync(http, "link/sim/no-sim");
        using HttpResponseMessage changed = await http.PostAsJsonAsync(
            "access-point", new BenchAccessPoint("Boutique", "croissant-froid"));
        Assert.Equal(204, (int)changed.StatusCode);
        await UntilAsync(terminal, "R12");
        await Task.Delay(1_200);
        Assert.Equal(2, terminal.Journal().Count);

        string text = await http.GetStringAsync("scenario");
        Scenario saved = new ScenarioReader("saved.yaml").Read(new StringReader(text));
        Assert.Contains(saved.Steps, step => step is AcquirerStep { Rules.Count: 1 });
        Assert.Contains("ACCEPTÉ", text, StringComparison.Ordinal);
        Assert.Contains(saved.Steps, step => step is AccessPointStep);
        Assert.Contains(saved.Steps, step => step is PowerStep { IsOn: false });
        await PlayAgainAsync(text);
    });

    [Fact]
    public Task A_WiFi_set_up_through_the_menus_plays_again() => OneOfTries.HoldsAsync(async () =>
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var terminal = new BenchTerminal(rig);
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        using HttpClient http = Http(bench);
        (string Screen, string Keys)[] walk =
        [
            ("Tapez le montant", "menu 6"), ("Choisissez un code", "2 5 8 0 2 5 ok"),
            ("Répétez le code", "2 5 8 0 2 5 ok"),
            ("Réinitialisation", "1 4 ok"), ("OUBLIER", "ok"), ("Aucun réseau", "cancel 1"), ("Boutique", "1"),
            ("Mot de passe", "2 2 2 7 7 7 6 6 6 4 4 4 7 7 7 7"), ("5/64", "7 7 7 7 2 6 6 8 1 1 2 2 2 4 4 2 8 8 3"),
            ("15/64", "ok"), ("Le Wi-Fi fonctionne", "menu menu"),
        ];
        foreach ((string screen, string keys) in walk)
        {
            // Long enough for a letter to end, so that the same key makes the next.
            await UntilAsync(terminal, screen);
            await Task.Delay(1_200);
            await PressAsync(http, keys.Split(' '));
        }

        await UntilAsync(terminal, "Tapez le montant");
        await Task.Delay(400);
        await PlayAgainAsync(await http.GetStringAsync("scenario"));
    });

    [Fact]
    public void A_pause_that_ends_a_letter_is_kept()
    {
        var time = new HandTime();
        var recorder = new BenchRecorder(time);
        recorder.Show(["Mot de passe"]);
        foreach (int pauseMs in new[] { 100, 100, 1_100, 100 })
        {
            recorder.Press((Key)7);
            time.Now += TimeSpan.FromMilliseconds(pauseMs);
        }

        recorder.Show(["**************d"]);
        time.Now += TimeSpan.FromMilliseconds(400);
        recorder.Press(Key.Ok);
        Scenario saved = new ScenarioReader("saved.yaml").Read(new StringReader(recorder.Write("saved", [])));
        Assert.Equal(
            ["7 7 7", "wait 1100", "7", "wait 500", "ok"],
            saved.Steps.SkipLast(1).Select(step => step switch
            {
                PressStep press => press.Text,
                WaitStep wait => $"wait {wait.Time.TotalMilliseconds}",
                _ => "",
            }).Where(words => words.Length > 0));
        Assert.DoesNotContain("*", recorder.Write("saved", []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_on_a_page_that_has_just_come_keeps_its_pause()
    {
        var time = new HandTime();
        var recorder = new BenchRecorder(time);
        foreach (int pauseMs in new[] { 540, 240, 240 })
        {
            time.Now += TimeSpan.FromMilliseconds(pauseMs);
            recorder.Press(Key.Cancel);
        }

        Scenario saved = new ScenarioReader("saved.yaml").Read(new StringReader(recorder.Write("saved", [])));
        Assert.Equal(
            ["cancel", "wait 240", "cancel", "wait 240", "cancel"],
            saved.Steps.SkipLast(1).Select(step => step is WaitStep wait
                ? $"wait {wait.Time.TotalMilliseconds}" : Assert.IsType<PressStep>(step).Text));
    }

    [Fact]
    public void The_terminal_may_show_a_page_while_its_end_is_looked_at()
    {
        var recorder = new BenchRecorder(new HandTime());
        IEnumerable<string> End()
        {
            var show = new Thread(() => recorder.Show(["Tapez le montant"])) { IsBackground = true };
            show.Start();
            Assert.True(show.Join(TimeSpan.FromSeconds(60)), "the terminal waits for whoever waits for it");
            yield return "waiting: 0";
        }

        Assert.Contains("waiting: 0", recorder.Write("saved", End()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_that_comes_late_is_waited_for_and_not_gone_on_from_sooner()
    {
        var time = new HandTime();
        var recorder = new BenchRecorder(time);
        recorder.Show(["Mot de passe 1/63", "abc", "pqrs7"]);
        recorder.Press((Key)7);

        // The letter ends, and only then the same key makes another: less text than before is on the screen.
        time.Now += TimeSpan.FromMilliseconds(1_000);
        recorder.Show(["Mot de passe 1/63", "abc"]);
        time.Now += TimeSpan.FromMilliseconds(260);
        recorder.Press((Key)7);
        Scenario saved = new ScenarioReader("saved.yaml").Read(new StringReader(recorder.Write("saved", [])));
        var wait = Assert.IsType<WaitForStep>(saved.Steps[1]);
        Assert.Equal(["Mot de passe 1/63", "abc"], wait.Expectation.Screen);
        Assert.Equal(1_000, wait.After.TotalMilliseconds);
        Assert.Equal(260, Assert.IsType<WaitStep>(saved.Steps[2]).Time.TotalMilliseconds);
    }

    [Fact]
    public async Task No_request_however_malformed_hurts_the_terminal()
    {
        const int Seed = 11;
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Ports);
        using var terminal = new BenchTerminal(rig);
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        var random = new Random(Seed);
        var requests = new BenchRequests(bench.Url.Port, random);
        for (int i = 0; i < FuzzInputs; i++)
        {
            await requests.SendAsync();
        }

        // Among them were sound ones: power, links and faults are somewhere.
        using HttpClient http = Http(bench);
        await PostAsync(http, "power/cut");
        foreach (BenchFault fault in terminal.Faults())
        {
            await PostAsync(http, $"fault/{fault.Name}/off");
        }

        await PostAsync(http, "link/sim/up");
        await PostAsync(http, "link/wifi/up");
        rig.Acquirer.Api.Ledger.Clear();
        await PostAsync(http, "power/on");
        Assert.Null(rig.Terminal.Crash);
        await UntilAsync(terminal, "Tapez le montant");
        await PressAsync(http, "7", "0", "0", "ok");
        await UntilAsync(terminal, "PRÉSENTEZ");
        await TapAsync(http, "approved");
        await UntilAsync(terminal, "ACCEPTÉ");
        Assert.True(requests.Answered > FuzzInputs / 10, $"only {requests.Answered} were answered");
    }

    private sealed class HandTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private static async Task PlayAgainAsync(string text)
    {
        Scenario saved = new ScenarioReader("saved.yaml").Read(new StringReader(text));
        using var runner = new ScenarioRunner(BoardKind.Firmware, 1, 4);
        ScenarioResult result = await runner.PlayAsync(saved, CancellationToken.None);
        Assert.True(result.Problem is null, $"{result.Problem}\n{text}\n{string.Join('\n', result.Timeline)}");
    }

    private static HttpClient Http(BenchServer bench)
    {
        var http = new HttpClient { BaseAddress = bench.Url };
        http.DefaultRequestHeaders.Add(BenchServer.Header, "1");
        return http;
    }

    private static async Task PostAsync(HttpClient http, string path)
    {
        using HttpResponseMessage answer = await http.PostAsync(path, null);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
    }

    private static async Task PressAsync(HttpClient http, params string[] keys)
    {
        foreach (string key in keys)
        {
            await PostAsync(http, "key/" + key);
            await Task.Delay(30);
        }
    }

    private static async Task TapAsync(HttpClient http, string card)
    {
        for (int tries = 0; tries < 6_000; tries++)
        {
            using HttpResponseMessage answer = await http.PostAsync("card/" + card, null);
            if ((await answer.Content.ReadAsStringAsync()).Contains("true", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("the reader wants no card");
    }

    private static async Task UntilAsync(BenchTerminal terminal, string words)
    {
        for (int tries = 0; tries < 6_000; tries++)
        {
            if (terminal.ScreenWords().Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"'{words}' is not on the screen: {terminal.ScreenWords()}");
    }
}
