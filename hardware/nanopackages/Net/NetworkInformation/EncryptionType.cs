namespace System.Net.NetworkInformation;

/// <summary>How a network encrypts.</summary>
public enum EncryptionType : byte
{
    None = 0,
    WEP,
    WPA,
    WPA2,
}
