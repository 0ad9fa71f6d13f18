namespace Terminal.Rig.Acquirer;

/// <summary>A customer as an ordinary client may name one; terminals do not.</summary>
/// <param name="Id">cust_ and 24 characters.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Email">E-mail address, or null.</param>
/// <param name="Mobile">Telephone number, or null.</param>
/// <param name="Created">When it was first seen, UTC.</param>
public sealed record LedgerCustomer(
    string Id, string? Name, string? Email, string? Mobile, DateTimeOffset Created)
{
    /// <summary>The client's own number for it, or null.</summary>
    public string? ExternalId { get; init; }
}
