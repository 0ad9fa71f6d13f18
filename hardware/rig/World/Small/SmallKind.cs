namespace Terminal.Rig.World.Small;

/// <summary>What is played in a small world.</summary>
public enum SmallKind
{
    /// <summary>One sale.</summary>
    Sale,

    /// <summary>One sale that the issuer declines.</summary>
    Declined,

    /// <summary>One sale that is cancelled while it is on its way.</summary>
    Cancel,

    /// <summary>One sale and its refund.</summary>
    Refund,

    /// <summary>Two sales that were accepted offline, sent together.</summary>
    Backlog,
}
