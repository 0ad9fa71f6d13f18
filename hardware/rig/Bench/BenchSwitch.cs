using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Bench;

/// <summary>A fault switch and the rule that it stands for; bench-words.txt has its title.</summary>
public sealed record BenchSwitch(string Name, string Group, FaultRule Rule)
{
    private const string Connection = "connection";
    private const string Certificate = "certificate";
    private const string Service = "service";
    private const string Answer = "answer";
    private const string Gateway = "gateway";
    private const string Books = "books";

    /// <summary>
    /// Every switch of the bench; each kind of fault that the acquirer knows has one at least.
    /// </summary>
    public static IReadOnlyList<BenchSwitch> All { get; } =
    [
        Of(Service, "error-500", new FaultRule { Kind = FaultKind.Status, Status = 500 }),
        Of(Service, "maintenance", FaultKind.Maintenance),
        Of(Service, "key-401", Status(401)),
        Of(Service, "account-403", Status(403)),
        Of(Service, "busy-429", Status(429) with { RetryAfter = "5" }),
        Of(Service, "rejected-400", Status(400) with { Method = "POST" }),
        Of(Service, "conflict-409", Status(409) with { Method = "POST" }),
        Of(Service, "proxy-407", Status(407)),
        Of(Service, "gateway-504",
            Status(504) with { Method = "POST", Processed = true }),
        Of(Service, "portal", FaultKind.PortalPage),
        Of(Service, "portal-redirect", FaultKind.PortalRedirect),
        Of(Connection, "refuse", FaultKind.RefuseConnections),
        Of(Connection, "drop", FaultKind.DropConnection),
        Of(Connection, "slow-accept", Late(FaultKind.DelayAccept, 3_000)),
        Of(Connection, "slow-handshake", Late(FaultKind.DelayHandshake, 3_000)),
        Of(Connection, "break-handshake", FaultKind.BreakHandshake),
        Of(Connection, "cut-request",
            new FaultRule { Kind = FaultKind.CutRequest, Bytes = 200 }),
        Of(Connection, "close-after", FaultKind.CloseAfterAnswer),
        Of(Connection, "stale-after", FaultKind.StaleAfterAnswer),
        Of(Answer, "slow", Late(FaultKind.DelayHeaders, 5_000)),
        Of(Answer, "slow-body", Late(FaultKind.DelayBody, 3_000)),
        Of(Answer, "lose-answer", FaultKind.LoseAnswer),
        Of(Answer, "cut-answer",
            new FaultRule { Kind = FaultKind.CutAnswer, Bytes = 40 }),
        Of(Answer, "twice", FaultKind.AnswerTwice),
        Of(Answer, "garbage", FaultKind.Garbage),
        Of(Answer, "drip",
            new FaultRule { Kind = FaultKind.Drip, Bytes = 20, DelayMs = 30 }),
        Of(Answer, "chunked", new FaultRule { Kind = FaultKind.Chunked, Bytes = 7 }),
        Of(Answer, "informational", FaultKind.Informational),
        Of(Answer, "not-json", FaultKind.NotJson),
        Of(Answer, "empty-body", FaultKind.EmptyBody),
        Of(Answer, "huge-body", FaultKind.HugeBody),
        Of(Answer, "endless-body", FaultKind.EndlessBody),
        Of(Answer, "endless-headers", FaultKind.EndlessHeaders),
        Of(Gateway, "gateway-404", FaultKind.Gateway404),
        Of(Gateway, "gateway-401", FaultKind.Gateway401),
        Of(Gateway, "gateway-403", FaultKind.Gateway403),
        Of(Gateway, "gateway-page",
            new FaultRule { Kind = FaultKind.GatewayPage, Status = 503 }),
        Of(Books, "books-late", Late(FaultKind.BooksLate, 60_000)),
        Of(Books, "look-up-lag",
            Late(FaultKind.LookUpLag, 120_000)),
        Of(Books, "lists-without-id", FaultKind.ListsWithoutUniqueId),
        Of(Books, "reads-without-id", FaultKind.ReadsWithoutUniqueId),
        Of(Books, "refunds-absent", FaultKind.RefundsAbsent),
        Of(Books, "refunds-null", FaultKind.RefundsNull),
        Of(Books, "refunds-as-ids", FaultKind.RefundsAsIds),
        Of(Books, "refunded-elsewhere", FaultKind.RefundedElsewhere),
        Of(Certificate, "certificate", FaultKind.CertificateUnknownAuthority),
        Of(Certificate, "certificate-name", FaultKind.CertificateWrongName),
        Of(Certificate, "certificate-expired", FaultKind.CertificateExpired),
        Of(Certificate, "certificate-future", FaultKind.CertificateNotYetValid),
    ];

    /// <summary>How the switch stands among the acquirer's rules.</summary>
    public BenchFaultUse UseIn(IEnumerable<FaultRule> rules) =>
        rules.FirstOrDefault(IsMine) is not { } mine ? BenchFaultUse.Off
        : mine.Count is null ? BenchFaultUse.On : BenchFaultUse.Once;

    /// <summary>The rules after the switch has been set.</summary>
    public IReadOnlyList<FaultRule> SetIn(IEnumerable<FaultRule> rules, BenchFaultUse use)
    {
        IEnumerable<FaultRule> others = rules.Where(rule => !IsMine(rule));
        return use switch
        {
            BenchFaultUse.Off => [.. others],
            BenchFaultUse.Once => [.. others, Rule with { Count = 1 }],
            _ => [.. others, Rule],
        };
    }

    private bool IsMine(FaultRule rule) => rule with { Count = null } == Rule;

    private static BenchSwitch Of(string group, string name, FaultRule rule) =>
        new(name, group, rule);

    private static BenchSwitch Of(string group, string name, FaultKind kind) =>
        new(name, group, new FaultRule { Kind = kind });

    private static FaultRule Status(int status) =>
        new() { Kind = FaultKind.Status, Status = status };

    private static FaultRule Late(FaultKind kind, int delayMs) =>
        new() { Kind = kind, DelayMs = delayMs };
}
