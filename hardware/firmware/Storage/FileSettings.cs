using System;
using System.IO;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Storage;

/// <summary>
/// Two slots as two files on the internal drive: the settings', or the root certificates'. Only a
/// closed file is durable and no file can be replaced atomically, so a write may lose its own slot;
/// never the other one. Reading is for start-up, writing goes on on a worker.
/// </summary>
public sealed class FileSettings : Worker, ISettingsStore
{
    private readonly byte[] _content;
    private readonly string _first;
    private readonly string _second;
    private int _slot;
    private int _count;

    /// <summary>Makes the store.</summary>
    /// <param name="clock">Time.</param>
    /// <param name="watch">Watches the worker.</param>
    /// <param name="first">Path of slot 0.</param>
    /// <param name="second">Path of slot 1.</param>
    /// <param name="capacityBytes">Most bytes of a file.</param>
    public FileSettings(
        IClock clock, WorkerWatch watch, string first, string second, int capacityBytes)
        : base(clock, watch)
    {
        _first = first;
        _second = second;
        _content = new byte[capacityBytes];
    }

    /// <inheritdoc/>
    public int SlotCapacityBytes => _content.Length;

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

    private string Path(int slot) => slot == 0 ? _first : _second;

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
