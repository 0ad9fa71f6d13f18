namespace Terminal.Agent.Ports;

/// <summary>
/// Byte-addressed memory without erase whose writes are durable when the call returns (FRAM). A
/// power cut during <see cref="Write"/> leaves a prefix of the bytes written and nothing else
/// touched.
/// </summary>
public interface INvram
{
    /// <summary>Size in bytes; 131072 on the board described in hardware/README.md.</summary>
    int SizeBytes { get; }

    /// <summary>Reads <paramref name="count"/> bytes from <paramref name="address"/>.</summary>
    /// <returns>The bytes read; fewer than asked means that the chip did not answer.</returns>
    int Read(int address, byte[] buffer, int offset, int count);

    /// <summary>
    /// Writes <paramref name="count"/> bytes at <paramref name="address"/>, in order.
    /// </summary>
    /// <returns>The bytes written; fewer than asked means that the chip did not answer.</returns>
    int Write(int address, byte[] buffer, int offset, int count);
}
