using System.Diagnostics;
using Terminal.NanoPackages;
using Terminal.Rig.Board;

namespace Terminal.Rig.Firmware;

/// <summary>The radio of the board before the access point that the rig's switches describe.</summary>
/// <param name="point">The access point.</param>
/// <param name="pause">Waits that many ms, or throws when the power goes.</param>
public sealed class BoardWifi(VirtualWifi point, Action<int> pause)
{
    private const int Success = 3;
    private const int InvalidCredential = 1;
    private const int NotAvailable = 2;
    private const uint Address = 0xC0A80117;

    private readonly Stopwatch _sinceJoined = new();
    private (string Ssid, int Dbm)[] _report = [];
    private volatile bool _isAssociated;
    private Notice? _network;
    private Notice? _scanned;

    /// <summary>True when bytes get through.</summary>
    public bool IsUp => Ipv4Address != 0;

    /// <summary>The address, 0 while there is none.</summary>
    public uint Ipv4Address => _isAssociated && point.IsAccessPointUp && point.IsDhcpUp
        && _sinceJoined.ElapsedMilliseconds >= point.StageMs ? Address : 0;

    /// <summary>Networks of the last scan.</summary>
    public int ScanCount => _report.Length;

    /// <summary>Listens to the network.</summary>
    public void ListenNetwork(Notice notice) => _network += notice;

    /// <summary>Listens for the end of scans.</summary>
    public void ListenScan(Notice notice) => _scanned += notice;

    /// <summary>Joins.</summary>
    public int Connect(string ssid, string passphrase)
    {
        pause(point.StageMs);
        if (!point.IsAccessPointUp || ssid != point.Ssid)
        {
            return NotAvailable;
        }

        if (passphrase != point.Passphrase)
        {
            return InvalidCredential;
        }

        _sinceJoined.Restart();
        _isAssociated = true;
        _network?.Invoke(1);
        return Success;
    }

    /// <summary>Leaves.</summary>
    public void Disconnect() => _isAssociated = false;

    /// <summary>Scans; the listeners are told at the end.</summary>
    public void Scan() => _ = Task.Run(async () =>
    {
        await Task.Delay(point.StageMs / 3);
        _report = point.IsAccessPointUp
            ? [(point.Ssid, point.LevelDbm), ("Voisin", -81)] : [("Voisin", -81)];
        _scanned?.Invoke(0);
    });

    /// <summary>One network of the last scan.</summary>
    public bool Result(int index, out string ssid, out int dbm)
    {
        bool isThere = index < _report.Length;
        (ssid, dbm) = isThere ? _report[index] : ("", 0);
        return isThere;
    }

    /// <summary>Notices that the access point has gone.</summary>
    public void Watch()
    {
        if (_isAssociated && !point.IsAccessPointUp)
        {
            _isAssociated = false;
            _network?.Invoke(0);
        }
    }
}
