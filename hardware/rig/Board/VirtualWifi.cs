using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// The WiFi station and the access point that it meets: the access point can be switched off, ask for another
/// passphrase or give no address. A join takes its time, as a real one does.
/// </summary>
public sealed class VirtualWifi(IClock clock) : IWifi
{
    /// <summary>The passphrase that the rig's terminals are provisioned with.</summary>
    public const string PassphraseDefault = "croissant-chaud";

    private readonly Lock _lock = new();
    private string _wanted = "";
    private string _offered = "";
    private bool _isAccessPointUp = true;
    private long _sinceMs;
    private volatile bool _isChecking;
    private long _checkedMs;
    private volatile WifiState _state;
    private WifiState _stateBeforeScan;
    private FaultCode _fault;

    /// <summary>Raised when the access point drops the terminal.</summary>
    public event Action? Dropped;

    /// <summary>Told after how many ms the state will have changed by itself, so that the board wakes.</summary>
    public Action<int>? WakeAfter { get; set; }

    /// <summary>Name of the access point.</summary>
    public string Ssid { get; set; } = "Boutique";

    /// <summary>Its passphrase.</summary>
    public string Passphrase { get; set; } = PassphraseDefault;

    /// <summary>True while the access point sends.</summary>
    public bool IsAccessPointUp
    {
        get => _isAccessPointUp;
        set
        {
            _isAccessPointUp = value;
            WakeAfter?.Invoke(0);
        }
    }

    /// <summary>True while its DHCP server gives addresses.</summary>
    public bool IsDhcpUp { get; set; } = true;

    /// <summary>True while a captive portal answers in everyone's place.</summary>
    public bool IsPortal { get; set; }

    /// <summary>
    /// True when the portal takes TLS connections and shows a certificate of its own (the acquirer plays it, with
    /// another authority's); else it refuses them.
    /// </summary>
    public bool IsPortalTls { get; set; }

    /// <summary>True when the access point does not tell its name.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Other networks in reach, in the order in which a scan finds them.</summary>
    public IReadOnlyList<WifiNeighbour> Neighbours { get; set; } = [];

    /// <summary>Another network in reach that can be joined; null for none.</summary>
    public (string Ssid, string Passphrase)? Second { get; set; }

    /// <summary>The network of <see cref="Ssid"/> can be joined and leads nowhere.</summary>
    public bool LeadsNowhere { get; set; }

    /// <summary>Nobody is reached over the network that is joined.</summary>
    public bool ReachesNobody => LeadsNowhere && _wanted == Ssid;

    /// <summary>The passphrase of a network in reach; null where there is none of that name.</summary>
    public string? PassphraseOf(string ssid) => IsAccessPointUp && ssid == Ssid ? Passphrase
        : Second is { } second && second.Ssid == ssid ? second.Passphrase : null;

    /// <summary>The station of the firmware has joined that network.</summary>
    public void NoteJoined(string ssid) => _wanted = ssid;

    /// <summary>How long association and address each take, in ms.</summary>
    public int StageMs { get; set; } = 150;

    /// <summary>How long a scan takes, in ms; null: as long as a stage.</summary>
    public int? ScanMs { get; set; }

    /// <summary>True while no scan begins.</summary>
    public bool IsScanRefused { get; set; }

    /// <summary>True when the access point asks for a security that the platform does not map.</summary>
    public bool IsSecurityUnknown { get; set; }

    /// <summary>Level at the terminal, in dBm.</summary>
    public int LevelDbm { get; set; } = -58;

    /// <inheritdoc/>
    public WifiState State
    {
        get
        {
            if (IsSettled)
            {
                return _state;
            }

            lock (_lock)
            {
                Advance();
                return _state;
            }
        }
    }

