namespace Terminal.Agent.Journal;

/// <summary>The seal mark of a slot.</summary>
public enum SlotSeal
{
    /// <summary>The body is erased.</summary>
    Erased = 0,

    /// <summary>A body stands there.</summary>
    Sealed = 1,

    /// <summary>An earlier mount had begun to free the slot.</summary>
    BeingFreed = 2,

    /// <summary>No value that is ever written.</summary>
    Alien = 3,
}
