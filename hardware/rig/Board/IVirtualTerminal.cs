using System.Net;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Board;

/// <summary>
/// A terminal on the rig, in real time: the agent on port-level fakes, or the whole firmware on the stand-ins.
/// Everything may be called from any thread.
/// </summary>
public interface IVirtualTerminal : IDisposable
{
    /// <summary>The journal's memory.</summary>
    MemoryNvram Nvram { get; }

    /// <summary>False: the journal's memory answers nothing.</summary>
    bool IsMemoryWorking { get; set; }

    /// <summary>The sealed payload of the latest card; empty before the first.</summary>
    byte[] LastSealed { get; }

    /// <summary>The display.</summary>
    VirtualDisplay Display { get; }

    /// <summary>The buzzer.</summary>
    VirtualBuzzer Buzzer { get; }

    /// <summary>The access point that the terminal meets.</summary>
    VirtualWifi Wifi { get; }

    /// <summary>The modem, with its SIM and its mobile network.</summary>
    ModemEmulator Modem { get; }

    /// <summary>The technician's end of the console's line; it outlives restarts.</summary>
    ISerialPort Console { get; }

    /// <summary>Where the host listens for the terminal's TCP port of tills; anywhere on loopback by default.</summary>
    Func<int, IPEndPoint> TillListen { get; set; }

    /// <summary>Where tills connect; null while the terminal does not listen.</summary>
    IPEndPoint? TillEndPoint { get; }

    /// <summary>Restarts since this object was made, asked for by the firmware.</summary>
    int Reboots { get; }

    /// <summary>True while the firmware runs.</summary>
    bool IsOn { get; }

    /// <summary>An exception that got out of the firmware: always a defect.</summary>
    Exception? Crash { get; }

    /// <summary>Steps that the loop has made since power-on.</summary>
    long Steps { get; }

    /// <summary>Writes settings as a technician would have done before delivery.</summary>
    void Provision(Action<TerminalSettings> change);

    /// <summary>Settings of a terminal at a French merchant's: WiFi, test mode, the rig's key.</summary>
    void ProvisionForRig();

    /// <summary>Switches on; nothing happens when it is on.</summary>
    void PowerOn();

    /// <summary>Pulls the plug.</summary>
    void CutPower();

    /// <summary>Sets the terminal's own clock; nothing happens without power.</summary>
    void SetUtc(long utcSeconds);

    /// <summary>Looks at the agent between two of its steps.</summary>
    /// <returns>What <paramref name="look"/> gives, or the default without power.</returns>
    T? Look<T>(Func<AgentCore, T> look);

    /// <summary>The words on the screen, its rows joined by blanks; empty without power.</summary>
    string ScreenWords();

    /// <summary>Every record of the journal, oldest first.</summary>
    IReadOnlyList<JournalRow> JournalRows();

    /// <summary>Taps a card; see <see cref="VirtualCardReader.Tap"/>.</summary>
    bool Tap(string card);

    /// <summary>Presses a key.</summary>
    void Press(Key key);
}
