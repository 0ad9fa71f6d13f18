using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Till;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Terminal.Rig.Till;
using Xunit;

namespace Terminal.Rig.Tests.Till;

/// <summary>A till on the console's line: V3, E+ and E, with retries, and the console beside it.</summary>
public sealed partial class SerialTillTests
{
    private const int AnswerMs = 120_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_till_on_the_line_is_paid_refused_and_told_again_and_the_console_still_answers()
    {
        await using ScenarioRig rig = await StartAsync();
        ISerialPort line = rig.Terminal.Console;
        var till = new SerialTill(buffer => line.Read(buffer, 0, buffer.Length), bytes => Write(line, bytes));
        TillMessage request = TillMessage.Request('0', 1, 1_590, "serial-1");
        Task<string> asking = Task.Run(() => till.Ask(request.ToString(), AnswerMs), Stop);
        await UntilAsync(() => rig.Terminal.Tap("approved"));
        string paid = await asking;
        Assert.Equal("10", TillMessage.Parse(paid)["AE"]);

        // A wrong LRC is refused and sent again; the answer is refused once and sent again.
        till.SpoilsNext = true;
        till.Refusals = 1;
        Assert.Equal(paid, await Task.Run(() => till.Ask(request.ToString(), AnswerMs), Stop));
        Assert.Equal(1, till.Repeats);

        // Cancelled by the cashier.
        asking = Task.Run(
            () => till.Ask(TillMessage.Request('0', 1, 2_000, "serial-2").ToString(), AnswerMs), Stop);
        await UntilAsync(() => rig.Terminal.ScreenWords().Contains("20,00", StringComparison.Ordinal));
        rig.Terminal.Press(Key.Cancel);
        Assert.Equal("01/11", TillWorld.Outcome(TillMessage.Parse(await asking)));

        Write(line, Encoding.ASCII.GetBytes("version\r"));
        Assert.Contains("OK", await ReadAsync(line, "OK"), StringComparison.Ordinal);
        Assert.Single(rig.Terminal.JournalRows());
    }

    [Fact]
    public async Task Concert_e_and_e_plus_are_answered_in_their_fixed_fields()
    {
        await using ScenarioRig rig = await StartAsync();
        ISerialPort line = rig.Terminal.Console;
        var till = new SerialTill(buffer => line.Read(buffer, 0, buffer.Length), bytes => Write(line, bytes));
        const string Plus = "0100001590110978          A010B010";
        Task<string> asking = Task.Run(() => till.Ask(Plus, AnswerMs), Stop);
        await UntilAsync(() => rig.Terminal.Tap("approved"));
        string answer = await asking;
        Assert.Equal(80, answer.Length);
        Assert.Equal("010000015901************4242", answer[..28]);
        Assert.EndsWith("978          ", answer, StringComparison.Ordinal);

        // Not acknowledged: within the time the same request is the same sale.
        till.LosesAnswer = true;
        const string Short = "0200000410010978PRIVATE-10";
        asking = Task.Run(() => till.Ask(Short, AnswerMs), Stop);
        await UntilAsync(() => rig.Terminal.Tap("approved"));
        string lost = await asking;
        Assert.Equal("020000004101978PRIVATE-10", lost);
        till.LosesAnswer = false;
        await Task.Delay(4_000, Stop);
        Assert.Equal(lost, await Task.Run(() => till.Ask(Short, AnswerMs), Stop));
        Assert.Equal(2, rig.Terminal.JournalRows().Count);

        asking = Task.Run(() => till.Ask("0100001590010978          ", AnswerMs), Stop);
        await UntilAsync(() => rig.Terminal.ScreenWords().Contains("PRÉSENTEZ", StringComparison.Ordinal));
        rig.Terminal.Press(Key.Cancel);
        Assert.Equal("017000015901978          ", await asking);
        Assert.Equal(
            "017000015901978          ",
            await Task.Run(() => till.Ask("0100001590011978          ", AnswerMs), Stop));
        Assert.Equal("09", TillMessage.Parse(await Task.Run(() => till.Ask("01000", AnswerMs), Stop))["AF"]);
    }

