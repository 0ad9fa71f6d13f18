using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Simulation;

/// <summary>The mobile network behind the emulated modem in virtual time.</summary>
public sealed class SimModemNetwork(
    SimTime time, SimPath path, ISimServer server, Action changed) : IModemNetwork
{
    // Of the net that is kept for examples.
    private const string PeerAddress = "192.0.2.1";

    /// <inheritdoc/>
    public IModemSession Open(ModemSessionRequest request) => new Session(
        new SimConnection(time, path, server, changed),
        time,
        request.ChecksName && !request.IsPlain && request.Host == PeerAddress);

    /// <inheritdoc/>
    public Task<string?> ResolveAsync(string host) => Task.FromResult<string?>(PeerAddress);

    // Under its address the server's certificate does not hold its name.
    private sealed class Session(SimConnection connection, SimTime time, bool isMisnamed)
        : IModemSession
    {
        private const int NoName = 13;
        private const int NoConnection = 14;
        private const int NoHandshake = 15;

        public ModemSessionState State => connection.State switch
        {
            TransportState.Open when isMisnamed => ModemSessionState.Failed,
            TransportState.Open => ModemSessionState.Open,
            TransportState.PeerClosed => ModemSessionState.PeerClosed,
            TransportState.Failed or TransportState.Closed => ModemSessionState.Failed,
            _ => ModemSessionState.Connecting,
        };

        public int Error => connection.Fault switch
        {
            _ when isMisnamed && connection.State == TransportState.Open => NoHandshake,
            FaultCode.NameNotFound => NoName,
            FaultCode.HandshakeFailed => NoHandshake,
            _ => NoConnection,
        };

        public string Address => PeerAddress;

        public long NextDueMs => connection.Available > 0 ? time.NowMs : long.MaxValue;

        public int Read(Span<byte> buffer) => connection.Read(buffer);

        public void Send(ReadOnlySpan<byte> bytes) => connection.Write(bytes);

        public void Dispose() => connection.Close();
    }
}
