namespace Terminal.Agent.Till;

/// <summary>What a parser of a till's bytes has come to.</summary>
public enum TillParse
{
    /// <summary>More bytes are needed, or may come.</summary>
    More = 0,

    /// <summary>The request is over.</summary>
    Done = 1,

    /// <summary>What came is no request.</summary>
    Malformed = 2,
}
