using System.Diagnostics;
using Terminal.NanoPackages;
using Terminal.Rig.Board;

namespace Terminal.Rig.Firmware;

/// <summary>The radio of the board before the access point that the rig's switches describe.</summary>
public sealed class BoardWifi
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

    private readonly VirtualWifi _point;
    private readonly Action<int> _pause;

    /// <summary>Makes a radio.</summary>
    /// <param name="point">The access point.</param>
    /// <param name="pause">Waits that many ms, or throws when the power goes.</param>
    public BoardWifi(VirtualWifi point, Action<int> pause)
    {
        _point = point;
        _pause = pause;
        point.Dropped += Lose;
    }

    /// <summary>True when bytes get through.</summary>
    public bool IsUp => Ipv4Address != 0;

    /// <summary>The address, 0 while there is none.</summary>
    public uint Ipv4Address => _isAssociated && _point.IsAccessPointUp && _point.IsDhcpUp
        && _sinceJoined.ElapsedMilliseconds >= _point.StageMs ? Address : 0;

    /// <summary>Networks of the last scan.</summary>
    public int ScanCount => _report.Length;

    /// <summary>Listens to the network.</summary>
    public void ListenNetwork(Notice notice) => _network += notice;

    /// <summary>Listens for the end of scans.</summary>
    public void ListenScan(Notice notice) => _scanned += notice;

    /// <summary>Joins.</summary>
    public int Connect(string ssid, string passphrase)
    {
        _pause(_point.StageMs);
        if (!_point.IsAccessPointUp || ssid != _point.Ssid)
        {
            return NotAvailable;
        }

        if (passphrase != _point.Passphrase)
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
        await Task.Delay(_point.StageMs / 3);
        string name = _point.IsHidden ? "" : _point.Ssid;
        _report =
        [
            .. _point.Neighbours.Select(n => (n.Ssid, n.SignalDbm)),
            .. _point.IsAccessPointUp ? [(name, _point.LevelDbm)] : Array.Empty<(string, int)>(),
        ];
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
        if (!_point.IsAccessPointUp)
        {
            Lose();
        }
    }

    private void Lose()
    {
        if (_isAssociated)
        {
            _isAssociated = false;
            _network?.Invoke(0);
        }
    }
}
