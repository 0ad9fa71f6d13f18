using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;
using Terminal.Rig.Fuzz;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Terminal.Rig.Simulation;
using Terminal.Rig.World.Small;
using Xunit;

namespace Terminal.Rig.Tests;

/// <summary>The rig's command line: help, errors, and how it ends.</summary>
public sealed partial class CommandLineTests
{
    [Fact]
    public async Task Help_lists_every_command_with_its_description()
    {
        string help = await SayAsync("--help");
        Assert.Contains("EXAMPLES", help, StringComparison.Ordinal);
        Assert.Contains("--listen", help, StringComparison.Ordinal);
        string[] names = await NamesAsync();
        Assert.Superset(
            new HashSet<string> { "run", "hil", "terminal", "acquirer", "modem", "console", "import" },
            new HashSet<string>(names));
    }

    [Fact]
    public async Task The_help_of_each_command_is_whole()
    {
        foreach (string name in await NamesAsync())
        {
            string help = await SayAsync(name, "--help");
            Assert.True(help.Contains("DESCRIPTION", StringComparison.Ordinal), name);
            Assert.True(help.Contains($"rig {name}", StringComparison.Ordinal), name);
            Assert.True(help.Contains("EXAMPLES", StringComparison.Ordinal), name + " has no example");
            foreach (Match option in Option().Matches(help))
            {
                Assert.True(
                    option.Groups["words"].Value.Trim().Length > 0,
                    $"{name} {option.Groups["name"].Value} has no description");
            }
        }
    }

    [Fact]
    public async Task A_range_that_help_names_is_the_one_that_is_taken()
    {
        int ranges = 0;
        foreach (string name in await NamesAsync())
        {
            string help = await SayAsync(name, "--help");
            foreach (Match option in Option().Matches(help))
            {
                Match range = Range().Match(option.Groups["words"].Value);
                if (range.Success)
                {
                    ranges++;
                    long most = long.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture);
                    await IsRefusedAsync(name, option.Groups["name"].Value, most + 1);
                    await IsRefusedAsync(name, option.Groups["name"].Value, -1);
                }
            }
        }

