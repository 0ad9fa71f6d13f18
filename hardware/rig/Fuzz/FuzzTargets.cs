namespace Terminal.Rig.Fuzz;

/// <summary>The registry of targets: one line for each.</summary>
public static class FuzzTargets
{
    /// <summary>All targets.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new AtFuzzTarget(),
        new HttpFuzzTarget(),
        new JsonFuzzTarget(),
        new ConsoleFuzzTarget(),
        new CertificateFuzzTarget(),
        new ReaderFuzzTarget(),
        new TillFuzzTarget(),
        new MqttFuzzTarget(),
        new JournalFuzzTarget(),
        new SetupFuzzTarget(),
    ];
}
