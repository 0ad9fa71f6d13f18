using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Bench;

/// <summary>A fault switch and the rule that it stands for.</summary>
public sealed record BenchSwitch(string Name, string Title, string Group, FaultRule Rule)
{
    private const string Connection = "Connexion";
    private const string Certificate = "Certificat";
    private const string Service = "Service";
    private const string Answer = "Réponse";
    private const string Gateway = "Passerelle";
    private const string Books = "Livres";

    /// <summary>
    /// Every switch of the bench; each kind of fault that the acquirer knows has one at least.
    /// </summary>
    public static IReadOnlyList<BenchSwitch> All { get; } =
    [
        Of(Service, "error-500", "Erreur 500", new FaultRule { Kind = FaultKind.Status, Status = 500 }),
        Of(Service, "maintenance", "Maintenance", FaultKind.Maintenance),
        Of(Service, "key-401", "Clé refusée (401)", Status(401)),
        Of(Service, "account-403", "Compte suspendu (403)", Status(403)),
        Of(Service, "busy-429", "Trop de demandes (429)", Status(429) with { RetryAfter = "5" }),
        Of(Service, "rejected-400", "Paiement rejeté (400)", Status(400) with { Method = "POST" }),
        Of(Service, "conflict-409", "Conflit sans id (409)", Status(409) with { Method = "POST" }),
        Of(Service, "proxy-407", "Proxy (407)", Status(407)),
        Of(Service, "gateway-504", "504 après l’encaissement",
            Status(504) with { Method = "POST", Processed = true }),
        Of(Service, "portal", "Page de portail", FaultKind.PortalPage),
        Of(Service, "portal-redirect", "Renvoi vers un portail", FaultKind.PortalRedirect),
        Of(Connection, "refuse", "Connexion refusée", FaultKind.RefuseConnections),
        Of(Connection, "drop", "Connexion coupée", FaultKind.DropConnection),
        Of(Connection, "slow-accept", "Accueil lent (3 s)", Late(FaultKind.DelayAccept, 3_000)),
        Of(Connection, "slow-handshake", "TLS lent (3 s)", Late(FaultKind.DelayHandshake, 3_000)),
        Of(Connection, "break-handshake", "TLS rompu", FaultKind.BreakHandshake),
        Of(Connection, "cut-request", "Demande coupée",
            new FaultRule { Kind = FaultKind.CutRequest, Bytes = 200 }),
        Of(Connection, "close-after", "Fermée après la réponse", FaultKind.CloseAfterAnswer),
        Of(Connection, "stale-after", "Morte après la réponse", FaultKind.StaleAfterAnswer),
        Of(Answer, "slow", "Réponse lente (5 s)", Late(FaultKind.DelayHeaders, 5_000)),
        Of(Answer, "slow-body", "Corps lent (3 s)", Late(FaultKind.DelayBody, 3_000)),
        Of(Answer, "lose-answer", "Réponse perdue", FaultKind.LoseAnswer),
        Of(Answer, "cut-answer", "Réponse coupée",
            new FaultRule { Kind = FaultKind.CutAnswer, Bytes = 40 }),
        Of(Answer, "twice", "Réponse en double", FaultKind.AnswerTwice),
        Of(Answer, "garbage", "Réponse illisible", FaultKind.Garbage),
        Of(Answer, "drip", "Goutte à goutte",
            new FaultRule { Kind = FaultKind.Drip, Bytes = 20, DelayMs = 30 }),
        Of(Answer, "chunked", "En morceaux", new FaultRule { Kind = FaultKind.Chunked, Bytes = 7 }),
        Of(Answer, "informational", "Avec 100 et 103", FaultKind.Informational),
        Of(Answer, "not-json", "Corps non JSON", FaultKind.NotJson),
        Of(Answer, "empty-body", "Corps vide", FaultKind.EmptyBody),
        Of(Answer, "huge-body", "Corps de 10 Mo", FaultKind.HugeBody),
        Of(Answer, "endless-body", "Corps sans fin", FaultKind.EndlessBody),
        Of(Answer, "endless-headers", "En-têtes sans fin", FaultKind.EndlessHeaders),
        Of(Gateway, "gateway-404", "404 de la passerelle", FaultKind.Gateway404),
        Of(Gateway, "gateway-401", "401 de la passerelle", FaultKind.Gateway401),
        Of(Gateway, "gateway-403", "403 de la passerelle", FaultKind.Gateway403),
        Of(Gateway, "gateway-page", "Page 503 de la passerelle",
            new FaultRule { Kind = FaultKind.GatewayPage, Status = 503 }),
        Of(Books, "books-late", "Encaissé 60 s après", Late(FaultKind.BooksLate, 60_000)),
        Of(Books, "look-up-lag", "Recherche en retard (2 min)",
            Late(FaultKind.LookUpLag, 120_000)),
        Of(Books, "lists-without-id", "Listes sans unique_id", FaultKind.ListsWithoutUniqueId),
        Of(Books, "reads-without-id", "Paiement sans unique_id", FaultKind.ReadsWithoutUniqueId),
        Of(Books, "refunds-absent", "Remboursements absents", FaultKind.RefundsAbsent),
        Of(Books, "refunds-null", "Remboursements nuls", FaultKind.RefundsNull),
        Of(Books, "refunds-as-ids", "Remboursements en ids", FaultKind.RefundsAsIds),
        Of(Books, "refunded-elsewhere", "Remboursé ailleurs", FaultKind.RefundedElsewhere),
        Of(Certificate, "certificate", "Autorité inconnue", FaultKind.CertificateUnknownAuthority),
        Of(Certificate, "certificate-name", "Autre nom", FaultKind.CertificateWrongName),
        Of(Certificate, "certificate-expired", "Expiré", FaultKind.CertificateExpired),
        Of(Certificate, "certificate-future", "Pas encore valable", FaultKind.CertificateNotYetValid),
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

    private static BenchSwitch Of(string group, string name, string title, FaultRule rule) =>
        new(name, title, group, rule);

    private static BenchSwitch Of(string group, string name, string title, FaultKind kind) =>
        new(name, title, group, new FaultRule { Kind = kind });

    private static FaultRule Status(int status) =>
        new() { Kind = FaultKind.Status, Status = status };

    private static FaultRule Late(FaultKind kind, int delayMs) =>
        new() { Kind = kind, DelayMs = delayMs };
}
