namespace Terminal.Agent.Acquirer;

/// <summary>Kinds of scalar in JSON (RFC 8259).</summary>
public enum JsonKind
{
    /// <summary>A string; the token holds its content, escapes resolved to UTF-8.</summary>
    Text = 0,

    /// <summary>A number; the token holds it as written.</summary>
    Number = 1,

    /// <summary>true.</summary>
    True = 2,

    /// <summary>false.</summary>
    False = 3,

    /// <summary>null.</summary>
    Null = 4,
}
