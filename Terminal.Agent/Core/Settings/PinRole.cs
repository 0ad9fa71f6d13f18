namespace Terminal.Agent.Settings;

/// <summary>Whose code; the values are those in the event log.</summary>
public enum PinRole
{
    /// <summary>The technician's: WiFi, key, settings, roots, reset.</summary>
    Technician = 0,

    /// <summary>The merchant's: refunds, close of the day, sound, language.</summary>
    Merchant = 1,
}
