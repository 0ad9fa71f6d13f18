namespace Terminal.Rig.Consoles;

/// <summary>A terminal's console does not answer as it must; the message says what.</summary>
public class ConsoleException(string message) : Exception(message);
