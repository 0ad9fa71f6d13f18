namespace Terminal.Agent.Journal;
/// <summary>x</summary>
public static class UniqueId {
/// <summary>x</summary>
public static int Write(
    byte[] serial, int serialLength, uint boot, uint sequence, byte[] buffer, int offset) => 0; }
