using System.Text;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// The key leaves the terminal in the authorisation header and nowhere else, and a sealed payload
/// does not outlive its answer.
/// </summary>
public sealed class AgentSecretTests
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(200)]
    public void Nothing_that_the_terminal_emits_holds_the_key(int status)
    {
        var world = new AgentWorld();
        var seen = new StringBuilder();
        world.Display.Changed += () =>
            seen.Append(ScreenText.Words(world.Agent.Painter)).Append('\n');
        var written = new List<byte>();
        world.Transport.Written = bytes => written.AddRange(bytes.Span);
        if (status != 200)
        {
            world.On("Create", AgentWorldReply.Http(
                status,
                $$$"""
                {"error":{"type":"invalid_request_error","message":"Key {{{AgentWorld.Key}}}"}}
                """));
        }

        world.Tap(1_250);
        world.Run(60_000);
        Assert.NotEmpty(world.Requests);
        Assert.NotEqual(0, seen.Length);
        string wire = Encoding.ASCII.GetString([.. written]);
        string[] secrets = Secrets();
        Assert.Contains(secrets[1], wire, StringComparison.Ordinal);
        Assert.Single(
            wire.Split(secrets[1])[..^1].Select(part => part[^7..]).Distinct(),
            before => before == " Basic ");
        foreach (string secret in secrets)
        {
            Assert.DoesNotContain(secret, seen.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, Log(world), StringComparison.Ordinal);
            Assert.Equal(-1, world.Nvram.Image.IndexOf(Encoding.ASCII.GetBytes(secret)));
            Assert.Equal(
                -1, world.Display.Snapshot().AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)));
        }
    }

    [Fact]
    public void The_search_finds_what_is_there()
    {
        var world = new AgentWorld();
        byte[] secret = Encoding.ASCII.GetBytes(AgentWorld.Key);
        world.Nvram.Write(5_000, secret, 0, secret.Length);
        Assert.Equal(5_000, world.Nvram.Image.IndexOf(secret));
    }

    [Theory]
    [InlineData("to_capture", TransactionState.Approved)]
    [InlineData("refused", TransactionState.Declined)]
    public void A_sealed_payload_is_gone_after_the_final_answer(
        string status, TransactionState state)
    {
        var world = new AgentWorld();
        world.Bank.NextStatus = status;
        byte[] payload = [];
        world.On("Create", request =>
        {
            payload = request.Json.GetProperty("card").GetProperty("sealed").GetBytesFromBase64();
            Assert.NotEqual(-1, world.Nvram.Image.IndexOf(payload.AsSpan()));
            return world.Bank.Handle(request);
        });
        world.Tap(1_250);
        Assert.True(world.Reaches(state, 5_000));
        Assert.True(payload.Length > 16);
        for (int at = 0; at + 8 <= payload.Length; at += 8)
        {
            Assert.Equal(-1, world.Nvram.Image.IndexOf(payload.AsSpan(at, 8)));
        }
    }

    private static string[] Secrets() =>
    [
        AgentWorld.Key,
        Convert.ToBase64String(Encoding.ASCII.GetBytes(AgentWorld.Key + ":")),
        AgentWorld.Key[6..],
        Convert.ToHexString(Encoding.ASCII.GetBytes(AgentWorld.Key)),
    ];

    private static string Log(AgentWorld world)
    {
        var text = new StringBuilder();
        var entry = new EventEntry();
        for (uint n = world.Agent.Log.NewestNumber; n > 0; n = world.Agent.Log.Older(n))
        {
            Assert.True(world.Agent.Log.Read(n, entry));
            text.AppendLine($"{entry.Kind} {entry.A} {entry.B} {entry.A:x8}{entry.B:x8}");
        }

        return text.ToString();
    }
}
