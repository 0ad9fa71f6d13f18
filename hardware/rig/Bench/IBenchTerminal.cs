// What the bench needs of a terminal, whatever it is: the virtual board, a fake in a test, or a
// physical terminal behind its console. Everything may be called from any thread at any time,
// powered or not, and must answer soon.

using Terminal.Agent.Ports;
using Terminal.Rig.Board;

namespace Terminal.Rig.Bench;

/// <summary>A terminal on the bench, with the links and the acquirer around it.</summary>
public interface IBenchTerminal
{
    /// <summary>Raised after the display changed, on any thread; may be raised often.</summary>
    event Action? DisplayChanged;

    /// <summary>
    /// Raised after anything else changed (power, links, faults, journal, ledger, events), on any
    /// thread.
    /// </summary>
    event Action? Changed;

    /// <summary>Raised after the buzzer began or ended a tone, on any thread.</summary>
    event Action? Sounded;

    /// <summary>Serial number as the sticker shows it.</summary>
    string Serial { get; }

    /// <summary>True while the terminal has power and runs.</summary>
    bool IsOn { get; }

    /// <summary>The cards that can be tapped, in the order in which they are drawn.</summary>
    IReadOnlyList<BenchCard> Cards { get; }

    /// <summary>
    /// A copy of the display's 1024 bytes: 8 pages of 128 columns, the lowest bit on top (SSD1306).
    /// </summary>
    byte[] Frame();

    /// <summary>
    /// The words on the display, for those who do not see it; empty when there are none.
    /// </summary>
    string ScreenWords();

    /// <summary>The links as they stand, best first.</summary>
    IReadOnlyList<BenchLink> Links();

    /// <summary>The access point, or null where it is not the bench's own.</summary>
    BenchAccessPoint? AccessPoint();

    /// <summary>The phone beside the terminal, while that is an access point of its own; else null.</summary>
    BenchPhone? Phone { get; }

    /// <summary>The acquirer's fault switches as they stand; may be empty.</summary>
    IReadOnlyList<BenchFault> Faults();

    /// <summary>The terminal's journal, oldest first, and what it has given up since.</summary>
    IReadOnlyList<BenchJournalRow> Journal();

    /// <summary>The acquirer's ledger: its payments, oldest first, then its refunds.</summary>
    IReadOnlyList<BenchLedgerRow> Ledger();

    /// <summary>Journal and ledger of one moment, joined and compared.</summary>
    IReadOnlyList<BenchBookRow> Books();

    /// <summary>The till's side, or null where there is none.</summary>
    BenchTillView? Till();

    /// <summary>What the operator's broker knows, or null where there is none.</summary>
    BenchTelemetry? Telemetry();

    /// <summary>What the buzzer did after the tone of that number, oldest first; 0 gives all that is kept.</summary>
    IReadOnlyList<VirtualBuzzer.Tone> TonesAfter(long number);

    /// <summary>
    /// What happened after the event of that number, oldest first; 0 gives all that is kept.
    /// </summary>
    IReadOnlyList<BenchEvent> EventsAfter(long number);

    /// <summary>
    /// How queue and links stood after the sample of that number, oldest first; 0 gives all that is
    /// kept.
    /// </summary>
    IReadOnlyList<BenchSample> SamplesAfter(long number);

    /// <summary>Everything done so far as a scenario file (YAML), ending as things stand now.</summary>
    string Scenario();

    /// <summary>Presses and releases a key; without power nothing happens.</summary>
    void PressKey(Key key);

    /// <summary>Holds a card to the reader.</summary>
    /// <returns>False when the reader does not want one now.</returns>
    bool TapCard(string name);

    /// <summary>Switches on; nothing happens when it is on.</summary>
    void PowerOn();

    /// <summary>Switches off in order; nothing happens when it is off.</summary>
    void PowerOff();

    /// <summary>Pulls the plug, whatever the terminal is doing.</summary>
    void CutPower();

    /// <summary>Puts a link into one of its conditions; down is the second of them.</summary>
    /// <returns>False when there is no such link or condition.</returns>
    bool SetLink(string name, string condition);

    /// <summary>Sets the level at which a link is received, in dBm.</summary>
    /// <returns>False when there is no such link, or the level is off its slider.</returns>
    bool SetSignal(string name, int levelDbm);

    /// <summary>Changes the access point.</summary>
    /// <returns>What is wrong with it, in one sentence, or null when it was changed.</returns>
    string? SetAccessPoint(string ssid, string passphrase);

    /// <summary>Has the bench's till ask something.</summary>
    /// <returns>What is wrong with it, in one sentence, or null when it was asked.</returns>
    string? AskTill(BenchTillAsk ask);

    /// <summary>Switches a fault of the acquirer.</summary>
    /// <returns>False when there is no such switch.</returns>
    bool SetFault(string name, BenchFaultUse use);
}
