namespace Terminal.Rig.Modem;

/// <summary>
/// How often sockets may still be opened, plain and TLS together: after some twenty openings
/// real modules open nothing until their supply is cut.
/// </summary>
internal sealed class QuectelBudget(ModemCore core) : ModemPart(core)
{
    private int _taken;

    /// <summary>Counts an opening.</summary>
    /// <returns>False when there is none left.</returns>
    public bool Take() => Options.OpeningsMost == 0 || _taken++ < Options.OpeningsMost;

    /// <inheritdoc/>
    public override void CutSupply() => _taken = 0;
}
