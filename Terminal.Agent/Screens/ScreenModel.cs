using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Screens;

/// <summary>
/// What is to be shown, in numbers: the sale and the agent fill it, the painter draws it when
/// <see cref="Version"/> has moved. No text passes here.
/// </summary>
public sealed class ScreenModel
{
    /// <summary>Moved by <see cref="Touch"/> whenever a field has changed.</summary>
    public int Version;

    /// <summary>The screen.</summary>
    public ScreenId Id;

    /// <summary>Amount of the sale in hundredths; 0 to 99999999.</summary>
    public int AmountCents;

    /// <summary>ISO 4217 letters in lower case.</summary>
    public readonly byte[] Currency = new byte[3];

    /// <summary>Two ASCII bytes of the declining response; zeros when none.</summary>
    public readonly byte[] ResponseCode = new byte[2];

    /// <summary>Last four digits of the card; zeros when none.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>HTTP status of a rejection; 0 when none.</summary>
    public int HttpStatus;

    /// <summary>A bound in cents, or a count, as the screen needs.</summary>
    public int Detail;

    /// <summary>
    /// Local time of another payment, in minutes since midnight; -1 when unknown.
    /// </summary>
    public int DetailMinutes = -1;

    /// <summary>A key came before the question could be read.</summary>
    public bool IsTooEarly;

    /// <summary>An obstacle took a sale back of which nothing had been sent.</summary>
    public bool IsTakenBack;

    /// <summary>No link works, and the offline limits leave room for a sale.</summary>
    public bool IsOfflinePossible;

    /// <summary>Number of the till that the screen is about.</summary>
    public int TillNumber;

    /// <summary>Which offline limit stands in the way.</summary>
    public OfflineLimit OfflineLimit;

    /// <summary>Why the card was not read.</summary>
    public CardReaderState Reader;

    /// <summary>The fault that an account, service or memory screen shows.</summary>
    public FaultCode Fault;

    /// <summary>Sequence number of the transaction shown; 0 when none.</summary>
    public uint Sequence;

    /// <summary>True when the late decline is that of a refund.</summary>
    public bool IsRefund;

    /// <summary>
    /// Progress from 0 to 7, moving while a transaction is on its way; needs no
    /// <see cref="Touch"/>.
    /// </summary>
    public int Progress;

    /// <summary>Amount and result stand in the largest figures.</summary>
    public bool IsLarge;

    /// <summary>State of the SIM link.</summary>
    public LinkState SimState;

    /// <summary>Why the SIM link does not work.</summary>
    public FaultCode SimFault;

    /// <summary>0 to 4, -1 when there is none.</summary>
    public int SimBars;

    /// <summary>State of the WiFi link.</summary>
    public LinkState WifiState;

    /// <summary>Why the WiFi link does not work.</summary>
    public FaultCode WifiFault;

    /// <summary>0 to 4, -1 when there is none.</summary>
    public int WifiBars;

    /// <summary>Undelivered transactions.</summary>
    public int WaitingCount;

    /// <summary>Entries of the attention list that nobody has acknowledged.</summary>
    public int AttentionCount;

    /// <summary>Local time in minutes since midnight; -1 when unknown.</summary>
    public int LocalMinutes = -1;

    /// <summary>True while the terminal is in test mode.</summary>
    public bool IsTestMode;

    /// <summary>Serial number, ASCII.</summary>
    public readonly byte[] Serial = new byte[Limits.SerialBytesMax];

    /// <summary>Length of <see cref="Serial"/> in bytes.</summary>
    public int SerialLength;

    /// <summary>Says that something has changed and the screen must be drawn again.</summary>
    public void Touch() => Version++;
}
