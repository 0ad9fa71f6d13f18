using System.Text.Json;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests;

/// <summary>
/// What the process gives to the terminals and acquirers in it. With as few threads as processors
/// in the pool, eight long computations beside six scenarios leave the acquirers none: answers then
/// stay where they are for as long as the computations last.
/// </summary>
public sealed class HostTests
{
    private const int ThreadsMin = 64;

    [Fact]
    public void The_pool_has_threads_for_whoever_blocks()
    {
        ThreadPool.GetMinThreads(out int workers, out _);
        Assert.True(workers >= ThreadsMin, $"{workers} threads");
    }

    [Fact]
    public void So_has_the_rig_s()
    {
        string path = Path.ChangeExtension(typeof(ScenarioRunner).Assembly.Location, ".runtimeconfig.json");
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(path));
        int workers = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties")
            .GetProperty("System.Threading.ThreadPool.MinThreads").GetInt32();
        Assert.True(workers >= ThreadsMin, $"{workers} threads");
    }
}
