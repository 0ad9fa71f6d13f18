namespace Terminal.Rig.Modem;

/// <summary>The models that the emulated modem can be, a row for each.</summary>
public static class ModemModels
{
    /// <summary>The model that it is unless another is asked for.</summary>
    public const string First = "A7670E";

    /// <summary>The model of the second make.</summary>
    public const string Quectel = "EG800K";

    private static readonly (string Name, Action<ModemOptions> Make)[] Rows =
    [
        (First, _ => { }),
        ("SIM7600E", o =>
        {
            (o.Model, o.Firmware) = ("SIMCOM_SIM7600E-H", "LE20B04SIM7600M22");
            (o.HasNameOption, o.ChecksNames) = (false, false);
        }),
        ("SIM7672E", o => (o.Model, o.Firmware) = ("SIM7672E", "SIM767XM5_B05V01_241206")),
        (Quectel, o =>
        {
            o.Make = ModemMake.Quectel;
            (o.Model, o.Firmware) = ("EG800K-EU", "EG800KEUGCR07A06M04");
            (o.HasNameOption, o.ChecksNames) = (false, true);
            (o.OnPulseMs, o.BootMs, o.OpeningsMost) = (2_000, 3_300, 20);
        }),
    ];

    /// <summary>Their names, the first one first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rows.Select(r => r.Name)];

    /// <summary>True when there is a model of that name.</summary>
    public static bool Has(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes options those of a model: who it is, and what its firmware can do.</summary>
    public static ModemOptions Become(ModemOptions options, string name)
    {
        var row = Array.Find(Rows, r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (row.Make is null)
        {
            throw new ArgumentException("there is no model " + name, nameof(name));
        }

        row.Make(options);
        return options;
    }
}
