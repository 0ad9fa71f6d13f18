using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// The version of the layout, and how an older one is brought up to it. A later version derives the
/// steps from the version found; version 1 has no older one.
/// </summary>
public class JournalFormat
{
    /// <summary>Version that this code writes, 1 to 65535.</summary>
    public virtual int Version => 1;

    /// <summary>
    /// Brings an image of version <paramref name="from"/> up to <see cref="Version"/>, all but the
    /// superblock, which is written afterwards. It may be cut at any byte and is then run again
    /// from the start, so every step must bear repetition.
    /// </summary>
    /// <returns>False when that cannot be done: nothing may have been changed then.</returns>
    public virtual bool Upgrade(INvram nvram, int slotCount, int from) => false;
}
