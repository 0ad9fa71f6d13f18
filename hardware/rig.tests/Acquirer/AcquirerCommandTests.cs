using System.Net;
using System.Net.Sockets;
using Spectre.Console.Cli;
using Terminal.Rig.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The command that runs the emulated acquirer alone.</summary>
public sealed class AcquirerCommandTests
{
    [Fact]
    public async Task ItWritesTheRootAndEndsWhenToldTo()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var stop = new CancellationTokenSource();
        var run = App().RunAsync(
            ["--listen", "127.0.0.1:0", "--admin-port", "0", "--ca-out", file],
            stop.Token);
        for (var i = 0; i < 3_000 && !File.Exists(file) && !run.IsCompleted; i++)
        {
            await Task.Delay(20);
        }
        await stop.CancelAsync();
        Assert.Equal(0, await run.WaitAsync(TimeSpan.FromSeconds(180)));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task ABusyPortEndsItWithAnError()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var code = await App().RunAsync(["--listen", taken.LocalEndpoint.ToString()!, "--admin-port", "0"]);
        Assert.Equal(2, code);
    }

    [Theory]
    [InlineData("--listen", "nonsense")]
    [InlineData("--listen", "127.0.0.1")]
    [InlineData("--listen", "8.8.8.8:443")]
    [InlineData("--admin-port", "70000")]
    [InlineData("--no-such-option", "1")]
    public async Task WrongOptionsAreRefused(string option, string value) =>
        Assert.NotEqual(0, await App().RunAsync([option, value]));

    private static CommandApp<AcquirerCommand> App()
    {
        var app = new CommandApp<AcquirerCommand>();
        app.Configure(config => config.UseStrictParsing());
        return app;
    }
}
