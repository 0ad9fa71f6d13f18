using System.Net.Http.Json;
using Terminal.Rig.Bench;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The bench over the whole rig, without a browser.</summary>
public sealed class BenchScenarioTests
{
    private const int FuzzInputs = 1_500;

    [Fact]
    public async Task What_was_done_on_the_bench_plays_again_and_passes()
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
        using var runner = new ScenarioRunner(BoardKind.Firmware, 1);
        ScenarioResult result = await runner.PlayAsync(saved, CancellationToken.None);
        Assert.True(result.Problem is null, $"{result.Problem}\n{text}\n{string.Join('\n', result.Timeline)}");
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
        for (int tries = 0; tries < 200; tries++)
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
        for (int tries = 0; tries < 3_000; tries++)
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
