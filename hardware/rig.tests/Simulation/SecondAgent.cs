using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Terminal.Rig.Simulation.Days;
using Terminal.Rig.Simulation.Tills;
using Terminal.Rig.World.Small;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>
/// The rig and everything of the agent loaded a second time, over another build of one storey. It
/// stays: what the runtime keeps of a context that may go is allocated inside the agent's steps.
/// </summary>
public sealed class SecondAgent : AssemblyLoadContext
{
    private readonly PlantedStorey _planted;
    private readonly Assembly _rig;

    /// <summary>Loads them over this build.</summary>
    public SecondAgent(PlantedStorey planted)
    {
        _planted = planted;
        _rig = Load(typeof(DayCampaign).Assembly.Location);
    }

    /// <summary>Plays seeds against it until one fails, or fails as is sought.</summary>
    /// <returns>How the first failing seed ended, what was found, and how many seeds it took.</returns>
    public (string Verdict, string Finding, int Seeds) Play(
        int firstSeed, int seeds, int hours, string? sought = null)
    {
        Type type = _rig.GetType(typeof(DayCampaign).FullName!, true)!;
        object campaign = Activator.CreateInstance(type, [firstSeed, seeds, hours, 0])!;
        if (sought is not null)
        {
            type.GetProperty(nameof(DayCampaign.Sought))!.SetValue(campaign, new Regex(sought));
        }

        object tally = type.GetMethod(nameof(DayCampaign.Run))!.Invoke(
            campaign, [CancellationToken.None])!;
        object? first = Get(
            tally, sought is null ? nameof(DayTally.First) : nameof(DayTally.Found));
        return first is null ? ("Pass", "", (int)Get(tally, nameof(DayTally.Seeds))!)
            : (Get(first, nameof(DayResult.Verdict))!.ToString()!,
                (string)Get(first, nameof(DayResult.Finding))!,
                (int)Get(tally, nameof(DayTally.Seeds))!);
    }

    /// <summary>Plays the small worlds of a kind against it, until one breaks the rule.</summary>
    /// <returns>The rule that is broken, of each world that failed.</returns>
    public IReadOnlyList<string> Explore(SmallKind kind, int depth, string sought)
    {
        Type type = _rig.GetType(typeof(WorldExplorer).FullName!, true)!;
        object explorer = Activator.CreateInstance(type, [0])!;
        type.GetProperty(nameof(WorldExplorer.Sought))!.SetValue(explorer, sought);
        object its = Enum.ToObject(_rig.GetType(typeof(SmallKind).FullName!, true)!, (int)kind);
        type.GetMethod(nameof(WorldExplorer.Explore))!.Invoke(
            explorer, [its, depth, CancellationToken.None]);
        return [.. ((IEnumerable<object>)Get(explorer, nameof(WorldExplorer.Failures))!)
            .Select(failed => (string)Get(failed, nameof(FailedWorld.Rule))!)];
    }

    /// <summary>Plays tills against it.</summary>
    /// <returns>What was found; empty: nothing.</returns>
    public string PlayTills(int firstSeed, int seeds, int sales)
    {
        Type type = _rig.GetType(typeof(TillCampaign).FullName!, true)!;
        object campaign = Activator.CreateInstance(type, [firstSeed, seeds, sales])!;
        type.GetMethod(nameof(TillCampaign.Run))!.Invoke(campaign, []);
        return (string)Get(campaign, nameof(TillCampaign.Finding))!;
    }

    /// <summary>Plays owner trials against it.</summary>
    /// <returns>What was found first; empty: nothing.</returns>
    public string PlayOwners(int firstSeed, int seeds, int events)
    {
        Type type = _rig.GetType(typeof(OwnerTrial).FullName!, true)!;
        object? even = _rig.GetType(typeof(OwnerWeights).FullName!, true)!
            .GetProperty(nameof(OwnerWeights.Even))!.GetValue(null);
        for (int seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            object trial = Activator.CreateInstance(type, [seed, even, null])!;
            if (type.GetMethod(nameof(OwnerTrial.Play))!.Invoke(trial, [events]) is string finding)
            {
                return finding;
            }
        }

        return "";
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == _planted.Name)
        {
            return LoadFromStream(new MemoryStream(_planted.Bytes));
        }

        return assemblyName.Name?.StartsWith("Terminal.", StringComparison.Ordinal) == true
            ? Load(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll")) : null;
    }

    private static object? Get(object of, string name) => of.GetType().GetProperty(name)!.GetValue(of);

    private Assembly Load(string path) => LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
}