    [Fact]
    public async Task A_till_in_another_process_is_served_over_a_pseudo_terminal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals are Linux's");
        await using RigProcess rig = RigProcess.Start("till", "--listen", "127.0.0.1:0", "--pty");
        await rig.UntilAsync("till=127.");
        string name = PtyName().Match(rig.Said).Groups[1].Value;
        using var far = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        var arrived = new System.Collections.Concurrent.ConcurrentQueue<byte>();
        new Thread(() => Pump(far, arrived)) { IsBackground = true }.Start();
        var till = new SerialTill(
            buffer => arrived.TryDequeue(out buffer[0]) ? 1 : 0, bytes => far.Write(bytes, 0, bytes.Length));
        string answer = await Task.Run(
            () => till.Ask(TillMessage.Request('0', 3, 990, "pty").ToString(), AnswerMs), Stop);
        Assert.Equal(("10", "990"), (TillMessage.Parse(answer)["AE"], TillMessage.Parse(answer)["CB"]));
    }

    [Fact]
    public void The_vectors_of_the_line_have_their_check_bytes()
    {
        string spec = File.ReadAllText(Path.Combine(Repository.Root()!, "Terminal.Agent", "SPEC.md"));
        MatchCollection rows = VectorRow().Matches(spec);
        Assert.Equal(3, rows.Count);
        foreach (Match row in rows)
        {
            byte[] data = Encoding.ASCII.GetBytes(row.Groups[2].Value);
            Assert.Equal(row.Groups[3].Value, SerialTill.Lrc(data).ToString("X2", null));
            var request = new TillRequest();
            bool isConcert = new ConcertFrames().Read(data, data.Length, request);
            Assert.Equal(row.Groups[1].Value == "concert", isConcert);
            if (isConcert)
            {
                Assert.Equal((1L, 1_590L, 978L), (
                    request.Of(TillRequest.Till).Number(), request.Of(TillRequest.Amount).Number(),
                    request.Of(TillRequest.Currency).Number()));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0100001590110978         ")]
    [InlineData("0x00001590110978          ")]
    [InlineData("01000015x0110978          ")]
    [InlineData("0100001590110EUR          ")]
    [InlineData("0100001590110978          X010B010")]
    [InlineData("0100001590110978          A010X010")]
    public void What_is_no_fixed_frame_is_not_taken_for_one(string text)
    {
        byte[] data = Encoding.ASCII.GetBytes(text);
        Assert.False(new ConcertFrames().Read(data, data.Length, new TillRequest()));
    }

    private static void Pump(FileStream far, System.Collections.Concurrent.ConcurrentQueue<byte> arrived)
    {
        byte[] buffer = new byte[256];
        try
        {
            int count;
            while ((count = far.Read(buffer, 0, buffer.Length)) > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    arrived.Enqueue(buffer[i]);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other process is gone.
        }
    }

    private static void Write(ISerialPort line, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            at += line.Write(bytes, at, bytes.Length - at);
        }
    }

    private static async Task<string> ReadAsync(ISerialPort line, string end)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[256];
        await UntilAsync(() =>
        {
            int count = line.Read(buffer, 0, buffer.Length);
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            return text.ToString().Contains(end, StringComparison.Ordinal);
        });
        return text.ToString();
    }

    private static async Task<ScenarioRig> StartAsync()
    {
        ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Ports);
        rig.Terminal.Provision(settings => settings.Till.Serial = TillSerial.Eight);
        rig.Terminal.PowerOn();
        await UntilAsync(() => rig.Terminal.Look(agent => agent.Links.Active is not null));
        return rig;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        bool isDone = isSo();
        for (int i = 0; i < 12_000 && !isDone; i++)
        {
            await Task.Delay(10, Stop);
            isDone = isSo();
        }

        Assert.True(isDone);
    }

    [GeneratedRegex(@"serial till on (\S+)")]
    private static partial Regex PtyName();

    [GeneratedRegex(@"^\| (concert|concert-answer|serial) \| `([^`]+)` LRC 0x(..) \|", RegexOptions.Multiline)]
    private static partial Regex VectorRow();
}
