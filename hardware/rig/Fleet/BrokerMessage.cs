namespace Terminal.Rig.Fleet;

/// <summary>A message that a broker has taken from a terminal.</summary>
/// <param name="Client">Who sent it.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="IsRetained">The broker is to keep it.</param>
/// <param name="Correlation">What belongs to a question; null for nothing.</param>
/// <param name="AtMs">When it came.</param>
public sealed record BrokerMessage(
    string Client, string Topic, byte[] Payload, bool IsRetained, byte[]? Correlation, long AtMs)
{
    /// <summary>Its payload as text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Payload);
}
