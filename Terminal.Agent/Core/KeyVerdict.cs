namespace Terminal.Agent;

/// <summary>What is to be said of an API key.</summary>
public enum KeyVerdict
{
    /// <summary>A secret key of the terminal's mode.</summary>
    Usable = 0,

    /// <summary>No key is set.</summary>
    Missing = 1,

    /// <summary>A key has 30 characters; this one does not.</summary>
    WrongLength = 2,

    /// <summary>It begins with none of sprod_, stest_, pprod_, ptest_.</summary>
    WrongPrefix = 3,

    /// <summary>A character is no letter, digit or underscore.</summary>
    WrongCharacter = 4,

    /// <summary>A public key, which cannot take payments.</summary>
    PublicKey = 5,

    /// <summary>A test key in production mode, or the reverse.</summary>
    OtherMode = 6,
}
