using System.Net;
using System.Net.Sockets;

namespace Terminal.Rig.Modem;

/// <summary>
/// Serves an emulated modem in real time on a stream: TCP, pseudo-terminal or port.
/// </summary>
public sealed class ModemServer
{
    private const int TickMs = 2;
    private const int FarewellMs = 300;

    private readonly ModemEmulator _modem;

    /// <summary>A server of one modem.</summary>
    public ModemServer(ModemEmulator modem) => _modem = modem;

    /// <summary>Called with what passes: true when it comes from the modem.</summary>
    public Action<bool, ReadOnlyMemory<byte>>? Trace { get; set; }

    /// <summary>Serves one stream until it ends or the server is stopped.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var receiving = Task.Run(() => ReceiveAsync(stream, end), CancellationToken.None);
        byte[] buffer = new byte[1_024];
        try
        {
            while (!end.IsCancellationRequested)
            {
                int count = _modem.Transmit(buffer);
                if (count > 0)
                {
                    Trace?.Invoke(true, buffer.AsMemory(0, count));
                    await stream.WriteAsync(buffer.AsMemory(0, count), end.Token);
                    await stream.FlushAsync(end.Token);
                }
                else
                {
                    await Task.Delay(TickMs, end.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            await end.CancelAsync();
        }
    }

    /// <summary>Takes connections, one at a time, until it is stopped.</summary>
    public async Task ListenAsync(
        IPEndPoint address, Action<IPEndPoint> onBound, CancellationToken stop)
    {
        using var listener = new TcpListener(address);
        listener.Start();
        onBound((IPEndPoint)listener.LocalEndpoint);
        while (!stop.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(stop);
            client.NoDelay = true;
            _modem.Discard();
            await ServeAsync(client.GetStream(), stop);
        }
    }

    private async Task ReceiveAsync(Stream stream, CancellationTokenSource end)
    {
        byte[] buffer = new byte[4_096];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, end.Token)) > 0)
            {
                Trace?.Invoke(false, buffer.AsMemory(0, count));
                _modem.Receive(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The far end is gone.
        }

        // A client that has said all it wants may still listen for the answer.
        await Task.Delay(FarewellMs, CancellationToken.None);
        await end.CancelAsync();
    }
}
