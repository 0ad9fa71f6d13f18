namespace Terminal.Agent.Setup;

/// <summary>One connection of a phone: one request and its answer.</summary>
internal sealed class PhoneChannel
{
    /// <summary>The request.</summary>
    public readonly HttpRequest Request = new HttpRequest();

    /// <summary>How much of the page has gone out.</summary>
    public readonly PageCursor Cursor = new PageCursor();

    /// <summary>Bytes of the answer that come next.</summary>
    public readonly byte[] Piece = new byte[Limits.PhonePieceBytes];

    /// <summary>Those of <see cref="Piece"/> that have gone out, and how many there are.</summary>
    public int SentBytes;

    /// <summary>See <see cref="SentBytes"/>.</summary>
    public int PieceBytes;

    /// <summary>True when a page follows what is in <see cref="Piece"/>.</summary>
    public bool HasPage;

    /// <summary>Where it is.</summary>
    public PhoneStage Stage;

    /// <summary>When it has to be done with that.</summary>
    public long UntilMs;
}
