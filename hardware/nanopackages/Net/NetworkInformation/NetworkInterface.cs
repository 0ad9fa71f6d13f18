using Terminal.NanoPackages;

namespace System.Net.NetworkInformation;

/// <summary>The station's interface, and the access point's.</summary>
public class NetworkInterface
{
    private readonly int _index;
    private readonly uint _address;

    protected NetworkInterface(int interfaceIndex)
    {
        IVirtualBoard board = VirtualBoards.Current;
        _index = interfaceIndex;
        _address = interfaceIndex == 0 ? board.Ipv4Address : board.AccessPointAddress;
    }

    public NetworkInterfaceType NetworkInterfaceType =>
        _index == 0 ? NetworkInterfaceType.Wireless80211 : NetworkInterfaceType.WirelessAP;

    public string IPv4Address => (_address >> 24) + "." + ((_address >> 16) & 255) + "."
        + ((_address >> 8) & 255) + "." + (_address & 255);

    public static NetworkInterface[] GetAllNetworkInterfaces() =>
        new[] { new NetworkInterface(0), new NetworkInterface(1) };

    public void EnableStaticIPv4(
        string ipv4Address, string ipv4SubnetMask, string ipv4GatewayAddress)
    {
        if (_index == 0)
        {
            throw new NotSupportedException();
        }

        VirtualBoards.Current.StoreAccessPointAddress(ipv4Address);
    }
}
