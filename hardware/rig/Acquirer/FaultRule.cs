using System.Text.Json.Serialization;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// One fault and when it acts. Written in scenarios, on the bench and at the admin endpoint.
/// </summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
    public required FaultKind Kind { get; init; }

    /// <summary>
    /// How many connections or requests it still acts on; null is until it is cleared.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>How many it lets pass before.</summary>
    public int Skip { get; init; }

    /// <summary>Only requests of this method; null is all.</summary>
    public string? Method { get; init; }

    /// <summary>Only requests whose path begins with this; null is all.</summary>
    public string? Path { get; init; }

    /// <summary>HTTP status to answer: 200 to 599, from a gateway 400 to 599.</summary>
    public int Status { get; init; } = 500;

    /// <summary>
    /// Value of Retry-After: seconds or a date, sent as it stands; null sends none.
    /// </summary>
    public string? RetryAfter { get; init; }

    /// <summary>Value of Location; null sends none.</summary>
    public string? Location { get; init; }

    /// <summary>Body in the place of the usual one; null keeps the usual one.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// For <see cref="FaultKind.Status"/> and <see cref="FaultKind.GatewayPage"/>: the request
    /// takes effect before the answer.
    /// </summary>
    public bool Processed { get; init; }

    /// <summary>Delay in ms.</summary>
    public int DelayMs { get; init; }

    /// <summary>Number of bytes for cuts, chunks and drips.</summary>
    public int Bytes { get; init; }

    /// <summary>
    /// For cuts and losses: reset the connection in place of closing it in order.
    /// </summary>
    public bool Reset { get; init; }

    /// <summary>
    /// For <see cref="FaultKind.RefundedElsewhere"/>: hundredths of the currency unit; 0 for all.
    /// </summary>
    public long Amount { get; init; }

    /// <summary>True when the rule has to do with such a request at all.</summary>
    public bool Concerns(string method, string path) =>
        (Method is null || Method == method)
        && (Path is null || path.StartsWith(Path, StringComparison.Ordinal))
        && Kind switch
        {
            FaultKind.BooksLate => method == "POST",
            FaultKind.LookUpLag or FaultKind.ListsWithoutUniqueId
                or FaultKind.ReadsWithoutUniqueId => method == "GET",
            _ => true,
        };

    /// <summary>What is wrong with the rule, in one sentence, or null.</summary>
    public string? Check()
    {
        if (!Enum.IsDefined(Kind))
        {
            return "kind is not known";
        }
        if (Kind == FaultKind.Status && Status is < 200 or > 599)
        {
            return "status must be from 200 to 599";
        }
        if (Kind == FaultKind.GatewayPage && Status is (< 400 or > 599))
        {
            return "status of a gateway must be from 400 to 599";
        }
        if (Kind == FaultKind.GatewayPage && Processed
            && !GatewayAnswer.MayHaveTakenEffect(Status))
        {
            return "processed needs a status from 500: a gateway's 4xx never reached the API";
        }
        if (Amount is not 0 and < 50)
        {
            return "amount must be at least 50, or 0 for all";
        }
        if (DelayMs is < 0 or > 600_000)
        {
            return "delayMs must be from 0 to 600000";
        }
        if (Bytes < 0 || Skip < 0 || Count < 1)
        {
            return "bytes and skip must be at least 0, count at least 1";
        }
        return HasLineBreak(RetryAfter) || HasLineBreak(Location)
            ? "retryAfter and location must be printable ASCII"
            : null;
    }

    private static bool HasLineBreak(string? text) =>
        text?.Any(character => character is < ' ' or > '~') == true;
}
