namespace Terminal.Rig.Firmware;

/// <summary>The firmware has restarted its board; unwinds it.</summary>
public sealed class RestartException() : Exception("Restart");
