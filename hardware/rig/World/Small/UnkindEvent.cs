namespace Terminal.Rig.World.Small;

/// <summary>What may happen to a small world, once each.</summary>
public enum UnkindEvent
{
    /// <summary>The answer never comes; the connection stays.</summary>
    AnswerLost,

    /// <summary>The connection ends, and the request is booked later.</summary>
    BookedLate,

    /// <summary>Look-ups and lists do not see for a while what has been booked.</summary>
    LookUpLags,

    /// <summary>A gateway says 404 in the API's place: it never had the request.</summary>
    GatewayNoRoute,

    /// <summary>A gateway says 502 in the API's place, which had the request.</summary>
    GatewayBroken,

    /// <summary>The connection is gone.</summary>
    ConnectionGone,

    /// <summary>The link is gone for a while.</summary>
    LinkGone,

    /// <summary>Power goes at once, and comes back.</summary>
    PowerCut,

    /// <summary>Power goes in the middle of the next write to NVRAM.</summary>
    PowerCutInWrite,

    /// <summary>Power goes when the next write to NVRAM has been taken.</summary>
    PowerCutAfterWrite,

    /// <summary>
    /// Power goes when the next step that writes to NVRAM is done, before its screen is seen.
    /// </summary>
    PowerCutAfterStep,

    /// <summary>The terminal restarts after the step that it is in.</summary>
    Restart,

    /// <summary>Somebody presses Cancel.</summary>
    KeyCancel,

    /// <summary>Somebody presses OK.</summary>
    KeyOk,

    /// <summary>NVRAM does not take the next write.</summary>
    WriteNotTaken,

    /// <summary>NVRAM takes the first half of the next write, and says so.</summary>
    WriteTakenInPart,

    /// <summary>NVRAM takes the next write and does not say so.</summary>
    WriteTakenUnsaid,
}

/// <summary>Where in the life of a message to the acquirer something happens.</summary>
public enum Boundary
{
    /// <summary>Before its first byte is taken.</summary>
    BeforeSend,

    /// <summary>Half of its bytes have been taken.</summary>
    InSend,

    /// <summary>All of them have been taken.</summary>
    AfterSend,

    /// <summary>The acquirer has acted on it; nothing has come back.</summary>
    BeforeAnswer,

    /// <summary>Half of the answer has come.</summary>
    InAnswer,

    /// <summary>The terminal has taken in the answer.</summary>
    AfterAnswer,
}

/// <summary>An event at a boundary of a message; messages count from 1.</summary>
public readonly record struct Moment(int Message, Boundary Boundary, UnkindEvent What)
    : IComparable<Moment>
{
    private static readonly string[] Names =
    [
        "answer", "late", "lag", "404", "502", "connection", "link", "power", "power-in-write",
        "power-after-write", "power-after-step", "restart", "cancel", "ok", "write", "write-part", "write-unsaid",
    ];

    private static readonly string[] EventWords =
    [
        "the answer is lost", "the connection ends and the acquirer books the request later",
        "look-ups lag", "a gateway answers 404", "a gateway answers 502", "the connection is gone",
        "the link is gone", "power is cut", "power is cut in the next write to NVRAM",
        "power is cut after the next write to NVRAM",
        "power is cut after the next step that writes to NVRAM, before its screen is seen",
        "the terminal restarts", "somebody presses Cancel", "somebody presses OK",
        "NVRAM does not take the next write", "NVRAM takes half of the next write",
        "NVRAM takes the next write and does not say so",
    ];

    private static readonly string[] BoundaryWords =
    [
        "before it is sent", "while it is sent", "after it was sent", "before its answer",
        "in its answer", "after its answer",
    ];

    /// <summary>The place in the order of a run: six for each message.</summary>
    public int Place => (Message * 6) + (int)Boundary;

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is none.</summary>
    public static Moment? Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int name = Array.IndexOf(Names, text[(colon + 1)..]);
        return colon >= 2 && name >= 0 && int.TryParse(text.AsSpan(0, colon - 1), out int message)
            && text[colon - 1] is >= 'a' and <= 'f'
            ? new Moment(message, (Boundary)(text[colon - 1] - 'a'), (UnkindEvent)name) : null;
    }

    /// <summary>Whether an event means something of its own there.</summary>
    /// <param name="what">The event.</param>
    /// <param name="at">The boundary.</param>
    /// <param name="isPost">The message changes the books.</param>
    public static bool IsMeant(UnkindEvent what, Boundary at, bool isPost) => what switch
    {
        // Whoever answers or does not answer decides it when the answer is due.
        UnkindEvent.AnswerLost => at is Boundary.BeforeAnswer or Boundary.InAnswer,
        UnkindEvent.BookedLate => at == Boundary.AfterSend && isPost,
        UnkindEvent.GatewayNoRoute => at == Boundary.AfterSend,
        UnkindEvent.GatewayBroken => at == Boundary.BeforeAnswer,
        _ => true,
    };

    /// <summary>In words.</summary>
    public string Words(string message) =>
        $"{BoundaryWords[(int)Boundary]}, message {Message} ({message}): {EventWords[(int)What]}";

    /// <inheritdoc/>
    public int CompareTo(Moment other) => Place.CompareTo(other.Place);

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Message}{(char)('a' + (int)Boundary)}:{Names[(int)What]}");
}
