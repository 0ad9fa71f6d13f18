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
    private const int Unsupported = 6;
    private const uint Address = 0xC0A80117;

    private readonly Stopwatch _sinceJoined = new();
    private (string Ssid, int Dbm)[] _report = [];
    private volatile bool _isAssociated;
    private int _scan;
    private volatile bool _isScanning;
    private Notice? _network;
    private Notice? _scanned;

    private readonly VirtualWifi _point;
    private readonly Action<int> _pause;
    private string _joined = "";

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
    public uint Ipv4Address => _isAssociated && _point.PassphraseOf(_joined) is not null && _point.IsDhcpUp
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
        if (_isScanning)
        {
            // Each disturbs the other: the scan tells no end, the join does not hear its network.
            Interlocked.Increment(ref _scan);
            _isScanning = false;
            _pause(_point.StageMs);
            return NotAvailable;
        }

        _pause(_point.StageMs);
        if (_point.PassphraseOf(ssid) is not string asked)
        {
            return NotAvailable;
        }

        if (_point.IsSecurityUnknown)
        {
            return Unsupported;
        }

        if (!WifiKeys.Opens(passphrase, asked, ssid))
        {
            return InvalidCredential;
        }

        _joined = ssid;
        _point.NoteJoined(ssid);

        _sinceJoined.Restart();
        _isAssociated = true;
        _network?.Invoke(1);
        return Success;
    }

    /// <summary>Leaves.</summary>
    public void Disconnect() => _isAssociated = false;

    /// <summary>Scans; the listeners are told at the end, on another thread.</summary>
    /// <returns>False while a scan is going on.</returns>
    public bool Scan()
    {
        if (_isScanning)
        {
            return false;
        }

        _isScanning = true;
        _ = ScanAsync(Interlocked.Increment(ref _scan));
        return true;
    }

    private async Task ScanAsync(int scan)
    {
        await Task.Delay(_point.ScanMs ?? (_point.StageMs / 3));
        if (scan != Volatile.Read(ref _scan))
        {
            return;
        }

        string name = _point.IsHidden ? "" : _point.Ssid;
        _report =
        [
            .. _point.Neighbours.Select(n => (n.Ssid, n.SignalDbm)),
            .. _point.IsAccessPointUp ? [(name, _point.LevelDbm)] : Array.Empty<(string, int)>(),
            .. _point.Second is { } second
                ? [(second.Ssid, _point.LevelDbm)] : Array.Empty<(string, int)>(),
        ];
        _isScanning = false;
        _scanned?.Invoke(0);
    }

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
        if (_point.PassphraseOf(_joined) is null)
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
