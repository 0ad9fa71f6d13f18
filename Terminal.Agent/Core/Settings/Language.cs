namespace Terminal.Agent.Settings;

/// <summary>Languages of the screens; the values are those of the setting.</summary>
public enum Language
{
    /// <summary>French, the default.</summary>
    French = 0,

    /// <summary>English.</summary>
    English = 1,
}
