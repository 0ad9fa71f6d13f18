namespace System.Device.Wifi;

/// <summary>A network in a report.</summary>
public class WifiAvailableNetwork
{
    internal WifiAvailableNetwork(string ssid, double dbm)
    {
        Ssid = ssid;
        NetworkRssiInDecibelMilliwatts = dbm;
    }

    public string Ssid { get; }

    public double NetworkRssiInDecibelMilliwatts { get; }
}
