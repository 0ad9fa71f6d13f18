namespace Terminal.Agent.Screens;

/// <summary>How a QR code packs its text; the number is the code's own indicator.</summary>
public enum QrMode
{
    /// <summary>0-9, A-Z, blank and $%*+-./: in 5.5 bits each.</summary>
    Alphanumeric = 2,

    /// <summary>Any byte, in 8 bits.</summary>
    Byte = 4,
}
