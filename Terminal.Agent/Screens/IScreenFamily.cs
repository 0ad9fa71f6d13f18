namespace Terminal.Agent.Screens;

/// <summary>A family of screens that is drawn from outside this assembly.</summary>
public interface IScreenFamily
{
    /// <summary>Draws one of them on the cleared canvas.</summary>
    /// <returns>False when the screen is none of them.</returns>
    bool Draw(ScreenId id);
}
