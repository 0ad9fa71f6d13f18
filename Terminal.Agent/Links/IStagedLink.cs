namespace Terminal.Agent.Links;

/// <summary>A link that can tell how far it has come.</summary>
public interface IStagedLink
{
    /// <summary>How far it has come.</summary>
    BearerStage Stage { get; }
}
