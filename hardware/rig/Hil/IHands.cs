namespace Terminal.Rig.Hil;

/// <summary>Whoever does at a physical terminal what no line can.</summary>
public interface IHands
{
    /// <summary>Has something done and returns when it is.</summary>
    /// <param name="what">What, as one says it to a person.</param>
    /// <param name="stop">Gives up.</param>
    Task DoAsync(string what, CancellationToken stop);
}