        Assert.True(ranges >= 10, $"{ranges} ranges");
    }

    [Theory]
    [InlineData("run", "--help", "[SCENARIO]")]
    [InlineData("worlds", "--help", "--only")]
    [InlineData("modem-faults", "--help", "--moment")]
    [InlineData("fuzz", "--help", "--target")]
    public async Task A_list_that_help_names_is_whole(string command, string option, string of)
    {
        IEnumerable<string> names = command switch
        {
            "run" => ScenarioWords.Groups,
            "worlds" => Enum.GetNames<SmallKind>(),
            "modem-faults" => Enum.GetNames<ModemMoment>(),
            _ => FuzzTargets.All.Select(target => target.Name),
        };
        string help = await SayAsync(command, option);
        string line = help.Split('\n').Single(row => row.Contains(of + " ", StringComparison.Ordinal)
            && !row.Contains("rig " + command, StringComparison.Ordinal));
        Assert.All(names, name => Assert.Matches($@"\b{name.ToLowerInvariant()}\b", line));
    }

    [Fact]
    public void The_rigs_page_names_every_command_and_scenarios_that_there_are()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root()!, "hardware/rig/README.md"));
        string table = page[..page.IndexOf("\n## ", StringComparison.Ordinal)];
        string[][] rows = [.. Row().Matches(table).Select(row => row.Groups[1].Value.Split(' '))];
        Assert.Equal(
            Commands.Types.Keys.Where(name => name.Length > 0).Order(),
            rows.Select(words => words[0]).Distinct().Order());
        string[] played = [.. rows.Where(words => words is ["run", _]).Select(words => words[1])];
        Assert.All(
            played.Where(word => !word.Contains("my-", StringComparison.Ordinal)),
            word => Assert.NotEmpty(ScenarioCatalog.Select(word)));
    }

    [Fact]
    public async Task The_check_of_options_knows_every_command() =>
        Assert.Equal(await NamesAsync(), Commands.Types.Keys.Where(name => name.Length > 0));

    [Theory]
    [InlineData("`--help` lists the commands", "explode")]
    [InlineData("COMMAND --help", "run", "all", "--parallel")]
    [InlineData("COMMAND --help", "run", "all", "--nonsense")]
    [InlineData("--parallel takes a number from 1 to 64", "run", "all", "--parallel", "0")]
    [InlineData("--parallel takes a whole number; nothing follows it", "run", "all", "--parallel")]
    [InlineData("--parallel takes a whole number, not 'many'", "run", "all", "--parallel=many")]
    [InlineData("--port takes a whole number; nothing follows it", "--port")]
    [InlineData("--board takes firmware or ports, not 'prots'; did you mean 'ports'?", "run", "all", "--board",
        "prots")]
    [InlineData("did you mean 'first-sale'?", "run", "frist-sale")]
    [InlineData("did you mean 'sales'?", "run", "sale")]
    [InlineData("this machine has no such address", "--listen", "8.8.8.8")]
    [InlineData("there is no file or folder '/tmp/no-such-root.pem'", "terminal", "--root", "/tmp/no-such-root.pem")]
    [InlineData("there is no file or folder '/no-such-folder/ca.pem'", "acquirer", "--listen", "127.0.0.1:0",
        "--admin-port", "0", "--ca-out", "/no-such-folder/ca.pem")]
    [InlineData("there is no file or folder '/proc/no-such-folder'", "screens", "--out", "/proc/no-such-folder")]
    [InlineData("did you mean 'http'?", "fuzz", "--target", "htp")]
    [InlineData("there is no command 'acquier'; did you mean 'acquirer'?", "acquier")]
    [InlineData("there is no option '--paralel' here; did you mean '--parallel'?", "run", "all", "--paralel", "3")]
    [InlineData("--list shows them", "run")]
    [InlineData("run --list", "run", "no-such-scenario")]
    [InlineData("--listen takes an IP address", "--listen", "everywhere")]
    [InlineData("--port takes", "hil")]
    [InlineData("--pin-file takes", "hil", "--port", "/dev/null")]
    [InlineData("/dev/nothing cannot be opened", "hil", "--port", "/dev/nothing", "--pin-file", "PIN")]
    public async Task An_error_names_what_to_do(string words, params string[] args)
    {
        string folder = Directory.CreateTempSubdirectory("rig").FullName;
        string pin = Path.Combine(folder, "pin");
        await File.WriteAllTextAsync(pin, "258036");
        await using RigProcess rig = RigProcess.Start(
            [.. args.Select(arg => arg == "PIN" ? pin : arg),
                .. args[0] == "hil" ? ["--authority", Path.Combine(folder, "a.pem")] : Array.Empty<string>()]);
        Assert.Equal(RigApp.Unusable, await rig.EndAsync());
        Assert.Contains(words, rig.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", rig.Said, StringComparison.Ordinal);
        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_bench()
    {
        await using RigProcess rig = RigProcess.Start("--port", "0");
        await rig.UntilAsync("http://127.0.0.1:");
        rig.Interrupt();
        Assert.Equal(0, await rig.EndAsync());
    }

    [Theory]
    [InlineData("--model", "SIM7600", "did you mean 'SIM7600E'")]
    [InlineData("--model", "FOO", "--model takes A7670E, SIM7600E, SIM7672E, EG800K, not 'FOO'")]
    [InlineData("--listen", "localhost", "--listen takes an IP address and a port")]
    [InlineData("--map", "a=b", "--map takes NAME=HOST:PORT, not 'a=b'")]
    [InlineData("--serial", "/dev/none", "/dev/none")]
    public async Task A_modem_that_cannot_be_is_refused_in_one_line(string option, string value, string told)
    {
        await using RigProcess rig = RigProcess.Start("modem", option, value);
        Assert.Equal(RigApp.Unusable, await rig.EndAsync());
        Assert.Contains(told, rig.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", rig.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bench_says_at_once_what_it_starts()
    {
        await using RigProcess rig = RigProcess.Start("--port", "0");
        await rig.UntilAsync("http://127.0.0.1:");
        int said = rig.Said.IndexOf("Starting the terminal", StringComparison.Ordinal);
        Assert.InRange(said, 0, rig.Said.IndexOf("http://", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pictures/sheet.png", "screens", "--out", "pictures", "--only", "fault")]
    [InlineData("out/results.xml", "run", "mine.yaml", "--board", "ports", "--junit", "out/results.xml")]
    [InlineData("root.pem", "hil", "--ca-out", "root.pem", "--authority", "authority.pem")]
    public async Task A_relative_path_means_the_folder_where_the_command_was_typed(string made, params string[] command)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("typed-here");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "mine.yaml"),
                "name: mine\nsteps:\n  - wait-for: { screen: Tapez le montant }\n",
                TestContext.Current.CancellationToken);
            await using RigProcess rig = RigProcess.StartByProject(folder.FullName, command);
            int code = await rig.EndAsync();
            Assert.True(code == 0, rig.Said);
            Assert.True(File.Exists(Path.Combine(folder.FullName, made)), rig.Said);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_the_modem()
    {
        await using RigProcess rig = RigProcess.Start("modem", "--listen", "127.0.0.1:0");
        await rig.UntilAsync("modem on 127.0.0.1:");
        rig.Interrupt();
        Assert.Equal(0, await rig.EndAsync());
    }

    [Fact]
    public async Task Ctrl_C_interrupts_a_scenario_and_a_job_that_computes()
    {
        await using RigProcess run = RigProcess.Start("run", "null-status", "silent");
        await using RigProcess cuts = RigProcess.Start("powercut", "--cuts", "100000000");
        await run.UntilAsync("2 scenarios");
        await Task.Delay(2_000);
        run.Interrupt();
        cuts.Interrupt();
        Assert.Equal(RigApp.Interrupted, await run.EndAsync());
        Assert.Equal(RigApp.Interrupted, await cuts.EndAsync());
    }

    private static async Task<string[]> NamesAsync()
    {
        string help = await SayAsync("--help");
        string list = help[help.IndexOf("COMMANDS:", StringComparison.Ordinal)..];
        return [.. Name().Matches(list).Select(match => match.Groups[1].Value)];
    }

    // A value out of range is refused before anything begins; a job that begins all the same is stopped at once.
    private static async Task IsRefusedAsync(string command, string option, long value)
    {
        var text = new StringWriter();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string number = value.ToString(CultureInfo.InvariantCulture);
        int code = await RigApp.Create(Plain(text)).RunAsync([command, option, number], stop.Token);
        Assert.True(code == RigApp.Unusable, $"{command} {option} {number}: {code}, {text}");
        Assert.Contains(option[2..], text.ToString(), StringComparison.Ordinal);
    }

    private static IAnsiConsole Plain(StringWriter text)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 400;
        return console;
    }

    private static async Task<string> SayAsync(params string[] args)
    {
        var text = new StringWriter();
        Assert.Equal(0, await RigApp.Create(Plain(text)).RunAsync(args));
        return text.ToString();
    }

    // What stands in code in the first cell of a row.
    [GeneratedRegex(@"(?<=^\|[^|]*)`([a-z][^`|]*)`(?=[^|]*\|)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(\d+) to (\d+)\b")]
    private static partial Regex Range();

    [GeneratedRegex(@"^    ([a-z][a-z-]*)(?= )", RegexOptions.Multiline)]
    private static partial Regex Name();

    // Name and value, then the words, behind a default where there is one.
    [GeneratedRegex(@"^ +(?:-\w, )?(?<name>--[a-z-]+)(?: <[^>]+>)?(?<words>.*)$", RegexOptions.Multiline)]
    private static partial Regex Option();
}
