namespace Terminal.Agent;

/// <summary>
/// The only home of numbers. Each has its unit in its name, and beside it its range and why it has this value;
/// defaults of settings stand here too. Relations between them are checked once, when the agent is built.
/// </summary>
public static class Limits
{
    // --- Sale: amounts in hundredths of the currency unit ---

    /// <summary>The least the acquirer takes, in cents (its API: amount at least 50).</summary>
    public const int AmountCentsMin = 50;

    /// <summary>Default of the highest sale, in cents; the setting ranges from 50 to 99999999.</summary>
    public const int AmountCentsMaxDefault = 300_000;

    /// <summary>The highest amount that the setting may allow and the screen can show, in cents.</summary>
    public const int AmountCentsCeiling = 99_999_999;

    /// <summary>How long a customer waits for an answer before the outcome is called unknown, in ms.</summary>
    public const int CustomerPatienceMs = 15_000;

    /// <summary>How long the terminal asks for a card before it gives the sale up, in ms.</summary>
    public const int PresentCardMs = 60_000;

    /// <summary>How long a result stays on the screen unless a key is pressed, in ms.</summary>
    public const int ResultShownMs = 10_000;

    /// <summary>How long an amount half entered, or an unanswered question, stays, in ms.</summary>
    public const int EntryIdleMs = 60_000;

    // --- Offline policy: defaults of settings (DESIGN.md, Transactions) ---

    /// <summary>Highest single sale accepted offline, in cents; setting, 0 to 99999999.</summary>
    public const int OfflineAmountCentsDefault = 5_000;

    /// <summary>Most sales waiting offline at a time; setting, 0 (off) to 200.</summary>
    public const int OfflineCountDefault = 75;

    /// <summary>Highest sum of sales waiting offline, in cents; setting, 0 to 99999999.</summary>
    public const int OfflineTotalCentsDefault = 150_000;

    /// <summary>Oldest waiting offline sale beside which another is accepted, in s; setting, 0 to 604800.</summary>
    public const int OfflineAgeSDefault = 86_400;

    // --- Card reader ---

    /// <summary>Longest sealed payload in bytes: fits a slot of the journal beside its header.</summary>
    public const int SealedBytesMax = 256;

    /// <summary>Longest key serial number in bytes: 10 for DUKPT TDES, 12 for AES (ANSI X9.24-3).</summary>
    public const int KsnBytesMax = 12;

    /// <summary>How long the reader may be silent after a request, in ms.</summary>
    public const int ReaderReplyMs = 2_000;

    // --- Identity ---

    /// <summary>
    /// Longest serial number in characters, so that serial, boot counter and sequence (10 digits each) and
    /// two dashes stay within the 36 characters of the acquirer's unique_id.
    /// </summary>
    public const int SerialBytesMax = 14;

    /// <summary>Longest unique_id in characters (the acquirer's API).</summary>
    public const int UniqueIdBytesMax = 36;

    /// <summary>Longest payment id in characters: paym_ and 24 (the acquirer's API).</summary>
    public const int PaymentIdBytesMax = 29;

    // --- Journal ---

    /// <summary>Bytes of a journal slot.</summary>
    public const int SlotBytes = 512;

    // --- Exchange with the acquirer ---

    /// <summary>Longest request in bytes: headers, and a body with a sealed payload of full length.</summary>
    public const int RequestBytesMax = 1_280;

    /// <summary>Longest status line and headers taken from an answer, in bytes.</summary>
    public const int HeaderBytesMax = 8_192;

    /// <summary>Longest body taken from an answer, in bytes.</summary>
    public const int BodyBytesMax = 16_384;

    // --- Loop ---

    /// <summary>The longest that Agent.Step lets the board sleep, in ms.</summary>
    public const int IdleStepMs = 1_000;

    /// <summary>How soon a part that waits for a worker or a line looks again, in ms.</summary>
    public const int BusyStepMs = 10;

    // --- Screens ---

    /// <summary>Most words kept for a page of the screen, in bytes: 128 columns hold 42 of the narrowest.</summary>
    public const int ScreenLineBytesMax = 48;

    /// <summary>How soon a display that did not answer is tried again, in ms.</summary>
    public const int DisplayRetryMs = 200;
}
