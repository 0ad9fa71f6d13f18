using Terminal.Agent.Acquirer;
using Terminal.Agent.Menus;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Setup;

/// <summary>What the page is made of.</summary>
public sealed class PageView
{
    /// <summary>Makes it.</summary>
    /// <param name="texts">The words for faults and steps, in both languages.</param>
    /// <param name="networks">Networks in reach.</param>
    /// <param name="test">The test of WiFi.</param>
    public PageView(Texts texts, FoundNetworks networks, WifiTest test)
    {
        Texts = texts;
        Networks = networks;
        Test = test;
    }

    /// <summary>The words for faults and steps, in both languages.</summary>
    public readonly Texts Texts;

    /// <summary>Networks in reach.</summary>
    public readonly FoundNetworks Networks;

    /// <summary>The test of WiFi.</summary>
    public readonly WifiTest Test;

    /// <summary>The network that is being set up.</summary>
    public readonly byte[] Ssid = new byte[Ports.WifiNetwork.SsidBytesMax];

    /// <summary>Length of <see cref="Ssid"/>; 0 before one is chosen.</summary>
    public int SsidLength;

    /// <summary>The token of the next form, hexadecimal digits.</summary>
    public readonly byte[] Token = new byte[Limits.PhoneTokenDigits];

    /// <summary>What it shows.</summary>
    public PageState State { get; private set; }

    /// <summary>What is wrong with the last form.</summary>
    public FormError Error { get; private set; }

    /// <summary>Why the test failed.</summary>
    public FaultCode Fault { get; private set; }

    /// <summary>Grows with every change that is worth a new page.</summary>
    public int Version { get; private set; }

    /// <summary>True when the page changes by itself.</summary>
    public bool IsMoving => State == PageState.Searching || State == PageState.Testing;

    /// <summary>Shows something else.</summary>
    public void Show(PageState state, FormError error, FaultCode fault)
    {
        State = state;
        Error = error;
        Fault = fault;
        Touch();
    }

    /// <summary>A detail has changed.</summary>
    public void Touch() => Version++;
}
