namespace Terminal.Agent.Setup;

/// <summary>What the page shows.</summary>
public enum PageState
{
    /// <summary>The form: networks, passphrase; and why it is back, if it is.</summary>
    Choose = 0,

    /// <summary>Networks are being looked for.</summary>
    Searching = 1,

    /// <summary>What was sent is saved and being tested.</summary>
    Testing = 2,

    /// <summary>It works.</summary>
    Passed = 3,

    /// <summary>It is saved; the test comes after the restart, on the screen.</summary>
    Saved = 4,

    /// <summary>The set-up has ended.</summary>
    Over = 5,
}
