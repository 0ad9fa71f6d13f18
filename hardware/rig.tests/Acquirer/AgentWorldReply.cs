using System.Text;
using Terminal.Agent;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>What the scripted server does about a request.</summary>
/// <param name="Bytes">What it sends; none: it stays silent.</param>
/// <param name="DelayMs">When, in ms after the request.</param>
/// <param name="IsClosing">The connection ends behind the bytes.</param>
/// <param name="Break">The connection ends with this fault instead.</param>
public sealed record AgentWorldReply(
    byte[] Bytes, int DelayMs = 20, bool IsClosing = false, FaultCode Break = FaultCode.None)
{
    /// <summary>Not a byte, and the connection stays.</summary>
    public static AgentWorldReply Silence { get; } = new([]);

    /// <summary>Not a byte, and the connection ends.</summary>
    public static AgentWorldReply Hangup { get; } = new([], IsClosing: true);

    /// <summary>An answer with a Content-Length.</summary>
    public static AgentWorldReply Http(int status, string body, string headers = "")
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        string head = FormattableString.Invariant(
            $"HTTP/1.1 {status} Reason\r\nContent-Type: application/json\r\n{headers}")
            + FormattableString.Invariant($"Content-Length: {content.Length}\r\n\r\n");
        return new([.. Encoding.ASCII.GetBytes(head), .. content]);
    }

    /// <summary>An answer as it stands.</summary>
    public static AgentWorldReply Raw(string text) => new(Encoding.UTF8.GetBytes(text));
}
