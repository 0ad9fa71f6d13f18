namespace Terminal.Agent.Acquirer;

/// <summary>Steps of the WiFi test, in the order in which they are shown.</summary>
public enum WifiTestStep
{
    /// <summary>The access point takes the terminal.</summary>
    Join = 0,

    /// <summary>The network gives an address.</summary>
    Address = 1,

    /// <summary>No log-in page stands in the way.</summary>
    Portal = 2,

    /// <summary>The acquirer's name is found.</summary>
    Name = 3,

    /// <summary>The connection is made and the certificate verified.</summary>
    Tls = 4,

    /// <summary>The acquirer answers and knows the key.</summary>
    Acquirer = 5,
}
