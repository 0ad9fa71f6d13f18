using Terminal.Agent.Settings;

namespace Terminal.Rig.Modem;

/// <summary>The models that the emulated modem can be, a row for each.</summary>
public static class ModemModels
{
    /// <summary>The model that it is unless another is asked for.</summary>
    public const string First = "A7670E";

    /// <summary>The model of the second make.</summary>
    public const string Quectel = "EG800K";

    private static readonly (string Name, ModemModel Setting, Action<ModemOptions> Make)[] Rows =
    [
        (First, ModemModel.A7670E, _ => { }),
        ("SIM7600E", ModemModel.Sim7600E, o =>
        {
            (o.Model, o.Firmware) = ("SIMCOM_SIM7600E-H", "LE20B04SIM7600M22");
            (o.HasNameOption, o.ChecksNames) = (false, false);
        }),
        ("SIM7672E", ModemModel.Sim7672E, o => (o.Model, o.Firmware) = ("SIM7672E", "SIM767XM5_B05V01_241206")),
        (Quectel, ModemModel.Eg800K, o =>
        {
            o.Make = EmulatedMake.Quectel;
            (o.Model, o.Firmware) = ("EG800K-EU", "EG800KEUGCR07A06M04");
            (o.HasNameOption, o.ChecksNames) = (false, true);
            (o.OnPulseMs, o.BootMs, o.OpeningsMost) = (2_000, 3_300, 20);
        }),
    ];

    /// <summary>Their names, the first one first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rows.Select(r => r.Name)];

    /// <summary>True when there is a model of that name.</summary>
    public static bool Has(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The terminal's setting for a model.</summary>
    public static ModemModel SettingOf(string name) => RowOf(name).Setting;

    /// <summary>Makes options those of a model: who it is, and what its firmware can do.</summary>
    public static ModemOptions Become(ModemOptions options, string name)
    {
        RowOf(name).Make(options);
        return options;
    }

    private static (string Name, ModemModel Setting, Action<ModemOptions> Make) RowOf(string name)
    {
        var row = Array.Find(Rows, r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return row.Make is not null
            ? row : throw new ArgumentException("there is no model " + name, nameof(name));
    }
}
