namespace Terminal.Agent.Settings;

/// <summary>How an access point asks for user and password; values as AT+CGAUTH has them.</summary>
public enum ApnAuth
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>PAP.</summary>
    Pap = 1,

    /// <summary>CHAP.</summary>
    Chap = 2,
}
