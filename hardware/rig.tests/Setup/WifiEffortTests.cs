using System.Globalization;
using Terminal.Agent.Ports;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// Presses, taps and seconds from the counter until somebody reads that WiFi works, by keypad and by phone, in virtual
/// time and by the same person: one press, tap or letter in 600 ms.
/// </summary>
public sealed class WifiEffortTests(ITestOutputHelper output)
{
    private const int PressMs = 600;

    // What the platform's sources and boards take: a scan, each stage of joining, a start up to the loop.
    private const int ScanMs = 6_000;
    private const int JoinStageMs = 2_000;
    private const int StartMs = 3_000;

    // Camera and banner; then the phone joins, looks for a portal and opens the page.
    private const int CameraTaps = 2;
    private const int PhoneJoinMs = 8_000;
    private const int PollMs = 1_500;

    private const int TapsMax = 12;

    // A word that a merchant chose, and what stands on a box: 26 figures and letters.
    private const string Chosen = VirtualWifi.PassphraseDefault;
    private const string OnTheBox = "7k9m2pxe4tq8w3hd6rv5zbn1ca";

    private int _taps;
    private int _letters;

    [Theory]
    [InlineData(Chosen)]
    [InlineData(OnTheBox)]
    public void The_phone_takes_twelve_taps_at_most_and_less_typing_than_the_keypad(string passphrase)
    {
        double byKeypad = ByKeypad(passphrase);
        (int presses, int typed) = (_taps, _letters);
        double byPhone = ByPhone(passphrase);
        Tell("keypad", passphrase, presses, typed, byKeypad);
        Tell("phone", passphrase, _taps, _letters, byPhone);
        Assert.InRange(_taps, 1, TapsMax);
        Assert.Equal(passphrase.Length, _letters - HandTerminal.TechnicianCode.Length);
        Assert.True(_taps + _letters < presses + typed);
    }

    // The page holds the same figures.
    private void Tell(string way, string passphrase, int taps, int typed, double seconds)
    {
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {way}, {passphrase.Length} characters | {taps} | {typed} | {seconds:0} |");
        output.WriteLine(row);
        Assert.Contains(
            row, File.ReadAllText(Path.Combine(Repository.Root()!, "hardware", "rig", "README.md")),
            StringComparison.Ordinal);
    }

    private double ByKeypad(string passphrase)
    {
        HandTerminal terminal = Begin(passphrase).Terminal;
        long sinceMs = terminal.Clock.UptimeMs;
        OpenWifi(terminal);
        Press(terminal, (Key)1);
        Until(terminal, "Boutique");
        Press(terminal, (Key)1);
        int last = -1;
        foreach (char letter in passphrase)
        {
            (int key, int times) = MenuSamples.Taps(letter);
            Key[] keys = [.. Enumerable.Repeat((Key)key, times)];
            foreach (Key next in key == last ? [Key.Down, .. keys] : keys)
            {
                terminal.Press(next);
                terminal.Run(PressMs);
                _letters++;
            }

            last = key;
        }

        Press(terminal, Key.Ok);
        Until(terminal, "Le Wi-Fi fonctionne");
        return (terminal.Clock.UptimeMs - sinceMs) / 1_000.0;
    }

    private double ByPhone(string passphrase)
    {
        Phone phone = Begin(passphrase);
        HandTerminal terminal = phone.Terminal;
        long sinceMs = terminal.Clock.UptimeMs;
        OpenWifi(terminal);
        Press(terminal, (Key)5);
        phone.UntilRestart();
        terminal.Run(StartMs);
        phone.Until(() => phone.Phase == PhonePhase.Serving);
        Tap(terminal, CameraTaps);
        terminal.Run(PhoneJoinMs);
        while (!phone.Get().Contains("Boutique", StringComparison.Ordinal))
        {
            terminal.Run(PollMs);
        }

        // The strongest network is chosen already: the field, the passphrase, the button.
        Tap(terminal, 1);
        terminal.Run(passphrase.Length * PressMs);
        _letters += passphrase.Length;
        Tap(terminal, 1);
        phone.Post("/join", "n=0&h=&p=" + passphrase);
        string page = "";
        for (int i = 0; i < 60 && !page.Contains("Le Wi-Fi fonctionne", StringComparison.Ordinal); i++)
        {
            page = phone.Get();
            terminal.Run(PollMs);
        }

        Assert.Contains("Le Wi-Fi fonctionne", page, StringComparison.Ordinal);
        return (terminal.Clock.UptimeMs - sinceMs) / 1_000.0;
    }

    private Phone Begin(string passphrase)
    {
        _taps = 0;
        _letters = 0;
        var phone = new Phone(terminal => terminal.Wifi.Passphrase = passphrase);
        phone.Terminal.Wifi.ScanMs = ScanMs;
        phone.Terminal.Wifi.StageMs = JoinStageMs;
        return phone;
    }

    // Menu, Technicien, the code, Wi-Fi.
    private void OpenWifi(HandTerminal terminal)
    {
        Press(terminal, Key.Menu, (Key)6);
        foreach (char digit in HandTerminal.TechnicianCode)
        {
            terminal.Press((Key)(digit - '0'));
            terminal.Run(PressMs);
            _letters++;
        }

        Press(terminal, Key.Ok);
        Until(terminal, "Réinitialisation");
        Press(terminal, (Key)1);
    }

    private void Press(HandTerminal terminal, params Key[] keys)
    {
        foreach (Key key in keys)
        {
            terminal.Press(key);
            terminal.Run(PressMs);
            _taps++;
        }
    }

    private void Tap(HandTerminal terminal, int times)
    {
        terminal.Run(times * PressMs);
        _taps += times;
    }

    private static void Until(HandTerminal terminal, string words)
    {
        for (int i = 0; i < 3_000 && !terminal.Words.Contains(words, StringComparison.Ordinal); i++)
        {
            terminal.Run(20);
        }

        Assert.Contains(words, terminal.Words, StringComparison.Ordinal);
    }
}
