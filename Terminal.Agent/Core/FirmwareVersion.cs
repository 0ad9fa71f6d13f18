namespace Terminal.Agent;

/// <summary>The firmware's version, as requests, screens and console show it.</summary>
public static class FirmwareVersion
{
    /// <summary>Semantic version, ASCII.</summary>
    public static readonly byte[] Text = ByteCodec.Ascii("0.1.0");
}
