namespace Terminal.Agent.Modem;

/// <summary>One command of a script: what to send, what must come, within which time.</summary>
public sealed class ChatStep
{
    /// <summary>The command's fixed text, without CR.</summary>
    public readonly byte[] Send;

    /// <summary>What is put behind it.</summary>
    public readonly ChatArgument Argument;

    /// <summary>
    /// A line that must come besides OK, in either order; None when OK is enough; Unknown for a
    /// line of text.
    /// </summary>
    public readonly AtToken Expect;

    /// <summary>Time limit from the command's first byte to its completion, in ms.</summary>
    public readonly int LimitMs;

    /// <summary>
    /// True when a refusal, or silence, of this command is no reason to stop the script.
    /// </summary>
    public readonly bool MayFail;

    /// <summary>True when raw bytes follow a prompt.</summary>
    public readonly bool HasPayload;

    /// <summary>
    /// What is wrong when this command is refused; None when the driver's state tells.
    /// </summary>
    public readonly FaultCode Refusal;

    /// <summary>A command whose refusal tells what is wrong.</summary>
    public ChatStep(string send, AtToken expect, int limitMs, FaultCode refusal)
        : this(send, ChatArgument.None, expect, limitMs, false, false) => Refusal = refusal;

    /// <summary>A plain command.</summary>
    public ChatStep(string send, ChatArgument argument, AtToken expect, int limitMs, bool mayFail)
        : this(send, argument, expect, limitMs, mayFail, false)
    {
    }

    /// <summary>A command with all its properties.</summary>
    public ChatStep(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs,
        bool mayFail,
        bool hasPayload)
    {
        Send = ByteCodec.Ascii(send);
        Argument = argument;
        Expect = expect;
        LimitMs = limitMs;
        MayFail = mayFail;
        HasPayload = hasPayload;
    }
}
