using Terminal.Rig.Tests.Bench;
using Terminal.Rig.Tests.Consoles;
using Terminal.Rig.Tests.Firmware;
using Terminal.Rig.Tests.Fleet;
using Terminal.Rig.Tests.Fuzz;
using Terminal.Rig.Tests.Hil;
using Terminal.Rig.Tests.Journal;
using Terminal.Rig.Tests.Menus;
using Terminal.Rig.Tests.Modem;
using Terminal.Rig.Tests.Scenarios;
using Terminal.Rig.Tests.Screens;
using Terminal.Rig.Tests.Simulation;
using Terminal.Rig.Tests.Support;
using Terminal.Rig.Tests.Till;
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
        Browser.Collection, CampaignCollection.Name,
        .. new[]
        {
            typeof(BenchSessionTests), typeof(TechnicianTests), typeof(CommandLineTests), typeof(TillTcpTests),
            typeof(BenchScenarioTests), typeof(ShippedScenarioTests), typeof(WifiByKeypadTests), typeof(MosquittoTests),
            typeof(SecondBrokerTests), typeof(MenuFuzzTests), typeof(WorldStepTests), typeof(CompositionTests),
            typeof(ModemTlsTests), typeof(WifiScanTests), typeof(HarshBoardTests), typeof(HilTests),
            typeof(MqttFleetTests), typeof(TlsTransportTests), typeof(BusyDayTests), typeof(RescueTests),
            typeof(ModemClientTests), typeof(CanaryTests), typeof(PowerCutTests), typeof(QrCodeTests),
            typeof(CaseTests), typeof(RefundTests), typeof(MenuTests), typeof(FuzzTests), typeof(JournalModelTests),
        }.Select(type => type.FullName!),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    // A collection has a name of its own, or one such as "Test collection for Full.Name (id: 0123)" for its class.
    private static int Place(string name)
    {
        int place = Array.FindIndex(
            Longest, longest => name == longest || name.Contains(longest + " ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
