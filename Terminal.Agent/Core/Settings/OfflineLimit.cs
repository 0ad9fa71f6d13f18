namespace Terminal.Agent.Settings;

/// <summary>The limits of the offline policy, in the order in which they are tried.</summary>
public enum OfflineLimit
{
    /// <summary>No limit stands in the way.</summary>
    None = 0,

    /// <summary>Offline acceptance is switched off.</summary>
    Off = 1,

    /// <summary>The single sale is too high; Detail is the limit in cents.</summary>
    Amount = 2,

    /// <summary>Too many sales wait; Detail is the limit.</summary>
    Count = 3,

    /// <summary>The sum of waiting sales would be too high; Detail is the limit in cents.</summary>
    Total = 4,

    /// <summary>The oldest waiting sale is too old; Detail is the limit in hours.</summary>
    Age = 5,

    /// <summary>A till asked for it, and those are not kept offline.</summary>
    Till = 6,
}
