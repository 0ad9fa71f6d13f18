using Terminal.NanoPackages;

namespace System.Net.NetworkInformation;

/// <summary>The station's interface.</summary>
public class NetworkInterface
{
    private readonly uint _address;

    protected NetworkInterface(int interfaceIndex) =>
        _address = VirtualBoards.Current.Ipv4Address;

    public NetworkInterfaceType NetworkInterfaceType => NetworkInterfaceType.Wireless80211;

    public string IPv4Address => (_address >> 24) + "." + ((_address >> 16) & 255) + "."
        + ((_address >> 8) & 255) + "." + (_address & 255);

    public static NetworkInterface[] GetAllNetworkInterfaces() =>
        new[] { new NetworkInterface(0) };
}
