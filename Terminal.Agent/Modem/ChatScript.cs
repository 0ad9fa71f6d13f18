namespace Terminal.Agent.Modem;

/// <summary>
/// Commands in order, and how often each is tried.
/// </summary>
public sealed class ChatScript
{
    /// <summary>
    /// Tokens after which nothing that the script has set up holds any more, as a mask.
    /// </summary>
    public const long Restarts = (1L << (int)AtToken.Booted) | (1L << (int)AtToken.PowerDown);

    /// <summary>Tokens that end a command as refused, as a mask.</summary>
    public const long Refusals = Restarts | (1L << (int)AtToken.Error)
        | (1L << (int)AtToken.CmeError) | (1L << (int)AtToken.CmsError);

    /// <summary>The commands.</summary>
    public readonly ChatStep[] Steps;

    /// <summary>Times that each command is tried, 1 or more.</summary>
    public readonly int Tries;

    /// <summary>A script.</summary>
    public ChatScript(ChatStep[] steps, int tries)
    {
        Steps = steps;
        Tries = tries;
    }
}
