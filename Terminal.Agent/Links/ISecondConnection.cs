using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// A link that can carry a second connection beside that of payments, which always goes first.
/// </summary>
public interface ISecondConnection
{
    /// <summary>The second connection; null while there is none.</summary>
    ITransport Second { get; }
}
