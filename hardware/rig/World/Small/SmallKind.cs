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

    /// <summary>One sale and its refund, after its capture.</summary>
    Refund,

    /// <summary>One sale and a refund of a part of it, after its capture.</summary>
    Partial,

    /// <summary>One sale and its refund before its capture, which cancels the payment.</summary>
    Void,

    /// <summary>Two sales that were accepted offline, sent together.</summary>
    Backlog,
}
