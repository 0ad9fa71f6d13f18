using System.Buffers;
using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation;

namespace Terminal.Rig.World.Small;

/// <summary>The memories of a terminal that has been delivered and not yet used.</summary>
internal static class SmallBoard
{
    private static readonly (byte[] Image, ulong Hash) LaidOut = LayOut();
    private static readonly byte[] Record = WriteSettings();

    /// <summary>Memories of their own for one world, until it gives them back.</summary>
    public static (MemoryNvram Nvram, ulong Hash, MemorySettingsStore Settings) Fresh()
    {
        // Each world has a chip; a collector that has to clear them all away slows every world.
        byte[] image = ArrayPool<byte>.Shared.Rent(MemoryNvram.BoardBytes);
        if (image.Length != MemoryNvram.BoardBytes)
        {
            image = new byte[MemoryNvram.BoardBytes];
        }

        LaidOut.Image.CopyTo(image, 0);
        var store = new MemorySettingsStore();
        store.Write(0, Record, 0, Record.Length);
        store.Write(1, Record, 0, 0);
        return (new MemoryNvram(image), LaidOut.Hash, store);
    }

    /// <summary>A world has ended: nobody looks at its chip any more.</summary>
    public static void GiveBack(MemoryNvram nvram) => ArrayPool<byte>.Shared.Return(nvram.Bytes);

    private static (byte[] Image, ulong Hash) LayOut()
    {
        var chip = new MemoryNvram();
        var watched = new WatchedNvram(chip);
        new TransactionJournal(chip).Mount(0);
        return (chip.Bytes, watched.Hash);
    }

    private static byte[] WriteSettings()
    {
        var settings = new TerminalSettings();
        settings.Restore();
        settings.SerialLength = Encoding.ASCII.GetBytes(TestBoard.Serial, settings.Serial);
        settings.IsTestMode = true;
        settings.KeyLength =
            Encoding.ASCII.GetBytes(AcquirerOptions.DefaultKey, settings.Key);
        settings.Merchant.IsSet = true;
        KnownPin.Salt.CopyTo(settings.Merchant.Salt, 0);
        KnownPin.Hash.CopyTo(settings.Merchant.Hash, 0);
        settings.Technician.IsSet = true;
        KnownPin.Salt.CopyTo(settings.Technician.Salt, 0);
        KnownPin.Hash.CopyTo(settings.Technician.Hash, 0);
        byte[] record = new byte[Terminal.Agent.Limits.SettingsBytesMax];
        int length = new SettingsCodec().Write(settings, 1, record);
        return record[..length];
    }
}
