using System.Collections.Concurrent;
using System.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Firmware;
using Terminal.Rig.Firmware;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// Transfers on the board's I2C bus from the card to the result on the screen, keypad reads not counted: each is a call
/// into the platform, which allocates (hardware/README.md, "What allocates on the board").
/// </summary>
/// <param name="Display">Transfers to the display.</param>
/// <param name="DisplayBytes">Their bytes, commands and pixels.</param>
/// <param name="Memory">Transfers to and from the FRAM.</param>
/// <param name="MemoryBytes">Their bytes, addresses in the memory and what is read back with them.</param>
public sealed record BusTrial(int Display, int DisplayBytes, int Memory, int MemoryBytes)
{
    /// <summary>Most transfers of a sale.</summary>
    public const int TransfersMax = 24;

    /// <summary>Most bytes of a sale to the display: four whole pictures.</summary>
    public const int DisplayBytesMax = 4_200;

    /// <summary>Most bytes of a sale to and from the FRAM.</summary>
    public const int MemoryBytesMax = 1_500;

    private const int PollMs = 10;
    private const int QuietMs = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Plays two sales on the whole firmware and counts the second one's transfers.</summary>
    /// <exception cref="TimeoutException">The terminal did not get that far.</exception>
    public static async Task<BusTrial> OfSaleAsync(CancellationToken stop)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync().ConfigureAwait(false);
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.PowerOn();
        await SeesAsync(terminal, "Tapez le montant", stop).ConfigureAwait(false);
        await SellAsync(terminal, stop).ConfigureAwait(false);
        terminal.Press(Key.Ok);
        await SeesAsync(terminal, "Tapez le montant", stop).ConfigureAwait(false);
        await UntilAsync(
            () => terminal.Look(a => a.Journal.WaitingCount == 0 && a.Links.IsUsable(a.Links.Sim)),
            "all is quiet", stop).ConfigureAwait(false);
        BusTrial before = await SellAsync(terminal, stop).ConfigureAwait(false);
        BusTrial after = Of(terminal);
        return new BusTrial(
            after.Display - before.Display, after.DisplayBytes - before.DisplayBytes,
            after.Memory - before.Memory, after.MemoryBytes - before.MemoryBytes);
    }

    // Answers what the counters said just before the card.
    private static async Task<BusTrial> SellAsync(FirmwareTerminal terminal, CancellationToken stop)
    {
        foreach (Key key in (Key[])[(Key)7, Key.Digit0, Key.Digit0])
        {
            terminal.Press(key);
        }

        await SeesAsync(terminal, "7,00", stop).ConfigureAwait(false);
        terminal.Press(Key.Ok);
        await SeesAsync(terminal, "PRÉSENTEZ", stop).ConfigureAwait(false);
        await Task.Delay(QuietMs, stop).ConfigureAwait(false);
        BusTrial before = Of(terminal);
        await UntilAsync(() => terminal.Tap("approved"), "the reader wants a card", stop).ConfigureAwait(false);
        await SeesAsync(terminal, "ACCEPTÉ", stop).ConfigureAwait(false);
        return before;
    }

    private static BusTrial Of(FirmwareTerminal terminal)
    {
        FirmwareBoard board = terminal.Board!;
        return new BusTrial(
            Sum(board.I2cTransfers, Wiring.DisplayAddress), Sum(board.I2cBytes, Wiring.DisplayAddress),
            Sum(board.I2cTransfers, Wiring.MemoryAddress, Wiring.MemoryAddress + 1),
            Sum(board.I2cBytes, Wiring.MemoryAddress, Wiring.MemoryAddress + 1));
    }

    private static int Sum(ConcurrentDictionary<int, int> counts, params int[] addresses) =>
        addresses.Sum(address => counts.GetValueOrDefault(address));

    private static Task SeesAsync(FirmwareTerminal terminal, string words, CancellationToken stop) => UntilAsync(
        () => terminal.ScreenWords().Replace('\u00A0', ' ').Contains(words, StringComparison.Ordinal),
        $"'{words}' on the screen", stop);

    private static async Task UntilAsync(Func<bool> isSo, string what, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"not within {Patience.TotalSeconds:0} s: {what}");
            }

            await Task.Delay(PollMs, stop).ConfigureAwait(false);
        }
    }
}
