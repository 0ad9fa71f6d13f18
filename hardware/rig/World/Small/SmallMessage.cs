namespace Terminal.Rig.World.Small;

/// <summary>One request of the terminal on its way to the acquirer and back.</summary>
internal sealed class SmallMessage(int number)
{
    private readonly List<byte> _bytes = [];

    /// <summary>Its place among the messages of the run, from 1.</summary>
    public int Number => number;

    /// <summary>What it asks; empty before it is whole.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Bytes that were taken.</summary>
    public List<byte> Bytes => _bytes;

    /// <summary>How many bytes it has; 0 while that is not known.</summary>
    public int WholeBytes { get; set; }

    /// <summary>It changes the books.</summary>
    public bool IsPost => _bytes.Count > 0 && _bytes[0] == (byte)'P';

    /// <summary>The last boundary that it has passed.</summary>
    public Boundary Passed { get; set; }

    /// <summary>Its answer is lost.</summary>
    public bool IsAnswerLost { get; set; }

    /// <summary>It is booked later, and its connection ends.</summary>
    public bool IsBookedLate { get; set; }

    /// <summary>Who answers in the API's place; 0 nobody.</summary>
    public int GatewayStatus { get; set; }

    /// <summary>All of it has been taken.</summary>
    public bool IsWhole => WholeBytes > 0 && _bytes.Count >= WholeBytes;

    /// <summary>In words.</summary>
    public string Words => Kind switch
    {
        "Create" => "create",
        "LookUp" => "look-up",
        "Read" => "read",
        "Refund" => "refund",
        _ => "list",
    };
}
