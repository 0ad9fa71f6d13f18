namespace Terminal.Agent.Modem;

/// <summary>
/// Commands in order, how often each is tried, and which tokens end the script at once.
/// </summary>
public sealed class ChatScript
{
    /// <summary>Tokens that refuse a command, as a mask.</summary>
    public const long Refusals =
        (1L << (int)AtToken.Error) | (1L << (int)AtToken.CmeError) | (1L << (int)AtToken.CmsError);

    /// <summary>
    /// Tokens after which nothing that the script has set up holds any more, as a mask.
    /// </summary>
    public const long Restarts = (1L << (int)AtToken.Booted) | (1L << (int)AtToken.PowerDown);

    /// <summary>The commands.</summary>
    public readonly ChatStep[] Steps;

    /// <summary>Times that each command is tried, 1 or more.</summary>
    public readonly int Tries;

    /// <summary>Tokens that end the script as failed, as a mask.</summary>
    public readonly long AbortMask;

    /// <summary>A script.</summary>
    public ChatScript(ChatStep[] steps, int tries, long abortMask)
    {
        Steps = steps;
        Tries = tries;
        AbortMask = abortMask;
    }
}
