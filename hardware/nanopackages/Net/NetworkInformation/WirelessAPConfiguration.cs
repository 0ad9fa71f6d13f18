using Terminal.NanoPackages;

namespace System.Net.NetworkInformation;

/// <summary>
/// What is stored of the access point. It counts from the next start of the board on.
/// </summary>
public class WirelessAPConfiguration
{
    public WirelessAPConfiguration(uint id) => Id = id;

    [Flags]
    public enum ConfigurationOptions : byte
    {
        None = 0,
        Disable = 0x01,
        Enable = 0x02,
        AutoStart = 0x04 | Enable,
        HiddenSSID = 0x08,
    }

    public uint Id { get; }

    public ConfigurationOptions Options { get; set; }

    public AuthenticationType Authentication { get; set; }

    public EncryptionType Encryption { get; set; }

    public string Ssid { get; set; }

    public string Password { get; set; }

    public byte MaxConnections { get; set; }

    public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => new[]
    {
        new WirelessAPConfiguration(0)
        {
            Options = (ConfigurationOptions)VirtualBoards.Current.AccessPointOptions,
        },
    };

    public void SaveConfiguration() => VirtualBoards.Current.StoreAccessPoint(
        (int)Options, (int)Authentication, Ssid, Password, MaxConnections);
}
