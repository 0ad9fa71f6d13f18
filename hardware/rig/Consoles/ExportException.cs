namespace Terminal.Rig.Consoles;

/// <summary>An export that cannot be trusted; the message says which line and why.</summary>
public sealed class ExportException(string message) : Exception(message);
