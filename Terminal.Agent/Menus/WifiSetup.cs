using System;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// The way from a network found, or named, over its passphrase to a saved profile and its test. A
/// new network goes in front of those already saved; where there is no room the last one goes.
/// </summary>
public sealed class WifiSetup
{
    private readonly Menu _menu;
    private readonly TextEntryPage _entry;
    private readonly WifiTestPage _test;
    private readonly byte[] _ssid = new byte[WifiNetwork.SsidBytesMax];
    private int _ssidLength;

    /// <summary>Makes it, with its pages.</summary>
    public WifiSetup(Menu menu)
    {
        _menu = menu;
        _entry = new TextEntryPage(menu, this);
        _test = new WifiTestPage(menu, this);
        Scan = new ScanPage(menu, this);
        Hidden = new HiddenPage(menu, this);
    }

    /// <summary>The page that looks for networks.</summary>
    public ScanPage Scan { get; }

    /// <summary>The page that asks for the name of a hidden network.</summary>
    public MenuPage Hidden { get; }

    /// <summary>The page that tests what is saved.</summary>
    public WifiTestPage Test => _test;

    /// <summary>A network has been chosen.</summary>
    public void Found(WifiNetwork network, long nowMs)
    {
        SetName(network.Ssid, network.SsidLength);
        if (network.IsOpen)
        {
            Save(0, nowMs);
        }
        else
        {
            AskPassphrase(nowMs);
        }
    }

    /// <summary>The name of a hidden network is to be typed.</summary>
    public void AskName(long nowMs)
    {
        _entry.Choose(TextKind.NetworkName);
        _menu.Replace(_entry, nowMs);
    }

    /// <summary>The passphrase of the first saved network is to be typed again.</summary>
    public void Correct(long nowMs)
    {
        WifiProfile profile = _menu.Agent.Settings.WifiProfiles[0];
        SetName(profile.Ssid, profile.SsidLength);
        _entry.Choose(TextKind.Passphrase);
        _menu.Replace(_entry, nowMs);
    }

    /// <summary>A text has been typed.</summary>
    public void TakeText(TextKind kind, long nowMs)
    {
        if (kind == TextKind.NetworkName)
        {
            SetName(_entry.Text, _entry.Count);
            _entry.Choose(TextKind.Passphrase);
            _menu.Replace(_entry, nowMs);
        }
        else
        {
            Save(_entry.Count, nowMs);
        }
    }

    /// <summary>Forgets a saved network.</summary>
    public void Forget(int index)
    {
        TerminalSettings settings = _menu.Agent.Settings;
        WifiProfiles.Remove(settings, index);
        _menu.Agent.ChangeSettings();
        _menu.Agent.Wifi.Restart();
    }

    private void AskPassphrase(long nowMs)
    {
        _entry.Choose(TextKind.Passphrase);
        _menu.Go(_entry, nowMs);
    }

    private void SetName(byte[] ssid, int length)
    {
        Array.Copy(ssid, 0, _ssid, 0, length);
        _ssidLength = length;
    }

    private void Save(int passphraseLength, long nowMs)
    {
        WifiProfiles.PutFirst(
            _menu.Agent.Settings, _ssid, _ssidLength, _entry.Text, passphraseLength);
        _menu.Agent.ChangeSettings();
        _test.Choose(true);
        _menu.ReplaceAllAboveWifi(_test, nowMs);
    }
}
