namespace Terminal.Agent.Screens;

/// <summary>Codes of the drawings in the fonts of icons and pictures.</summary>
public static class IconCode
{
    /// <summary>No bars of signal; one to four bars follow.</summary>
    public const byte Bars0 = (byte)'0';

    /// <summary>Signal crossed out.</summary>
    public const byte BarsCrossed = (byte)'X';

    /// <summary>Mobile network while starting.</summary>
    public const byte BarsStarting = (byte)'S';

    /// <summary>WiFi without signal; one to four bars follow.</summary>
    public const byte Wifi0 = (byte)'a';

    /// <summary>WiFi crossed out.</summary>
    public const byte WifiCrossed = (byte)'f';

    /// <summary>WiFi while starting.</summary>
    public const byte WifiStarting = (byte)'g';

    /// <summary>Waiting to be sent.</summary>
    public const byte Waiting = (byte)'w';

    /// <summary>The OK key.</summary>
    public const byte KeyOk = (byte)'o';

    /// <summary>The Clear key.</summary>
    public const byte KeyClear = (byte)'c';

    /// <summary>The Cancel key.</summary>
    public const byte KeyCancel = (byte)'x';

    /// <summary>Done, or accepted.</summary>
    public const byte Tick = (byte)'t';

    /// <summary>Failed, or refused.</summary>
    public const byte Cross = (byte)'n';

    /// <summary>Arrow up.</summary>
    public const byte Up = (byte)'u';

    /// <summary>Arrow down.</summary>
    public const byte Down = (byte)'v';

    /// <summary>Asks for a passphrase.</summary>
    public const byte Lock = (byte)'l';

    /// <summary>Not begun.</summary>
    public const byte ToCome = (byte)'r';

    /// <summary>Under way.</summary>
    public const byte UnderWay = (byte)'p';

    /// <summary>Picture: a card held to the reader.</summary>
    public const byte PresentCard = (byte)'p';
}
