using Terminal.NanoPackages;

namespace System.Device.Wifi;

/// <summary>The WiFi station of the virtual board.</summary>
public sealed class WifiAdapter : IDisposable
{
    private readonly IVirtualBoard _board = VirtualBoards.Current;
    private AvailableNetworksChangedEventHandler _changed;

    internal WifiAdapter()
    {
    }

    public event AvailableNetworksChangedEventHandler AvailableNetworksChanged
    {
        add
        {
            if (_changed == null)
            {
                _board.ListenScan(OnScanned);
            }

            _changed = (AvailableNetworksChangedEventHandler)Delegate.Combine(_changed, value);
        }
        remove =>
            _changed = (AvailableNetworksChangedEventHandler)Delegate.Remove(_changed, value);
    }

    public WifiNetworkReport NetworkReport
    {
        get
        {
            var networks = new WifiAvailableNetwork[_board.ScanCount];
            for (int i = 0; i < networks.Length; i++)
            {
                _board.ScanResult(i, out string ssid, out int dbm);
                networks[i] = new WifiAvailableNetwork(ssid, dbm);
            }

            return new WifiNetworkReport(networks);
        }
    }

    public static WifiAdapter[] FindAllAdapters() => new[] { new WifiAdapter() };

    public WifiConnectionResult Connect(
        string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential) =>
        new WifiConnectionResult((WifiConnectionStatus)_board.WifiConnect(
            ssid, passwordCredential, reconnectionKind == WifiReconnectionKind.Automatic));

    public void Disconnect() => _board.WifiDisconnect();

    public void ScanAsync()
    {
        if (!_board.WifiScan())
        {
            throw new InvalidOperationException();
        }
    }

    public void Dispose()
    {
    }

    private void OnScanned(int code) => _changed?.Invoke(this, null);
}
