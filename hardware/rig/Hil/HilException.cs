using Terminal.Rig.Consoles;

namespace Terminal.Rig.Hil;

/// <summary>The bench of a physical terminal does not do what it must; the message says what.</summary>
public sealed class HilException(string message) : ConsoleException(message);
