using Terminal.Agent.Ports;

namespace Terminal.Agent.Menus;

/// <summary>
/// The networks of a scan, the strongest first, each name once; hidden ones are left out. Whoever
/// looks for networks has it, one at a time.
/// </summary>
public sealed class FoundNetworks
{
    private readonly WifiNetwork[] _found = new WifiNetwork[Limits.MenuNetworksMax + 1];
    private int _count;

    /// <summary>Makes an empty list.</summary>
    public FoundNetworks()
    {
        for (int i = 0; i < _found.Length; i++)
        {
            _found[i] = new WifiNetwork();
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _count;

    /// <summary>Changes with the list.</summary>
    public int Version { get; private set; }

    /// <summary>One of them, from 0.</summary>
    public WifiNetwork At(int index) => _found[index];

    /// <summary>True when a name is among them.</summary>
    public bool Has(byte[] ssid, int length)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_found[i].SsidLength == length
                && ByteCodec.Same(_found[i].Ssid, 0, ssid, 0, length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _count = 0;
        Version++;
    }

    /// <summary>Takes over what the last scan found.</summary>
    public void Collect(IWifi wifi)
    {
        Clear();
        int total = wifi.ScanCount;
        for (int i = 0; i < total; i++)
        {
            WifiNetwork next = _found[_count];
            if (wifi.ScanResult(i, next) && next.SsidLength > 0)
            {
                Place(next);
            }
        }
    }

    // Where the name is known already, the stronger one stays.
    private void Place(WifiNetwork next)
    {
        int at = _count;
        for (int i = 0; i < _count; i++)
        {
            WifiNetwork other = _found[i];
            if (other.SsidLength == next.SsidLength
                && ByteCodec.Same(other.Ssid, 0, next.Ssid, 0, next.SsidLength))
            {
                if (next.SignalDbm <= other.SignalDbm)
                {
                    return;
                }

                _found[i] = next;
                _found[_count] = other;
                at = i;
                _count--;
                break;
            }
        }

        _count = _count < Limits.MenuNetworksMax ? _count + 1 : _count;
        while (at > 0 && _found[at - 1].SignalDbm < next.SignalDbm)
        {
            _found[at] = _found[at - 1];
            at--;
            _found[at] = next;
        }
    }
}
