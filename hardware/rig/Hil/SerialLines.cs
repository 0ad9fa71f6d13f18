using System.IO.Ports;

namespace Terminal.Rig.Hil;

/// <summary>Opens serial lines: 8 data bits, no parity, 1 stop bit.</summary>
public static class SerialLines
{
    /// <summary>Opens a line.</summary>
    /// <exception cref="HilException">It cannot be opened; the message says why and what to do.</exception>
    public static SerialPort Open(string device, int baud, bool hasHandshake)
    {
        var port = new SerialPort(device, baud)
        {
            Handshake = hasHandshake ? Handshake.RequestToSend : Handshake.None,
        };
        try
        {
            port.Open();
            return port;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException)
        {
            port.Dispose();
            throw new HilException(
                $"{device} cannot be opened: {e.Message} Is it there, free, and yours (group dialout)?");
        }
    }
}
