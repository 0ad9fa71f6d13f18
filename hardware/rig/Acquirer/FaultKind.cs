namespace Terminal.Rig.Acquirer;

/// <summary>
/// What the emulated acquirer can do wrong. The first group acts on a connection, the second on the
/// bytes of a
/// request, the third on what an answer says, the fourth on how its bytes travel, the fifth stands
/// in front of the API, the sixth is how the API shows its books; one of each may act at once.
/// </summary>
public enum FaultKind
{
    /// <summary>Nobody listens: connections are refused.</summary>
    RefuseConnections,

    /// <summary>The connection is taken and reset at once.</summary>
    DropConnection,

    /// <summary>The first byte of a connection is looked at after DelayMs.</summary>
    DelayAccept,

    /// <summary>The client's hello is answered after DelayMs.</summary>
    DelayHandshake,

    /// <summary>The connection ends during the handshake.</summary>
    BreakHandshake,

    /// <summary>The certificate ended yesterday.</summary>
    CertificateExpired,

    /// <summary>The certificate begins in a month.</summary>
    CertificateNotYetValid,

    /// <summary>The certificate is another host's.</summary>
    CertificateWrongName,

    /// <summary>The certificate comes from an authority that nobody knows.</summary>
    CertificateUnknownAuthority,

    /// <summary>
    /// The connection ends once Bytes of the request have come; the request has no effect. Method
    /// and Path do not
    /// apply, since neither is known yet.
    /// </summary>
    CutRequest,

    /// <summary>
    /// Status is answered, with RetryAfter, Location and Body where given. Processed: the request
    /// takes effect
    /// first, as when a proxy loses patience.
    /// </summary>
    Status,

    /// <summary>503 with a page of HTML for people and RetryAfter.</summary>
    Maintenance,

    /// <summary>A captive portal: 302 to a log-in page.</summary>
    PortalRedirect,

    /// <summary>A captive portal: 200 with a log-in page of HTML.</summary>
    PortalPage,

    /// <summary>
    /// The right answer's status with a body that is not JSON; the request takes effect.
    /// </summary>
    NotJson,

    /// <summary>The right answer's status with an empty body; the request takes effect.</summary>
    EmptyBody,

    /// <summary>The right status with a JSON body of 10 MB; the request takes effect.</summary>
    HugeBody,

    /// <summary>
    /// The right answer is sent with Transfer-Encoding chunked, Bytes in a chunk.
    /// </summary>
    Chunked,

    /// <summary>The answer's status line is sent after DelayMs.</summary>
    DelayHeaders,

    /// <summary>The answer's body is sent DelayMs after its headers.</summary>
    DelayBody,

    /// <summary>
    /// The body never ends (until 64 MB or the client leaves); the request takes effect.
    /// </summary>
    EndlessBody,

    /// <summary>
    /// The headers never end (until 1 MB or the client leaves); the request takes effect.
    /// </summary>
    EndlessHeaders,

    /// <summary>100 and 103 come before the answer.</summary>
    Informational,

    /// <summary>The connection ends after Bytes of the answer; the request takes effect.</summary>
    CutAnswer,

    /// <summary>
    /// The request takes effect and the connection ends without a byte of answer.
    /// </summary>
    LoseAnswer,

    /// <summary>The same answer comes twice in a row on the connection.</summary>
    AnswerTwice,

    /// <summary>
    /// Bytes that are not HTTP come in the answer's place; the request takes effect.
    /// </summary>
    Garbage,

    /// <summary>The answer comes Bytes at a time, DelayMs apart.</summary>
    Drip,

    /// <summary>The answer says Connection: close, and the connection ends.</summary>
    CloseAfterAnswer,

    /// <summary>
    /// The connection ends after the answer though nothing in it says so: it goes stale.
    /// </summary>
    StaleAfterAnswer,

    /// <summary>
    /// A gateway answers 404 with foreign JSON, "no Route matched"; the request has no effect.
    /// </summary>
    Gateway404,

    /// <summary>A gateway answers 401 in words of its own; the request has no effect.</summary>
    Gateway401,

    /// <summary>A gateway answers 403 in words of its own; the request has no effect.</summary>
    Gateway403,

    /// <summary>
    /// A gateway answers Status with a page of HTML, and RetryAfter where given. Processed: the
    /// request takes effect first, for 5xx only.
    /// </summary>
    GatewayPage,

    /// <summary>
    /// The connection ends without an answer, and the request (POST only) takes effect DelayMs
    /// later.
    /// </summary>
    BooksLate,

    /// <summary>
    /// Look-ups and lists do not show what was booked within the last DelayMs.
    /// </summary>
    LookUpLag,

    /// <summary>The entries of look-ups and lists hold no unique_id.</summary>
    ListsWithoutUniqueId,

    /// <summary>Payments read by their id hold no unique_id.</summary>
    ReadsWithoutUniqueId,

    /// <summary>Payments hold no refunds, whether there are any or not.</summary>
    RefundsAbsent,

    /// <summary>The refunds of payments are null, whether there are any or not.</summary>
    RefundsNull,

    /// <summary>The refunds of payments are a list of ids.</summary>
    RefundsAsIds,

    /// <summary>
    /// Before the request is answered, somebody pays back Amount, or all, of the payment that was
    /// booked last, in the customer area.
    /// </summary>
    RefundedElsewhere,
}
