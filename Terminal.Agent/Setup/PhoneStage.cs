namespace Terminal.Agent.Setup;

/// <summary>Where a connection of a phone is.</summary>
internal enum PhoneStage
{
    /// <summary>There is none.</summary>
    Free = 0,

    /// <summary>A request arrives.</summary>
    Reading = 1,

    /// <summary>An answer goes out.</summary>
    Sending = 2,
}
