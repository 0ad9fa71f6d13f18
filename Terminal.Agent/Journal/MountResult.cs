namespace Terminal.Agent.Journal;

/// <summary>What mounting the journal found.</summary>
public enum MountResult
{
    /// <summary>Not mounted yet.</summary>
    NotMounted = 0,

    /// <summary>Everything is sound.</summary>
    Mounted = 1,

    /// <summary>NVRAM was blank and has been laid out.</summary>
    Formatted = 2,

    /// <summary>Mounted; damaged records are reported, their neighbours are intact.</summary>
    MountedWithDamage = 3,

    /// <summary>NVRAM has another size than its layout: nothing was written.</summary>
    WrongSize = 4,

    /// <summary>A newer firmware laid NVRAM out: nothing was written.</summary>
    NewerVersion = 5,

    /// <summary>NVRAM does not answer.</summary>
    Silent = 6,

    /// <summary>
    /// The boot counter is used up, so ids might repeat: nothing may be appended.
    /// </summary>
    NumbersUsedUp = 7,
}
