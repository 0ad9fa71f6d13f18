namespace Terminal.Agent.Ports;

/// <summary>
/// Two slots for the settings record, written seldom. A slot that is being written may be lost in a
/// power cut; the other one is not touched. A write goes on in the background: poll <see
/// cref="IsWriting"/>.
/// </summary>
public interface ISettingsStore
{
    /// <summary>The most bytes that a slot takes.</summary>
    int SlotCapacityBytes { get; }

    /// <summary>True from <see cref="Write"/> until its bytes are durable or have failed.</summary>
    bool IsWriting { get; }

    /// <summary>True when the last finished write did not reach the medium.</summary>
    bool LastWriteFailed { get; }

    /// <summary>Reads slot 0 or 1 whole.</summary>
    /// <returns>Its length in bytes; 0 when the slot is empty, unreadable or larger than the
    /// buffer.</returns>
    int Read(int slot, byte[] buffer, int offset, int capacity);

    /// <summary>
    /// Begins to replace slot 0 or 1. The bytes are copied before the call returns.
    /// </summary>
    /// <returns>False when a write is still going on or <paramref name="count"/> is above the
    /// capacity.</returns>
    bool Write(int slot, byte[] buffer, int offset, int count);
}