    /// <summary>True while bytes get through: a scan leaves the network joined.</summary>
    public bool IsJoined
    {
        get
        {
            if (IsSettled)
            {
                return _state == WifiState.Joined;
            }

            lock (_lock)
            {
                Advance();
                return (_state == WifiState.Scanning ? _stateBeforeScan : _state) == WifiState.Joined;
            }
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault
    {
        get
        {
            lock (_lock)
            {
                return _fault;
            }
        }
    }

    /// <inheritdoc/>
    public int SignalDbm => IsJoined ? LevelDbm : 0;

    /// <inheritdoc/>
    public uint Ipv4Address => IsJoined ? 0xC0A80117 : 0;

    /// <inheritdoc/>
    public int ScanCount => Neighbours.Count + (IsAccessPointUp ? 1 : 0);

    /// <inheritdoc/>
    public bool StartScan()
    {
        lock (_lock)
        {
            Advance();
            if (IsScanRefused || _state is WifiState.Joining or WifiState.GettingAddress or WifiState.Scanning)
            {
                return false;
            }

            _stateBeforeScan = _state;
            Enter(WifiState.Scanning);
        }

        WakeAfter?.Invoke(ScanMs ?? StageMs);
        return true;
    }

    /// <inheritdoc/>
    public bool ScanResult(int index, WifiNetwork into)
    {
        if (index < 0 || index >= ScanCount)
        {
            return false;
        }

        WifiNeighbour found = index < Neighbours.Count ? Neighbours[index]
            : new WifiNeighbour(IsHidden ? "" : Ssid, LevelDbm, Passphrase.Length == 0);
        byte[] name = found.Bytes ?? Encoding.UTF8.GetBytes(found.Ssid);
        name.CopyTo(into.Ssid, 0);
        into.SsidLength = name.Length;
        into.SignalDbm = found.SignalDbm;
        into.IsOpen = found.IsOpen;
        into.IsLocked = !found.IsOpen;
        return true;
    }

    /// <inheritdoc/>
    public bool Join(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength)
    {
        lock (_lock)
        {
            _wanted = Encoding.UTF8.GetString(ssid, 0, ssidLength);
            _offered = Encoding.ASCII.GetString(passphrase, 0, passphraseLength);
            _sinceMs = clock.UptimeMs;
            _state = WifiState.Joining;
            _isChecking = false;
            _fault = FaultCode.None;
        }

        WakeAfter?.Invoke(StageMs);
        WakeAfter?.Invoke(2 * StageMs);
        return true;
    }

    /// <inheritdoc/>
    public void Leave()
    {
        lock (_lock)
        {
            _state = WifiState.Idle;
        }
    }

    /// <inheritdoc/>
    public void CheckPortal()
    {
        lock (_lock)
        {
            _isChecking = true;
            _checkedMs = clock.UptimeMs;
        }
    }

    /// <summary>The access point throws the station out, which then has to join anew.</summary>
    public void Drop()
    {
        Dropped?.Invoke();
        lock (_lock)
        {
            _state = WifiState.Idle;
        }

        WakeAfter?.Invoke(0);
    }

    /// <summary>The station forgets everything, as at power-on; the access point stays as it is.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _state = WifiState.Idle;
            _fault = FaultCode.None;
            _isChecking = false;
        }
    }

    // True while the state changes only when somebody changes it: most looks need no lock.
    private bool IsSettled => _state switch
    {
        WifiState.Joined => !_isChecking && PassphraseOf(_wanted) is not null,
        WifiState.Idle or WifiState.Failed => true,
        _ => false,
    };

    private void Advance()
    {
        // A stage may take no time at all.
        for (WifiState before = (WifiState)(-1); before != _state;)
        {
            before = _state;
            AdvanceOnce();
        }
    }

    private void AdvanceOnce()
    {
        bool isScan = _state == WifiState.Scanning;
        bool isStageOver = clock.UptimeMs - _sinceMs >= (isScan ? ScanMs ?? StageMs : StageMs);
        switch (_state)
        {
            case WifiState.Joining when isStageOver:
                _fault = PassphraseOf(_wanted) is not string asked ? FaultCode.AccessPointNotFound
                    : !WifiKeys.Opens(_offered, asked, _wanted) ? FaultCode.PassphraseRefused : FaultCode.None;
                Enter(_fault == FaultCode.None ? WifiState.GettingAddress : WifiState.Failed);
                break;
            case WifiState.Scanning when isStageOver:
                Enter(_stateBeforeScan);
                break;
            case WifiState.GettingAddress when isStageOver:
                _fault = !IsDhcpUp ? FaultCode.NoAddress
                    : IsPortal ? FaultCode.CaptivePortal : FaultCode.None;
                Enter(_fault == FaultCode.None ? WifiState.Joined : WifiState.Failed);
                break;
            case WifiState.Joined when PassphraseOf(_wanted) is null:
                _fault = FaultCode.AccessPointNotFound;
                Enter(WifiState.Failed);
                break;
            case WifiState.Joined when _isChecking && clock.UptimeMs - _checkedMs >= StageMs:
                _isChecking = false;
                if (IsPortal)
                {
                    _fault = FaultCode.CaptivePortal;
                    Enter(WifiState.Failed);
                }

                break;
            default:
                break;
        }
    }

    private void Enter(WifiState state)
    {
        _state = state;
        _sinceMs = clock.UptimeMs;
    }
}
