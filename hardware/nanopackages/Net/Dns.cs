using System.Net.Sockets;
using Terminal.NanoPackages;

namespace System.Net;

/// <summary>Name look-up. Blocks; on the device it stops every managed thread.</summary>
public static class Dns
{
    private const int HostNotFound = 11001;

    public static IPHostEntry GetHostEntry(string hostNameOrAddress)
    {
        uint address = VirtualBoards.Current.Resolve(hostNameOrAddress);
        if (address == 0)
        {
            throw new SocketException((SocketError)HostNotFound);
        }

        return new IPHostEntry(hostNameOrAddress, new[] { IPAddress.Of(address) });
    }
}
