using System.Collections.Concurrent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Firmware;

/// <summary>The internal drive: outlives power cuts, and holds whole files only.</summary>
public sealed class FlashFiles
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new();

    /// <summary>
    /// The platform's stored WiFi options: joins by itself and SmartConfig, as a fresh image has them.
    /// </summary>
    public int WifiOptions { get; set; } = 0x02 | 0x04 | 0x08;

    /// <summary>The platform's stored access point; a fresh image has none.</summary>
    public StoredAccessPoint AccessPoint { get; set; } = new();

    /// <summary>The target that the flashed image was built for.</summary>
    public string ImageName { get; set; } = Terminal.Firmware.PlatformImage.Wanted;

    /// <summary>True when the image talks its wire protocol on UART0: COM1 cannot be opened.</summary>
    public bool IsWireProtocolOnUart0 { get; set; }

    /// <summary>True while the medium takes nothing.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A copy of a file, or null.</summary>
    public byte[]? Read(string path) => _files.TryGetValue(path, out byte[]? file) ? [.. file] : null;

    /// <summary>Makes a file durable.</summary>
    public bool Write(string path, ReadOnlySpan<byte> content)
    {
        if (IsBroken)
        {
            return false;
        }

        _files[path] = content.ToArray();
        return true;
    }

    /// <summary>Deletes a file.</summary>
    public bool Delete(string path) => _files.TryRemove(path, out _);

    /// <summary>The settings' slots as the firmware keeps them.</summary>
    public ISettingsStore Settings => new Slots(this);

    private sealed class Slots(FlashFiles files) : ISettingsStore
    {
        public int SlotCapacityBytes => Terminal.Agent.Limits.SettingsBytesMax;

        public bool IsWriting => false;

        public bool LastWriteFailed => false;

        public int Read(int slot, byte[] buffer, int offset, int capacity)
        {
            byte[] file = files.Read(Path(slot)) ?? [];
            int count = file.Length > capacity ? 0 : file.Length;
            Array.Copy(file, 0, buffer, offset, count);
            return count;
        }

        public bool Write(int slot, byte[] buffer, int offset, int count) =>
            files.Write(Path(slot), buffer.AsSpan(offset, count));

        private static string Path(int slot) => slot == 0
            ? Terminal.Firmware.BoardFiles.Settings0 : Terminal.Firmware.BoardFiles.Settings1;
    }
}
