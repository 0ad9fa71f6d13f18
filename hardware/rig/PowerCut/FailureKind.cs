namespace Terminal.Rig.PowerCut;

/// <summary>How a cut can break the journal's promise.</summary>
public enum FailureKind
{
    /// <summary>A committed transaction is gone, or is not what was committed.</summary>
    Lost,

    /// <summary>A transaction is there twice, or an id was given twice.</summary>
    Duplicated,

    /// <summary>A transaction is there that nobody committed.</summary>
    Ghost,
}
