namespace Terminal.Rig.Simulation.Days;

/// <summary>A customer who brings something back, and the cashier who pays him.</summary>
/// <param name="AtMs">When he comes.</param>
/// <param name="Back">Which approved sale it was, counted from the newest; 0 the newest.</param>
/// <param name="Percent">How much of the sale is paid back; 100: all that is offered.</param>
/// <param name="KeyMs">From one key to the next.</param>
/// <param name="LeavesAt">The key instead of which the cashier leaves; below 0 never.</param>
/// <param name="WatchMs">How long he looks at what comes of it.</param>
public sealed record RefundWish(
    long AtMs, int Back, int Percent, int KeyMs, int LeavesAt, int WatchMs);
