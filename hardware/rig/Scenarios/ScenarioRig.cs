using System.Net;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// What a scenario plays on: a virtual terminal and an acquirer of its own on loopback, so that several can play
/// side by side.
/// </summary>
public sealed class ScenarioRig : IAsyncDisposable
{
    private readonly CertificateAuthority _authority;

    private ScenarioRig(
        CertificateAuthority authority, AcquirerServer acquirer, BoardKind board)
    {
        _authority = authority;
        Acquirer = acquirer;
        Terminal = board == BoardKind.Firmware
            ? new FirmwareTerminal(acquirer.RootPem, Resolve)
            : new VirtualTerminal(acquirer.RootPem, Resolve);
        acquirer.Exchanged += _ => Interlocked.Increment(ref _requests);
    }

    private int _requests;

    /// <summary>The terminal, without power at first.</summary>
    public IVirtualTerminal Terminal { get; }

    /// <summary>The acquirer.</summary>
    public AcquirerServer Acquirer { get; }

    /// <summary>Requests answered, or meant to be, since the start.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts the acquirer and provisions the terminal.</summary>
    public static async Task<ScenarioRig> StartAsync(BoardKind board = BoardKind.Firmware)
    {
        var authority = new CertificateAuthority();
        var api = new AcquirerApi(new Ledger(), new AcquirerOptions());
        AcquirerServer acquirer = await AcquirerServer.StartAsync(api, authority);
        var rig = new ScenarioRig(authority, acquirer, board);
        rig.Terminal.ProvisionForRig();
        return rig;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Terminal.Dispose();
        await Acquirer.DisposeAsync();
        _authority.Dispose();
    }

    // The host map: the acquirer's name leads to loopback, no other name exists.
    private (string Host, int Port)? Resolve(string host, int port)
    {
        IPEndPoint point = Acquirer.EndPoint;
        return host == CertificateAuthority.Host && port == 443
            ? (point.Address.ToString(), point.Port) : null;
    }
}
