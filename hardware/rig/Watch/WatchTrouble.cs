namespace Terminal.Rig.Watch;

/// <summary>Whose fault it is.</summary>
public enum WatchWhose
{
    /// <summary>The mobile network's operator, or the SIM of it.</summary>
    MobileOperator,

    /// <summary>The shop's WiFi, or what stands behind it.</summary>
    Shop,

    /// <summary>The acquirer's service.</summary>
    Acquirer,

    /// <summary>The merchant's account or key.</summary>
    Account,

    /// <summary>The terminal: its firmware, its memory.</summary>
    Terminal,

    /// <summary>Nobody has said: the terminal is gone from the broker.</summary>
    Unknown,
}

/// <summary>A trouble that terminals share: whose it is, with whom, and its code.</summary>
/// <param name="Whose">Whose fault it is.</param>
/// <param name="With">The operator, acquirer or firmware that it is about.</param>
/// <param name="Code">The code, or the word for it.</param>
public sealed record WatchTrouble(WatchWhose Whose, string With, string Code)
{
    /// <summary>The troubles of a terminal, by what it told last.</summary>
    public static IReadOnlyList<WatchTrouble> Of(WatchTerminal terminal)
    {
        var troubles = new List<WatchTrouble>();
        if (!terminal.IsUp)
        {
            string last = terminal.Told("link") == "wifi" ? "wifi" : terminal.Told("operator");
            troubles.Add(new(WatchWhose.Unknown, last.Length > 0 ? last : "?", "gone"));
        }

        Add(troubles, WatchWhose.MobileOperator, terminal.Told("operator"), terminal.Told("sim"));
        string wifi = terminal.Told("wifi");
        if (wifi != "R10")
        {
            // A WiFi that nobody has set up is no trouble.
            Add(troubles, WatchWhose.Shop, "wifi", wifi);
        }

        Add(troubles, WatchWhose.Acquirer, terminal.Told("acquirer"), terminal.Told("service"));
        Add(
            troubles,
            terminal.Told("hold").StartsWith('J') ? WatchWhose.Terminal : WatchWhose.Account,
            terminal.Told("acquirer"),
            terminal.Told("hold"));
        string firmware = terminal.Told("firmware");
        if (terminal.Told("start") == "stuck")
        {
            troubles.Add(new(WatchWhose.Terminal, firmware, "stuck"));
        }

        if (terminal.Told("damaged") is not ("" or "0"))
        {
            troubles.Add(new(WatchWhose.Terminal, firmware, "damaged"));
        }

        return troubles;
    }

    private static void Add(List<WatchTrouble> troubles, WatchWhose whose, string with, string code)
    {
        if (code is not ("" or "none"))
        {
            troubles.Add(new(whose, with.Length > 0 ? with : "?", code));
        }
    }
}
