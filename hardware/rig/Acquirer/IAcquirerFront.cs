namespace Terminal.Rig.Acquirer;

/// <summary>Whoever answers requests in front of the API, and asks it or not.</summary>
public interface IAcquirerFront
{
    /// <summary>Answers a request that has arrived.</summary>
    /// <param name="request">The request, whole.</param>
    /// <param name="fate">What the carrier will do with the answer, where it knows.</param>
    FrontAnswer Handle(ApiRequest request, AnswerFate fate = AnswerFate.Carried);
}

/// <summary>What comes back for a request.</summary>
/// <param name="Response">The answer; null where the connection ends without one.</param>
/// <param name="HoldMs">How long after the request, in ms, beside what the answer itself
/// holds.</param>
public sealed record FrontAnswer(ApiResponse? Response, int HoldMs = 0);

/// <summary>What the carrier will do with an answer.</summary>
public enum AnswerFate
{
    /// <summary>It is carried.</summary>
    Carried,

    /// <summary>
    /// It is lost, or its connection ends: whatever comes back here is heard by nobody.
    /// </summary>
    Lost,
}
