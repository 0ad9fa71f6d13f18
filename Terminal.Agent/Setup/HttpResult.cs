namespace Terminal.Agent.Setup;

/// <summary>How far a request has been read.</summary>
public enum HttpResult
{
    /// <summary>It goes on.</summary>
    NeedMore = 0,

    /// <summary>It is whole.</summary>
    Done = 1,

    /// <summary>It is refused; <see cref="HttpRequest.Status"/> says why.</summary>
    Refused = 2,
}
