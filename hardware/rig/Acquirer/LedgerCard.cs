using System.Security.Cryptography;
using System.Text;

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
    string? HolderName, DateTimeOffset Created)
{
    /// <summary>The same for the same number, which nobody keeps; empty for a sealed card.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The holder's postal code, or null.</summary>
    public string? ZipCode { get; init; }

    /// <summary>A card that a client has sent by number.</summary>
    internal static LedgerCard Of(string id, CardFields fields, DateTimeOffset now)
    {
        TestCard card = fields.Card!;
        return new LedgerCard(
            id, card.Brand, card.Last4, card.Name, fields.ExpMonth, fields.ExpYear, fields.HolderName, now)
        {
            Fingerprint = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(card.Number))),
            ZipCode = fields.ZipCode,
        };
    }
}
