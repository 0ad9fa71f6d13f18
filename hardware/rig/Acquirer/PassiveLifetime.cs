using Microsoft.Extensions.Hosting;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// Lets a web server live without minding Ctrl-C: the command that runs it does, once for all its
/// servers.
/// </summary>
internal sealed class PassiveLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
