namespace Terminal.Firmware.Network;

/// <summary>Whose the one datagram of a service is.</summary>
internal enum PhoneDatagramState
{
    /// <summary>Nobody's: the worker may receive one.</summary>
    Free,

    /// <summary>The loop's: it has arrived.</summary>
    Arrived,

    /// <summary>The loop's, which makes an answer.</summary>
    Taken,

    /// <summary>The worker's: an answer is to be sent.</summary>
    Answered,
}
