namespace Terminal.Agent.Setup;

/// <summary>What a phone wants to do.</summary>
public enum HttpMethod
{
    /// <summary>Nothing that is known here.</summary>
    Other = 0,

    /// <summary>To see something.</summary>
    Get = 1,

    /// <summary>To know about it.</summary>
    Head = 2,

    /// <summary>To send a form.</summary>
    Post = 3,
}
