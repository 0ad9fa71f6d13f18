namespace Terminal.Rig.Acquirer;

/// <summary>What the ledger keeps of a card.</summary>
/// <param name="Id">card_ and 24 characters.</param>
/// <param name="Brand">Brand as the API spells it.</param>
/// <param name="Last4">Last four digits.</param>
/// <param name="TestName">Name of the test card that decides outcomes.</param>
/// <param name="ExpMonth">Month of expiry where the client sent one.</param>
/// <param name="ExpYear">Year of expiry where the client sent one.</param>
/// <param name="HolderName">Name on the card where the client sent one.</param>
/// <param name="Created">When it was first seen, UTC.</param>
public sealed record LedgerCard(
    string Id, string Brand, string Last4, string TestName, int? ExpMonth, int? ExpYear,
    string? HolderName, DateTimeOffset Created);
