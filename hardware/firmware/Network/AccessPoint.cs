using System;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Network;

/// <summary>
/// The board as an access point (WPA2, 192.168.4.1) beside its station. The platform takes a change with the next
/// start; what it is in this one was decided before. It brings neither DHCP nor DNS: both are datagrams to the agent,
/// as the page is connections. All sockets listen to the access point's own address, so that nobody on the shop's
/// network reaches them. Buffers are there only where the board was started as an access point.
/// </summary>
public sealed class AccessPoint : SocketListener, IAccessPoint
{
    private const string OwnAddress = "192.168.4.1";
    private const string Mask = "255.255.255.0";
    private const uint OwnNumber = 0xC0A80401;

    // The same as the package counts: the first octet in the lowest byte.
    private const long OwnBytes = 0x0104A8C0;
    private const int PagePort = 80;
    private const int AddressPort = 67;
    private const int NamePort = 53;

    private readonly AutoResetEvent _wake;
    private readonly IPAddress _own;
    private readonly PhoneDatagrams[] _services;
    private string _ssid;
    private string _passphrase;
    private bool _isToStore;

    /// <summary>Makes it, and finds out what the board was started as.</summary>
    public AccessPoint(IClock clock, WorkerWatch watch, AutoResetEvent wake)
        : this(clock, watch, wake, IsEnabled())
    {
    }

    private AccessPoint(IClock clock, WorkerWatch watch, AutoResetEvent wake, bool isUp)
        : base(
            clock, watch, wake, isUp ? Limits.PhoneChannels : 0, BoardLimits.PhoneReceiveBytes,
            BoardLimits.PhoneSendBytes, BoardLimits.PhoneRestMs)
    {
        _wake = wake;
        IsUp = isUp;
        if (isUp)
        {
            _own = new IPAddress(OwnBytes);
            _services = new[] { new PhoneDatagrams(AddressPort), new PhoneDatagrams(NamePort) };
        }
    }

    /// <inheritdoc/>
    public bool IsUp { get; }

    /// <inheritdoc/>
    public bool IsStoring => _isToStore;

    /// <inheritdoc/>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    protected override uint Address => OwnNumber;

    /// <inheritdoc/>
    protected override IPAddress At => _own;

    // A phone opens several connections at a time.
    /// <inheritdoc/>
    protected override bool IsPatient => true;

    /// <inheritdoc/>
    public bool Store(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength)
    {
        if (_isToStore || (IsBusy && !IsUp))
        {
            return false;
        }

        _ssid = Encoding.UTF8.GetString(ssid, 0, passphraseLength == 0 ? 0 : ssidLength);
        _passphrase = Encoding.UTF8.GetString(passphrase, 0, passphraseLength);
        _isToStore = true;
        if (!IsBusy)
        {
            return Begin(BoardLimits.PhoneStoreMs);
        }

        Nudge();
        return true;
    }

    /// <inheritdoc/>
    public PhoneChannelState State(int channel) =>
        // Both kinds of peers have the same states.
        (PhoneChannelState)Channel(channel).State;

    /// <inheritdoc/>
    public uint PhoneAt(int channel) => Channel(channel).Address;

    /// <inheritdoc/>
    public int Write(int channel, byte[] buffer, int offset, int count)
    {
        int taken = Channel(channel).WriteSome(buffer, offset, count);
        Nudge();
        return taken;
    }

    /// <inheritdoc/>
    public int Receive(PhoneService service, byte[] buffer)
    {
        ListenOn(PagePort);
        return _services[(int)service].Take(buffer);
    }

    /// <inheritdoc/>
    public void Reply(PhoneService service, byte[] buffer, int count, bool isToAll)
    {
        _services[(int)service].Answer(buffer, count, isToAll);
        Nudge();
    }

    /// <inheritdoc/>
    protected override void DoWork()
    {
        if (IsUp)
        {
            base.DoWork();
        }
        else
        {
            TakeTurn();
        }
    }

    /// <inheritdoc/>
    protected override bool TakeTurn()
    {
        bool hasNews = _isToStore;
        if (hasNews)
        {
            HasFailed = !StoreNow();
            _isToStore = false;
            _wake.Set();
        }

        for (int i = 0; IsUp && i < _services.Length; i++)
        {
            hasNews |= _services[i].Step(_own);
        }

        return hasNews;
    }

    private static bool IsEnabled()
    {
        try
        {
            return IsOn(WirelessAPConfiguration.GetAllWirelessAPConfigurations()[0]);
        }
        catch (Exception)
        {
            // An image that can be none.
            return false;
        }
    }

    private static bool IsOn(WirelessAPConfiguration stored) =>
        (stored.Options & WirelessAPConfiguration.ConfigurationOptions.Enable) != 0;

    private bool StoreNow()
    {
        bool isOn = _passphrase.Length > 0;
        try
        {
            if (isOn)
            {
                FixAddress();
            }

            WirelessAPConfiguration point = WirelessAPConfiguration.GetAllWirelessAPConfigurations()[0];
            point.Options = isOn ? WirelessAPConfiguration.ConfigurationOptions.AutoStart
                : WirelessAPConfiguration.ConfigurationOptions.None;
            point.Ssid = _ssid;
            point.Password = _passphrase;
            point.Authentication = AuthenticationType.WPA2;
            point.Encryption = EncryptionType.WPA2;
            point.MaxConnections = Limits.PhoneLeases;
            point.SaveConfiguration();
            return IsOn(WirelessAPConfiguration.GetAllWirelessAPConfigurations()[0]) == isOn;
        }
        catch (Exception)
        {
            // The package throws several kinds: no such interface, flash that takes nothing.
            return false;
        }
        finally
        {
            _passphrase = null;
        }
    }

    private static void FixAddress()
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].NetworkInterfaceType == NetworkInterfaceType.WirelessAP)
            {
                all[i].EnableStaticIPv4(OwnAddress, Mask, OwnAddress);
            }
        }
    }
}
