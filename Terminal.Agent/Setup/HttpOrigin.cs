namespace Terminal.Agent.Setup;

/// <summary>Whose a Host or Origin header is.</summary>
public enum HttpOrigin
{
    /// <summary>The header is missing.</summary>
    Missing = 0,

    /// <summary>The terminal's page.</summary>
    Own = 1,

    /// <summary>Somebody else.</summary>
    Foreign = 2,
}
