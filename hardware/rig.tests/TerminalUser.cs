using System.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests;

/// <summary>Somebody at a terminal: presses keys, and waits until the screen or the world says so.</summary>
internal static class TerminalUser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(10);

    // Steps of the agent within which a key that was pressed is surely taken.
    private const int StepsOfKey = 50;

    /// <summary>Presses keys one after the other.</summary>
    public static void Press(this IVirtualTerminal terminal, params Key[] keys) =>
        Array.ForEach(keys, terminal.Press);

    /// <summary>Waits until words are on the screen; a narrow blank counts as a blank.</summary>
    public static Task SeesAsync(this IVirtualTerminal terminal, string words) => terminal.UntilAsync(
        () => terminal.ScreenWords().Replace('\u00A0', ' ').Contains(words, StringComparison.Ordinal),
        $"'{words}' on the screen");

    /// <summary>Waits until something holds; fails with what it was and what the screen shows.</summary>
    public static async Task UntilAsync(this IVirtualTerminal terminal, Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(start) < Patience,
                $"not within {Patience.TotalSeconds:0} s: {what}; the screen shows: {terminal.ScreenWords()}; "
                + $"crash: {terminal.Crash}");
            await Task.Delay(PollTime, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>
    /// Presses a key while a page is there that may not take it yet, until something else holds. The terminal has
    /// done with one before the next comes, so that none is left over for the page behind.
    /// </summary>
    public static Task PressUntilAsync(
        this IVirtualTerminal terminal, Key key, Func<bool> isPage, Func<bool> isSo, string what)
    {
        long next = 0;
        return terminal.UntilAsync(
            () =>
            {
                if (terminal.Steps >= next && isPage())
                {
                    terminal.Press(key);
                    next = terminal.Steps + StepsOfKey;
                }

                return isSo();
            },
            what);
    }

    /// <summary>Consents to sell offline, as soon as the question takes it.</summary>
    public static async Task ConsentAsync(this IVirtualTerminal terminal)
    {
        const string Told = "Envoi dès que possible";
        await terminal.SeesAsync("Accepter");
        await terminal.PressUntilAsync(
            Key.Ok,
            () => terminal.ScreenWords().Contains("Accepter", StringComparison.Ordinal),
            () => terminal.ScreenWords().Replace('\u00A0', ' ').Contains(Told, StringComparison.Ordinal),
            $"'{Told}' on the screen");
    }

    /// <summary>A sale with a card, up to words on the screen, and back to the counter.</summary>
    public static async Task SellAsync(this IVirtualTerminal terminal, string end = "ACCEPTÉ")
    {
        await terminal.SeesAsync("Tapez le montant");
        terminal.Press((Key)1, (Key)2, (Key)5, Key.Digit0, Key.Ok);
        await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
        await terminal.SeesAsync(end);
        terminal.Press(Key.Ok);
    }
}
