namespace Terminal.Agent.Modem;

/// <summary>The commands of one session.</summary>
public sealed class SessionScripts
{
    /// <summary>Opens it.</summary>
    public readonly ChatScript Open;

    /// <summary>Closes it.</summary>
    public readonly ChatScript Close;

    /// <summary>Sends.</summary>
    public readonly ChatScript Send;

    /// <summary>Asks how much has come; null where nobody has to ask.</summary>
    public readonly ChatScript Length;

    /// <summary>Takes it.</summary>
    public readonly ChatScript Receive;

    /// <summary>Commands of a session.</summary>
    public SessionScripts(
        ChatScript open,
        ChatScript close,
        ChatScript send,
        ChatScript length,
        ChatScript receive)
    {
        Open = open;
        Close = close;
        Send = send;
        Length = length;
        Receive = receive;
    }
}
