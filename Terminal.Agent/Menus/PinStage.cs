namespace Terminal.Agent.Menus;

/// <summary>What the PIN's page asks for.</summary>
public enum PinStage
{
    /// <summary>The PIN that is set.</summary>
    Enter = 0,

    /// <summary>A new one.</summary>
    Choose = 1,

    /// <summary>The new one once more.</summary>
    Repeat = 2,
}
