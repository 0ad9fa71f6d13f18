namespace Terminal.Agent.Menus;

/// <summary>What a text that is typed is for.</summary>
public enum TextKind
{
    /// <summary>The name of a hidden network.</summary>
    NetworkName = 0,

    /// <summary>A network's passphrase: only its last character is shown.</summary>
    Passphrase = 1,
}
