// Refusing a connection cannot be done by a listening socket: the kernel completes the handshake
// before anyone is asked. So while connections are to be refused the socket is closed, and it is
// opened again on the same port afterwards. A second socket, bound to the port and never
// listening, keeps others from taking it meanwhile.

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// Kestrel's socket transport with a listener that can refuse connections for a while.
/// </summary>
internal sealed class PausableListenerFactory(
    AcquirerFaults faults, IOptions<SocketTransportOptions> options, ILoggerFactory logs)
    : IConnectionListenerFactory
{
    private readonly SocketTransportFactory _sockets = new(options, logs);

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var inner = await _sockets.BindAsync(endpoint, cancellationToken);
        return new Listener(faults, _sockets, inner);
    }

    private sealed class Listener : IConnectionListener
    {
        private const int RebindTries = 50;
        private const int RebindPauseMs = 20;

        private readonly AcquirerFaults _faults;
        private readonly SocketTransportFactory _sockets;
        private readonly Socket _reservation;
        private readonly SemaphoreSlim _gate = new(1, 1);
        private readonly CancellationTokenSource _stop = new();
        private IConnectionListener? _inner;
        private TaskCompletionSource _opened = NewSignal();

        public Listener(
            AcquirerFaults faults, SocketTransportFactory sockets, IConnectionListener inner)
        {
            _faults = faults;
            _sockets = sockets;
            _inner = inner;
            EndPoint = inner.EndPoint;
            _reservation = Reserve(EndPoint);
            _opened.SetResult();
            _faults.Changed += Apply;
        }

        public EndPoint EndPoint { get; }

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken)
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    await _opened.Task.WaitAsync(_stop.Token);
                }
                catch (OperationCanceledException)
                {
                    break;
                }
                if (_inner is { } inner
                    && await inner.AcceptAsync(cancellationToken) is { } connection)
                {
                    return connection;
                }
            }
            return null;
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _faults.Changed -= Apply;
            await _stop.CancelAsync();

            // The gate is held for moments only, and a stop that is in a hurry must not fail for it.
            await _gate.WaitAsync(CancellationToken.None);
            try
            {
                if (_inner is { } inner)
                {
                    await inner.UnbindAsync(CancellationToken.None);
                }
            }
            finally
            {
                _gate.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            _faults.Changed -= Apply;
            _reservation.Dispose();
            if (_inner is { } inner)
            {
                await inner.DisposeAsync();
            }
        }

        /// <summary>
        /// Opens or closes the socket before it returns, so that whoever switched the fault can
        /// rely on it.
        /// </summary>
        private void Apply()
        {
            _gate.Wait();
            try
            {
                var refuse = _faults.IsOn(FaultKind.RefuseConnections);
                if (_stop.IsCancellationRequested || refuse == _inner is null)
                {
                    return;
                }
                if (refuse)
                {
                    var closing = _inner!;
                    _opened = NewSignal();
                    _inner = null;
                    closing.UnbindAsync().AsTask().Wait();
                    closing.DisposeAsync().AsTask().Wait();
                }
                else
                {
                    _inner = Rebind();
                    _opened.SetResult();
                }
            }
            finally
            {
                _gate.Release();
            }
        }

        private IConnectionListener Rebind()
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return _sockets.BindAsync(EndPoint).AsTask().GetAwaiter().GetResult();
                }
                catch (Exception e) when (e is AddressInUseException or SocketException
                    && tries < RebindTries)
                {
                    Thread.Sleep(RebindPauseMs);
                }
            }
        }

        private static Socket Reserve(EndPoint endpoint)
        {
            var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(endpoint);
            }
            catch (SocketException)
            {
                // Some systems do not allow the second binding; then the port is free while it is refused.
            }
            return socket;
        }

        private static TaskCompletionSource NewSignal() =>
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
