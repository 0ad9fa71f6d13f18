namespace Terminal.Rig.Consoles;

/// <summary>What became of one exported transaction.</summary>
/// <param name="UniqueId">Its id.</param>
/// <param name="IsSettled">True when nothing is left to be done for it.</param>
/// <param name="Words">What happened, with the acquirer's id and status where there is one.</param>
public sealed record ImportResult(string UniqueId, bool IsSettled, string Words);
