extern alias nano;

using Terminal.Firmware;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Xunit;
using NanoFile = nano::System.IO.File;
using NanoFileStream = nano::System.IO.FileStream;
using NanoHttpClient = nano::System.Net.Http.HttpClient;
using NanoSerialPort = nano::System.IO.Ports.SerialPort;
using NanoSocket = nano::System.Net.Sockets.Socket;
using NanoSocketException = nano::System.Net.Sockets.SocketException;
using NanoSslStream = nano::System.Net.Security.SslStream;
using NanoSntp = nano::nanoFramework.Networking.Sntp;
using NanoTimer = nano::nanoFramework.Hardware.Esp32.HighResTimer;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>The stand-ins behave like the packages where it bites.</summary>
public sealed class StandInTests : IDisposable
{
    private readonly SerialPipe _pipe = new();
    private readonly FlashFiles _files = new();
    private readonly FirmwareBoard _board;
    private readonly BoardLine _line;

    public StandInTests()
    {
        _line = new BoardLine(_pipe.Firmware);
        var lines = new Dictionary<string, BoardLine> { ["COM1"] = _line };
        _board = new FirmwareBoard(
            _files, [], new VirtualWifi(VirtualClock.RealTime()), lines, (_, _) => null);
        BoardSource.Give(_board);
        _board.SetPinFunction(Wiring.ConsoleTx, 0x30100);
        _board.SetPinFunction(Wiring.ConsoleRx, 0x30101);
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Only_a_closed_file_is_durable()
    {
        const string Path = "I:\\x";
        var file = new NanoFileStream(
            Path, nano::System.IO.FileMode.Create, nano::System.IO.FileAccess.Write);
        file.Write([1, 2, 3], 0, 3);
        file.Flush();
        Assert.Equal([], _files.Read(Path)!);
        file.Close();
        Assert.Equal([1, 2, 3], _files.Read(Path)!);
    }

    [Fact]
    public async Task A_name_is_known_whatever_port_its_host_listens_on()
    {
        var point = new VirtualWifi(VirtualClock.RealTime());
        using var board = new FirmwareBoard(_files, [], point, new Dictionary<string, BoardLine>(), (host, port) =>
            host == "fleet.example" && port is (8883 or 0) ? ("127.0.0.1", 1) : null);
        byte[] ssid = System.Text.Encoding.ASCII.GetBytes(point.Ssid);
        byte[] passphrase = System.Text.Encoding.ASCII.GetBytes(point.Passphrase);
        board.WifiConnect(point.Ssid, point.Passphrase, false);
        point.Join(ssid, ssid.Length, passphrase, passphrase.Length);
        for (int wait = 0; wait < 600 && board.Ipv4Address == 0; wait++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(0u, board.Resolve("fleet.example"));
    }

    [Fact]
    public void A_move_onto_a_file_throws()
    {
        _files.Write("I:\\a", [1]);
        _files.Write("I:\\b", [2]);
        Assert.Throws<IOException>(() => NanoFile.Move("I:\\a", "I:\\b"));
        NanoFile.Move("I:\\a", "I:\\c");
        Assert.Equal([1], _files.Read("I:\\c")!);
        Assert.Null(_files.Read("I:\\a"));
    }

    [Fact]
    public void A_full_receive_buffer_loses_all_that_waits()
    {
        var port = new NanoSerialPort("COM1", 9600) { ReadBufferSize = 64 };
        port.Open();
        Send(60);
        Assert.Equal(60, port.BytesToRead);
        Send(10);
        Assert.Equal(10, port.BytesToRead);
    }

    [Fact]
    public void A_read_waits_for_its_full_count_and_a_held_line_times_out()
    {
        var port = new NanoSerialPort("COM1", 9600) { ReadTimeout = 20, WriteTimeout = 20 };
        port.Open();
        Send(3);
        Assert.Throws<TimeoutException>(() => port.Read(new byte[8], 0, 4));
        Assert.Throws<TimeoutException>(() => port.Write(new byte[5_000], 0, 5_000));
    }

    [Fact]
    public void A_line_without_pins_or_opened_twice_throws()
    {
        new NanoSerialPort("COM1").Open();
        Assert.Throws<InvalidOperationException>(() => new NanoSerialPort("COM1").Open());
        Assert.Throws<InvalidOperationException>(() => new NanoSerialPort("COM2").Open());
    }

    [Fact]
    public void A_line_that_the_wire_protocol_has_throws()
    {
        _files.IsWireProtocolOnUart0 = true;
        Assert.Throws<ArgumentException>(() => new NanoSerialPort("COM1").Open());
    }

    [Fact]
    public void A_seventeenth_socket_and_a_seventeenth_tls_context_throw()
    {
        var streams = new List<NanoSslStream>();
        for (int i = 0; i < 16; i++)
        {
            NanoSocket socket = NewSocket();
            streams.Add(new NanoSslStream(socket));
            Assert.Throws<NanoSocketException>(() => ShakeHands(streams[^1]));

            // A handshake that failed has closed the descriptor: asking the socket throws.
            Assert.Throws<NanoSocketException>(() => socket.Poll(0, nano::System.Net.Sockets.SelectMode.SelectRead));
            Assert.Throws<NanoSocketException>(() => socket.Available);
        }

        Assert.Equal(16, _board.TlsContexts);
        Assert.Equal(0, _board.Sockets);
        NanoSocket one = NewSocket();
        var next = new NanoSslStream(one);
        Assert.Throws<InvalidOperationException>(() => ShakeHands(next));
        one.Close();
        var another = new NanoSslStream(NewSocket());
        Assert.Throws<InvalidOperationException>(() => ShakeHands(another));
        streams[0].Dispose();
        Assert.Equal(15, _board.TlsContexts);

        // The descriptor that it knew is closed, too, whoever has it: so they are counted, not assumed.
        var all = new List<NanoSocket>();
        while (_board.Sockets < 16)
        {
            all.Add(NewSocket());
        }

        Assert.Throws<NanoSocketException>(NewSocket);
        GC.KeepAlive(all);
        GC.KeepAlive(streams);
        GC.KeepAlive(next);
        GC.KeepAlive(another);
    }

    [Fact]
    public void A_stream_that_is_disposed_late_closes_whoever_has_its_number()
    {
        NanoSocket first = NewSocket();
        var stream = new NanoSslStream(first);
        first.Close();
        NanoSocket second = NewSocket();
        Assert.Equal(1, _board.Sockets);
        stream.Dispose();
        Assert.Equal(0, _board.Sockets);
        Assert.Throws<NanoSocketException>(() => second.Available);
    }

    [Fact]
    public void Without_a_network_there_is_no_time_no_name_and_no_answer()
    {
        NanoSntp.UpdateNow();
        _board.Advance();
        Assert.InRange(_board.SystemUtcMs, 0, 3_600_000);
        Assert.Throws<nano::System.Net.Sockets.SocketException>(
            () => nano::System.Net.Dns.GetHostEntry("example.org"));
        using var client = new NanoHttpClient();
        Assert.Throws<nano::System.Net.Http.HttpRequestException>(
            () => client.Get("http://example.org/"));
    }

    [Fact]
    public void A_cut_board_ends_whoever_calls_it()
    {
        _board.Cut();
        Assert.Throws<PowerCutException>(() => NanoTimer.GetCurrent());
    }

    private static NanoSocket NewSocket() => new(
        nano::System.Net.Sockets.AddressFamily.InterNetwork, nano::System.Net.Sockets.SocketType.Stream,
        nano::System.Net.Sockets.ProtocolType.Tcp);

    private static void ShakeHands(NanoSslStream stream) => stream.AuthenticateAsClient(
        "example.org", null!, null!, nano::System.Net.Security.SslProtocols.Tls12);

    private void Send(int count)
    {
        _pipe.Device.Write(new byte[count], 0, count);
        _line.Pump();
    }
}
