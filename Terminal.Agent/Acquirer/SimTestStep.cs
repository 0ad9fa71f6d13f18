namespace Terminal.Agent.Acquirer;

/// <summary>Steps of the SIM's test, in the order in which they are shown.</summary>
public enum SimTestStep
{
    /// <summary>The module answers.</summary>
    Module = 0,

    /// <summary>The SIM is there and ready.</summary>
    Card = 1,

    /// <summary>A network has registered it.</summary>
    Registration = 2,

    /// <summary>It has a data bearer, and the time.</summary>
    Data = 3,

    /// <summary>The acquirer's name is found.</summary>
    Name = 4,

    /// <summary>The connection is made and the certificate verified.</summary>
    Certificate = 5,

    /// <summary>The acquirer answers and knows the key.</summary>
    Acquirer = 6,
}
