using System;
using System.Net.Sockets;

namespace Terminal.Firmware.Network;

/// <summary>How every socket of the board ends, whatever has become of it.</summary>
internal static class SocketEnd
{
    /// <summary>Closes a socket; null: there is none.</summary>
    public static void Close(Socket socket)
    {
        try
        {
            if (socket != null)
            {
                socket.Close();
            }
        }
        catch (Exception)
        {
            // It may be gone already.
        }
    }
}
