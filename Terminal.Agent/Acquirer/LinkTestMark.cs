namespace Terminal.Agent.Acquirer;

/// <summary>How far a step of the test of a link has come.</summary>
public enum LinkTestMark
{
    /// <summary>Not begun, or not known because an earlier step failed.</summary>
    ToCome = 0,

    /// <summary>Under way.</summary>
    UnderWay = 1,

    /// <summary>Passed.</summary>
    Good = 2,

    /// <summary>Failed.</summary>
    Bad = 3,
}
