namespace Terminal.Agent.Modem;

/// <summary>Takes the lines that <see cref="UrcTable"/> gives it.</summary>
public interface ILineOwner
{
    /// <summary>Takes the line in the channel.</summary>
    /// <param name="token">What it is.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>
    /// What it is for the command that is being carried out; None when that has nothing to learn.
    /// </returns>
    AtToken OnLine(AtToken token, long nowMs);
}
