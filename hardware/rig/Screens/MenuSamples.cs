using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>
/// Every page of the menus as the real menus draw it: each sample is a terminal in hand-moved time with some
/// history, and the keys that lead to the page.
/// </summary>
public static class MenuSamples
{
    /// <summary>The samples, in the order of the menus.</summary>
    public static IReadOnlyList<MenuSample> All { get; } =
    [
        new("menu", t => t.Press(Key.Menu)),
        new("menu-history", t => t.Press(Key.Menu, Digit(1))),
        new("menu-history-declined", t => t.Press(Key.Menu, Digit(1), Key.Down)),
        new("menu-history-offline", t => t.Press(Key.Menu, Digit(1), Key.Down, Key.Down)),
        new("menu-totals", t => t.Press(Key.Menu, Digit(2))),
        new("menu-totals-declined", t => t.Press(Key.Menu, Digit(2), Key.Down)),
        new("menu-language", t => t.Press(Key.Menu, Digit(3))),
        new("menu-about", t => t.Press(Key.Menu, Digit(4))),
    ];

    /// <summary>A terminal that shows a sample.</summary>
    public static HandTerminal Play(MenuSample sample, Language language)
    {
        var terminal = new HandTerminal();
        terminal.Provision(settings =>
        {
            settings.SerialLength = Encoding.ASCII.GetBytes("TA26-00042", settings.Serial);
            settings.IsTestMode = true;
            settings.KeyLength = Encoding.ASCII.GetBytes(AcquirerOptions.DefaultKey, settings.Key);
            settings.Language = (int)language;
        });
        terminal.Start();
        terminal.AddSale(2_200, "0005", TransactionState.Approved);
        terminal.AddSale(4_990, "1117", TransactionState.Approved, TransactionFlags.Offline);
        terminal.AddSale(890, "4444", TransactionState.Declined);
        terminal.AddSale(1_250, "4242", TransactionState.Approved);
        terminal.Run(6_000);
        sample.Play(terminal);
        return terminal;
    }

    private static Key Digit(int digit) => (Key)digit;
}
