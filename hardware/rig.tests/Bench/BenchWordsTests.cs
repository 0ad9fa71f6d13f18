using System.Text.RegularExpressions;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Bench;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>Every word of the bench is in bench-words.txt, in both languages, and none is there for nothing.</summary>
public sealed partial class BenchWordsTests
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(Repository.Root()!, "hardware/rig/Bench/bench.html"));

    private static readonly string Code = string.Concat(
        Directory.GetFiles(Path.Combine(Repository.Root()!, "hardware/rig/Bench"), "*.cs").Select(File.ReadAllText));

    private static readonly string Books =
        File.ReadAllText(Path.Combine(Repository.Root()!, "hardware/rig/Bench/BenchBooks.cs"));

    [Fact]
    public void Nothing_that_the_page_or_the_bench_says_is_missing()
    {
        Assert.DoesNotContain(Said(), name => !BenchWords.All.ContainsKey(name));
    }

    [Fact]
    public void Nothing_is_there_that_nobody_says()
    {
        HashSet<string> said = [.. Said()];
        Assert.DoesNotContain(BenchWords.All.Keys, name => !said.Contains(name));
    }

    [Fact]
    public void Both_languages_have_the_same_places_to_fill()
    {
        Assert.All(BenchWords.All, pair =>
        {
            Assert.NotEmpty(pair.Value.French);
            Assert.NotEmpty(pair.Value.English);
            Assert.Equal(
                Place().Matches(pair.Value.French).Select(match => match.Value).Order(),
                Place().Matches(pair.Value.English).Select(match => match.Value).Order());
        });
    }

    [Fact]
    public void The_page_holds_no_words_of_its_own()
    {
        string body = Regex.Replace(
            Page[Page.IndexOf("<body>", StringComparison.Ordinal)..], "(?s)<script.*?</script>", "");
        IEnumerable<string> texts = Text().Matches(body).Select(match => match.Groups[1].Value.Trim())
            .Where(text => text.Length > 1 && text.Any(char.IsLetter));
        Assert.Equal(["TERMINAL"], texts);
    }

    // What SPEC.md, Till frames, names: tags, and AE with AF.
    private const string TillTags = "CZ CJ CA CB CC CD CE CF CH CI CK BA BB AA AC AE AF AK AL AQ";
    private const string TillOutcomes = "10 10-03 11 04 05 06 07 08 09 10-no 11-no 12 13";

    private static IEnumerable<string> Said()
    {
        IEnumerable<string> page = Attribute().Matches(Page).Concat(Call().Matches(Page))
            .Select(match => match.Groups[1].Value).Where(name => !name.EndsWith('.'));
        IEnumerable<string> keys = Label().Matches(Page).Select(match => match.Groups[1].Value);
        IEnumerable<string> events = Event().Matches(Code).Select(match => match.Groups[1].Value)
            .Where(name => !name.EndsWith('-'))
            .Concat(Enum.GetNames<BenchFaultUse>().Select(use => "event.fault-" + use.ToLowerInvariant()));
        IEnumerable<string> kinds = Kind().Matches(Code).Select(match => "kind." + match.Groups[1].Value);
        return
        [
            .. page, .. keys, .. events, .. kinds,
            "up", "wait", "down", "failed", "apply-wrong", "elsewhere", "differ", "differ-one",
            .. Enum.GetNames<TransactionState>().Skip(1).Select(name => "refund." + name),
            .. Differs().Matches(Books).Select(match => "differs." + match.Groups[1].Value),
            .. Enum.GetNames<Key>().Where(
                name => name != nameof(Key.None) && !name.StartsWith("Digit", StringComparison.Ordinal))
                .Select(name => "key." + name.ToLowerInvariant()),
            .. ScenarioWords.Cards.Select(name => "card." + name),
            .. ScenarioWords.Links.Select(name => "link." + name),
            .. LinkConditions.Sim.Select(name => "sim." + name),
            .. LinkConditions.Wifi.Select(name => "wifi." + name),
            .. Enum.GetNames<LinkState>().Select(name => "state." + name),
            .. ScenarioWords.States.Select(name => "journal." + name),
            .. Statuses().Matches(Page).Select(match => "ledger." + match.Groups[1].Value), "ledger.null",
            "ledger.authorized", "ledger.disputed",
            .. ScenarioWords.Telemetry.Select(word => "telemetry." + word),
            .. Enum.GetNames<FleetError>().Skip(1).Select(name => "broker." + name),
            .. TillPlayer.Words.Select(word => "ask." + word),
            .. TillTags.Split(' ').Select(tag => "tag." + tag),
            .. TillOutcomes.Split(' ').Select(outcome => "told." + outcome),
            .. BenchSwitch.All.Select(one => "group." + one.Group),
            .. BenchSwitch.All.Select(one => "fault." + one.Name),
        ];
    }

    [GeneratedRegex("data-(?:t|label|hint)=\"([^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("say\\(\"([^\"]+)\"")]
    private static partial Regex Call();

    [GeneratedRegex("\"((?:key|ask)\\.[a-z]+)\"")]
    private static partial Regex Label();

    [GeneratedRegex("\"@(event\\.[a-z-]+)\"")]
    private static partial Regex Event();

    [GeneratedRegex("Note\\(\\s*\"([a-z]+)\"")]
    private static partial Regex Kind();

    [GeneratedRegex("\"((?:unknown|not)-[a-z]+|amount|currency|charged)\"")]
    private static partial Regex Differs();

    [GeneratedRegex("\\b([a-z_]+): \"(?:yes|no|back)\"")]
    private static partial Regex Statuses();

    [GeneratedRegex("\\{\\d\\}")]
    private static partial Regex Place();

    [GeneratedRegex(">([^<>]+)<")]
    private static partial Regex Text();
}
