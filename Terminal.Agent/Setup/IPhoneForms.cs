namespace Terminal.Agent.Setup;

/// <summary>Who takes the forms that phones send.</summary>
public interface IPhoneForms
{
    /// <summary>Takes a form; the page shows what became of it.</summary>
    /// <param name="path">Which form.</param>
    /// <param name="body">Its fields.</param>
    /// <param name="count">Length of <paramref name="body"/>.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>False when it was an old one, or sent twice.</returns>
    bool Take(HttpPath path, byte[] body, int count, long nowMs);
}
