namespace Terminal.Agent.Ports;

/// <summary>A serial line, 8 data bits, no parity. Neither call waits.</summary>
public interface ISerialPort
{
    /// <summary>Takes what has arrived, at most <paramref name="capacity"/> bytes.</summary>
    /// <returns>The bytes taken, 0 when nothing is there.</returns>
    int Read(byte[] buffer, int offset, int capacity);

    /// <summary>Hands over as much as fits the line's buffer now.</summary>
    /// <returns>The bytes accepted, 0 while the peer holds the line (RTS/CTS).</returns>
    int Write(byte[] buffer, int offset, int count);
}
