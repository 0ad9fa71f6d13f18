namespace Terminal.NanoPackages;

/// <summary>Tells a stand-in that something happened on the virtual board.</summary>
/// <param name="code">What it was; its meaning depends on what is listened to.</param>
public delegate void Notice(int code);
