namespace Terminal.Rig.Simulation.Days;

/// <summary>A customer, and the cashier who serves him.</summary>
/// <param name="AtMs">When he comes.</param>
/// <param name="Cents">What he pays.</param>
/// <param name="Card">The card that he taps; see the reader.</param>
/// <param name="TapMs">How long he looks for it.</param>
/// <param name="CancelMs">
/// When the cashier gives up after the tap, in ms; below 0 never; below -1 before the card is read.
/// </param>
/// <param name="Consents">The cashier keeps the sale offline when asked.</param>
/// <param name="WaitsForUnknown">
/// What the cashier does about an unknown result: 0 OK, 1 cancels, 2 nothing.
/// </param>
/// <param name="Dismisses">The cashier puts the result away.</param>
public sealed record Customer(
    long AtMs, int Cents, string Card, int TapMs, int CancelMs, bool Consents, int WaitsForUnknown,
    bool Dismisses);
