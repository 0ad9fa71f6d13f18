namespace Terminal.Agent.Setup;

/// <summary>Addresses on the terminal's own network.</summary>
internal static class SetupAddress
{
    /// <summary>Bytes of an IPv4 address.</summary>
    public const int Bytes = 4;

    /// <summary>The terminal.</summary>
    public static readonly byte[] Own = { 192, 168, 4, 1 };

    /// <summary>The network's mask.</summary>
    public static readonly byte[] Mask = { 255, 255, 255, 0 };

    /// <summary>The last byte of the first phone's address.</summary>
    public const int FirstPhone = 2;

    /// <summary>True when an address is on the terminal's network.</summary>
    public static bool IsOnNetwork(byte[] bytes, int offset) =>
        ByteCodec.Same(bytes, offset, Own, 0, Bytes - 1);
}
