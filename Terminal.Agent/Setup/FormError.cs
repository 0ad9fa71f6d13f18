namespace Terminal.Agent.Setup;

/// <summary>What is wrong with a form.</summary>
public enum FormError
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No network is chosen, or the name is missing or too long.</summary>
    Name = 1,

    /// <summary>A passphrase has 8 to 63 characters without accents, a key 64 digits.</summary>
    Passphrase = 2,

    /// <summary>The network asks for a passphrase.</summary>
    NoPassphrase = 3,

    /// <summary>The page was an old one.</summary>
    Stale = 4,

    /// <summary>The settings' memory did not take what was sent; it is tried again.</summary>
    NotSaved = 5,
}
