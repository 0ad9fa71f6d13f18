using Terminal.Rig.Modem;

namespace Terminal.Rig.Fleet;

/// <summary>A mobile network that knows the operator's broker besides what another one knows.</summary>
public sealed class BrokerModemNetwork(IModemNetwork inner, FleetBroker broker, Func<long> nowMs) : IModemNetwork
{
    /// <summary>What the modem asked for when it opened the broker last.</summary>
    public ModemSessionRequest? LastRequest { get; private set; }

    /// <summary>The connection that it made last.</summary>
    public BrokerLine? LastLine { get; private set; }

    /// <summary>Openings of the broker.</summary>
    public int Openings { get; private set; }

    /// <inheritdoc/>
    public IModemSession Open(ModemSessionRequest request)
    {
        if (request.Host != BrokerLine.Host)
        {
            return inner.Open(request);
        }

        Openings++;
        LastRequest = request;
        LastLine = new BrokerLine(broker, nowMs, () => true).Begin();
        return LastLine;
    }

    /// <inheritdoc/>
    public Task<string?> ResolveAsync(string host) => inner.ResolveAsync(host);
}
