using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Terminal.Rig.Board;

/// <summary>
/// Real TCP in front of a <see cref="VirtualTillPort"/>: while the agent listens, so does a socket of the host; each
/// connection is carried over byte for byte, with its FIN or its reset.
/// </summary>
public sealed class TillServer : IDisposable
{
    private readonly VirtualTillPort _port;
    private readonly Func<int, IPEndPoint> _where;
    private readonly Lock _gate = new();
    private TcpListener? _listener;

    /// <summary>Makes it.</summary>
    /// <param name="port">The board's listener.</param>
    /// <param name="where">Where the host listens for a TCP port of the terminal's.</param>
    public TillServer(VirtualTillPort port, Func<int, IPEndPoint> where)
    {
        _port = port;
        _where = where;
        port.ListeningChanged += OnListening;
    }

    /// <summary>Where tills connect; null while the terminal does not listen.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    /// <summary>What kept the host from listening; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _port.ListeningChanged -= OnListening;
        OnListening(0);
    }

    private void OnListening(int port)
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
            EndPoint = null;
            if (port == 0)
            {
                return;
            }

            try
            {
                var listener = new TcpListener(_where(port));
                listener.Start(128);
                _listener = listener;
                EndPoint = (IPEndPoint)listener.LocalEndpoint;
                _ = Task.Run(() => AcceptAsync(listener));
            }
            catch (SocketException e)
            {
                Problem = e.Message;
            }
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync();
                socket.NoDelay = true;
                uint address = BinaryPrimitives.ReadUInt32BigEndian(
                    ((IPEndPoint)socket.RemoteEndPoint!).Address.MapToIPv4().GetAddressBytes());
                if (_port.Connect(address) is TillConnection till)
                {
                    _ = Task.Run(() => CarryAsync(socket, till));
                }
                else
                {
                    socket.Dispose();
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The terminal listens no more.
        }
    }

    private static async Task CarryAsync(Socket socket, TillConnection till)
    {
        till.Written += bytes =>
        {
            try
            {
                socket.Send(bytes);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                till.Break();
            }
        };
        till.Closed += () => _ = Task.Run(() => CloseAsync(socket));
        byte[] buffer = new byte[1_024];
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer)) > 0)
            {
                till.Send(buffer.AsSpan(0, count));
            }

            till.Finish();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            till.Break();
        }
    }

    // A FIN first: a socket that is closed with bytes unread would reset what was just sent.
    private static async Task CloseAsync(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            await Task.Delay(200);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }
}
