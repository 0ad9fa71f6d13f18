using System.Net.Sockets;
using System.Net;
using System.Text;
using Terminal.Rig.Consoles;
using Terminal.Rig.Hil;
using Xunit;

namespace Terminal.Rig.Tests.Hil;

/// <summary>The console as `hil` speaks it, with a terminal that answers as told.</summary>
public sealed class ConsoleLineTests
{
    [Fact]
    public async Task A_restart_counts_by_its_banner_though_its_OK_is_lost() => await WithAsync(
        "reboot\r\nreboot=now\r\n\0\u00ffconsole=ready serial=T1 version=1\r\n",
        async console =>
        {
            await console.RestartAsync(CancellationToken.None);
            Assert.Equal(1, console.Banners);
        });

    [Fact]
    public async Task A_restart_that_is_refused_says_why() => await WithAsync(
        "reboot\r\nERR 20 open the console with the PIN\r\n",
        async console =>
        {
            var refused = await Assert.ThrowsAsync<ConsoleException>(
                () => console.RestartAsync(CancellationToken.None));
            Assert.Contains("ERR 20", refused.Message, StringComparison.Ordinal);
        });

    [Fact]
    public async Task An_answer_is_its_rows_without_echo_and_banner() => await WithAsync(
        "console=ready serial=T1 version=1\r\nqueue\r\nwaiting=2\r\nfull=no\r\nOK\r\n",
        async console =>
        {
            IReadOnlyList<string> rows = await console.DoAsync("queue", CancellationToken.None);
            Assert.Equal(["waiting=2", "full=no"], rows);
            Assert.Equal("2", ConsoleLine.Value(rows, "waiting"));
            Assert.Equal("", ConsoleLine.Value(rows, "wait"));
        });

    // Answers the first line that is typed, once.
    private static async Task WithAsync(string answer, Func<ConsoleLine, Task> ask)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient terminal = await listener.AcceptTcpClientAsync();
        Task answering = Task.Run(async () =>
        {
            NetworkStream stream = terminal.GetStream();
            while (stream.ReadByte() != '\r')
            {
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        });
        using var console = new ConsoleLine(client.GetStream());
        await ask(console);
        await answering;
    }
}
