using Terminal.Rig.Tests.Bench;
using Terminal.Rig.Tests.Firmware;
using Terminal.Rig.Tests.Fleet;
using Terminal.Rig.Tests.Journal;
using Terminal.Rig.Tests.Menus;
using Terminal.Rig.Tests.Modem;
using Terminal.Rig.Tests.Scenarios;
using Terminal.Rig.Tests.Screens;
using Terminal.Rig.Tests.Simulation;
using Terminal.Rig.Tests.Till;
using Terminal.Rig.Tests.World;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(Terminal.Rig.Tests.LongestFirst))]

namespace Terminal.Rig.Tests;

/// <summary>
/// The classes that take longest begin first, so that none of them is left to run alone at the end.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        .. new[]
        {
            typeof(SimulateTests), typeof(ShippedScenarioTests), typeof(SmallWorldTests), typeof(BenchSessionTests),
            typeof(MosquittoTests), typeof(QrCodeTests), typeof(WifiByKeypadTests), typeof(SecondBrokerTests),
            typeof(PowerCutTests), typeof(CanaryTests), typeof(MqttFleetTests), typeof(WorldStepTests),
            typeof(TlsTransportTests), typeof(ModemTlsTests), typeof(MenuFuzzTests), typeof(CommandLineTests),
            typeof(TillTcpTests), typeof(RefundTests), typeof(ModemClientTests),
        }.Select(type => type.FullName!),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    // Of a name such as "Test collection for Full.Name (id: 0123)"; the browser's tests are one collection.
    private static int Place(string name)
    {
        if (name == Browser.Collection)
        {
            return 0;
        }

        int place = Array.FindIndex(Longest, longest => name.Contains(longest + " ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
