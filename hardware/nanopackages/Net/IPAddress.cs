namespace System.Net;

/// <summary>An IPv4 address.</summary>
public class IPAddress
{
    public static readonly IPAddress Any = new IPAddress(new byte[4]);

    private readonly byte[] _address;

    public IPAddress(byte[] address) => _address = address;

    public IPAddress(long newAddress)
        : this(new[]
        {
            (byte)newAddress, (byte)(newAddress >> 8), (byte)(newAddress >> 16), (byte)(newAddress >> 24),
        })
    {
    }

    public byte[] GetAddressBytes() => _address;

    internal static IPAddress Of(uint address) => new IPAddress(new[]
    {
        (byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address,
    });

    internal uint Number() => ((uint)_address[0] << 24) | ((uint)_address[1] << 16)
        | ((uint)_address[2] << 8) | _address[3];
}
