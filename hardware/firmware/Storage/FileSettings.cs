using System;
using System.IO;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Storage;

/// <summary>
/// The settings' two slots as two files on the internal drive. Only a closed file is durable and no
/// file can be replaced atomically, so a write may lose its own slot; never the other one. Reading
/// is for start-up, writing goes on on a worker.
/// </summary>
public sealed class FileSettings : Worker, ISettingsStore
{
    private readonly byte[] _content = new byte[BoardLimits.SettingsFileBytes];
    private int _slot;
    private int _count;

    /// <summary>Makes the store.</summary>
    public FileSettings(IClock clock, WorkerWatch watch)
        : base(clock, watch)
    {
    }

    /// <inheritdoc/>
    public int SlotCapacityBytes => BoardLimits.SettingsFileBytes;

    /// <inheritdoc/>
    public bool IsWriting => IsBusy;

    /// <inheritdoc/>
    public bool LastWriteFailed { get; private set; }

    /// <inheritdoc/>
    public int Read(int slot, byte[] buffer, int offset, int capacity)
    {
        try
        {
            using (var file = new FileStream(Path(slot), FileMode.Open, FileAccess.Read))
            {
                int length = (int)file.Length;
                return length > capacity ? 0 : ReadAll(file, buffer, offset, length);
            }
        }
        catch (Exception)
        {
            // Missing or unreadable: both are an empty slot.
            return 0;
        }
    }

    /// <inheritdoc/>
    public bool Write(int slot, byte[] buffer, int offset, int count)
    {
        if (IsBusy || count > _content.Length)
        {
            return false;
        }

        Array.Copy(buffer, offset, _content, 0, count);
        _slot = slot;
        _count = count;
        return Begin(BoardLimits.FileMs);
    }

    /// <summary>Reads a whole file, at start-up.</summary>
    /// <returns>Its content; empty when it is missing, unreadable or too long.</returns>
    public byte[] ReadWhole(string path, int longestBytes)
    {
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read))
            {
                int length = file.Length > longestBytes ? 0 : (int)file.Length;
                var content = new byte[length];
                return ReadAll(file, content, 0, length) == length ? content : new byte[0];
            }
        }
        catch (Exception)
        {
            return new byte[0];
        }
    }

    /// <inheritdoc/>
    protected override void DoWork()
    {
        try
        {
            using (var file = new FileStream(Path(_slot), FileMode.Create, FileAccess.Write))
            {
                file.Write(_content, 0, _count);
            }

            LastWriteFailed = false;
        }
        catch (Exception)
        {
            // The package throws several kinds; each means that the medium did not take it.
            LastWriteFailed = true;
        }

        Array.Clear(_content, 0, _content.Length);
    }

    private static string Path(int slot) =>
        slot == 0 ? BoardFiles.Settings0 : BoardFiles.Settings1;

    private static int ReadAll(FileStream file, byte[] buffer, int offset, int count)
    {
        int done = 0;
        int taken = 1;
        while (done < count && taken > 0)
        {
            taken = file.Read(buffer, offset + done, count - done);
            done += taken;
        }

        return done;
    }
}
