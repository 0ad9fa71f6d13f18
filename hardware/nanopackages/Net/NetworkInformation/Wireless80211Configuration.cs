using Terminal.NanoPackages;

namespace System.Net.NetworkInformation;

/// <summary>
/// The station's stored configuration. A change counts once it is saved, for the next start too.
/// </summary>
public class Wireless80211Configuration
{
    public Wireless80211Configuration(uint id) => Id = id;

    [Flags]
    public enum ConfigurationOptions : byte
    {
        None = 0,
        Disable = 0x01,
        Enable = 0x02,
        AutoConnect = 0x04 | Enable,
        SmartConfig = 0x08 | Enable,
    }

    public ConfigurationOptions Options { get; set; }

    public uint Id { get; }

    public static Wireless80211Configuration[] GetAllWireless80211Configurations() => new[]
    {
        new Wireless80211Configuration(0)
        {
            Options = (ConfigurationOptions)VirtualBoards.Current.WifiOptions,
        },
    };

    public void SaveConfiguration() => VirtualBoards.Current.WifiOptions = (int)Options;
}
