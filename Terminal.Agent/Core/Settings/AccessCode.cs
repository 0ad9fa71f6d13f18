using System;

namespace Terminal.Agent.Settings;

/// <summary>A code as the settings keep it: salt, iterated hash, wrong tries in a row.</summary>
public sealed class AccessCode
{
    /// <summary>Salt, random with each new code.</summary>
    public readonly byte[] Salt = new byte[Limits.PinSaltBytes];

    /// <summary>Iterated HMAC-SHA-256 of the code.</summary>
    public readonly byte[] Hash = new byte[Limits.PinHashBytes];

    /// <summary>True when a code has been set.</summary>
    public bool IsSet;

    /// <summary>
    /// Wrong tries in a row; NVRAM counts them too, so that neither memory forgets them when the
    /// other is lost.
    /// </summary>
    public int WrongCount;

    /// <summary>Forgets the code.</summary>
    public void Clear()
    {
        IsSet = false;
        WrongCount = 0;
        Array.Clear(Salt, 0, Salt.Length);
        Array.Clear(Hash, 0, Hash.Length);
    }
}
