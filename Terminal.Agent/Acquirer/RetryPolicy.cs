namespace Terminal.Agent.Acquirer;

/// <summary>When the next try is made.</summary>
public enum RetryPolicy
{
    /// <summary>The matter is settled.</summary>
    Settled = 0,

    /// <summary>At once.</summary>
    Now = 1,

    /// <summary>Over the other link, or after the link's back-off.</summary>
    Link = 2,

    /// <summary>After the service's back-off, or when its Retry-After says.</summary>
    Service = 3,

    /// <summary>
    /// Nothing is sent until the key or the account has been put right; a slow probe finds out.
    /// </summary>
    Hold = 4,

    /// <summary>This transaction alone waits, longer each time; others go on.</summary>
    Slow = 5,

    /// <summary>
    /// Something in front of the acquirer answered: as after a service failure, but a transaction
    /// that it refuses again and again lets others pass.
    /// </summary>
    Gateway = 6,
}
