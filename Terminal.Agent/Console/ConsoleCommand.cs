using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>The commands, in the order of <see cref="ConsoleText.Help"/>.</summary>
internal enum ConsoleCommand
{
    /// <summary>No command runs.</summary>
    None = -1,
    Help = 0,
    Version,
    Status,
    Links,
    Data,
    Sim,
    Wifi,
    Queue,
    Journal,
    Export,
    Totals,
    Log,
    Attention,
    Faults,
    Time,
    Limits,
    Set,
    Key,
    Pin,
    Lang,
    SelfTest,
    Reboot,
    Reset,
    Screen,
    Press,
    Root,
    Case,
    Fleet,
    Day,
    Compare,
}
