using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.World.Small;

/// <summary>
/// Leads what is about the event log past a failing memory: an event that strikes one write must
/// strike one by which something is decided.
/// </summary>
/// <param name="log">Where the log stands.</param>
/// <param name="records">Where everything else does.</param>
/// <param name="wasTried">Told of each write that is tried outside the log.</param>
internal sealed class RecordNvram(INvram log, INvram records, Action wasTried) : INvram
{
    private const int LogEnd = NvramMap.EventsAddress
        + (NvramMap.EventCount * Terminal.Agent.Diagnostics.EventLog.EntryBytes);

    public int SizeBytes => records.SizeBytes;

    /// <summary>True for an address in the event log.</summary>
    public static bool IsLog(int address) =>
        address >= NvramMap.EventsAddress && address < LogEnd;

    public int Read(int address, byte[] buffer, int offset, int count) =>
        (IsLog(address) ? log : records).Read(address, buffer, offset, count);

    public int Write(int address, byte[] buffer, int offset, int count)
    {
        if (IsLog(address))
        {
            return log.Write(address, buffer, offset, count);
        }

        wasTried();
        return records.Write(address, buffer, offset, count);
    }
}
