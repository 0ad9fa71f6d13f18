namespace Terminal.Agent.Ports;

/// <summary>The external watchdog. Unfed for its period, it resets the board.</summary>
public interface IWatchdog
{
    /// <summary>Toggles the watchdog's input.</summary>
    void Feed();
}
