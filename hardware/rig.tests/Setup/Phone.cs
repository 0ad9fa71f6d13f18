using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent.Ports;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// A terminal in hand-moved time, a technician at its keypad and a phone on its access point: restarts are played,
/// and whatever the phone asks is answered before it goes on.
/// </summary>
public sealed class Phone
{
    /// <summary>Name of the page's host.</summary>
    public const string Own = "192.168.4.1";

    private int _reboots;

    /// <summary>A terminal without networks, started, with its codes set.</summary>
    public Phone(Action<HandTerminal>? prepare = null)
    {
        Terminal = new HandTerminal();
        Terminal.Provision(settings =>
        {
            TestBoard.FillForRig(settings, Terminal.Wifi);
            settings.WifiProfileCount = 0;
            settings.WifiProfiles[0].Clear();
        });
        Terminal.Wifi.Neighbours = [new("Livebox-4F2A", -71, false), new("FreeWifi", -80, true)];
        prepare?.Invoke(Terminal);
        Terminal.Start();
        Terminal.SetCodes();
        Terminal.Run(200);
    }

    /// <summary>The terminal.</summary>
    public HandTerminal Terminal { get; }

    /// <summary>What the set-up says of itself.</summary>
    public PhonePhase Phase => Terminal.Phone.Phase;

    /// <summary>True once a page, or what came of it, has said that the network is saved.</summary>
    public bool HasReadSaved { get; private set; }

    /// <summary>The token of the page that was seen last.</summary>
    public string Token { get; private set; } = "";

    /// <summary>From the counter to the row of the WiFi menu.</summary>
    public void Ask()
    {
        Terminal.Press(Key.Menu, (Key)6);
        foreach (char digit in HandTerminal.TechnicianCode)
        {
            Terminal.Press((Key)(digit - '0'));
        }

        Terminal.Press(Key.Ok);
        Terminal.Run(900);
        Terminal.Press((Key)1, (Key)5);
    }

    /// <summary>Asks for a set-up, and plays the restart.</summary>
    public void Open()
    {
        Ask();
        UntilRestart();
        Until(() => Phase == PhonePhase.Serving && Terminal.Phone.View.State == PageState.Choose);
    }

    /// <summary>Runs until the terminal restarts, and starts it.</summary>
    public void UntilRestart(int ms = 60_000)
    {
        Until(() => Terminal.Reboots > _reboots, ms);
        _reboots = Terminal.Reboots;
        Terminal.Start();
        Terminal.Run(200);
    }

    /// <summary>The terminal is in service, and no set-up is left.</summary>
    public void UntilRunning()
    {
        Until(() => Phase == PhonePhase.Idle && Terminal.Agent.Sale.IsIdle);
        Terminal.Run(3_000);
        Assert.Equal(PhonePhase.Idle, Phase);
        Assert.Null(Terminal.AccessPoint.Air);
    }

    /// <summary>Name of the network that is tried first; empty without one.</summary>
    public string FirstNetwork => Encoding.UTF8.GetString(
        Terminal.Agent.Settings.WifiProfiles[0].Ssid, 0, Terminal.Agent.Settings.WifiProfiles[0].SsidLength);

    /// <summary>Power goes, and comes back.</summary>
    public void Cut()
    {
        Terminal.Start();
        Terminal.Run(200);
    }

    /// <summary>Runs until something is so.</summary>
    public void Until(Func<bool> isSo, int ms = 60_000)
    {
        for (int i = 0; i < ms / 20 && !isSo(); i++)
        {
            Terminal.Run(20);
        }

        Assert.True(isSo(), $"{Phase}: {Terminal.Words}");
    }

    /// <summary>Sends bytes as they are, and returns what comes back until the terminal closes.</summary>
    public string Say(string request, int room = int.MaxValue, uint from = VirtualAccessPoint.FirstPhone)
    {
        VirtualPhoneConnection connection = Terminal.AccessPoint.Connect(from)!;
        connection.RoomBytes = room;
        connection.Send(request);
        try
        {
            Until(() => connection.IsEnded);
        }
        finally
        {
            // What was read before a power cut was read.
            HasReadSaved |= connection.Received.Contains("Enregistr&eacute;.", StringComparison.Ordinal);
        }

        Match token = Regex.Match(connection.Received, "name=t value=([0-9a-f]{16})");
        Token = token.Success ? token.Groups[1].Value : Token;
        return connection.Received;
    }

    /// <summary>Asks for a page.</summary>
    public string Get(string path = "/", string host = Own, string language = "fr-FR,fr;q=0.9,en;q=0.8") =>
        Say($"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: {language}\r\n\r\n");

    /// <summary>Sends a form with the token of the last page.</summary>
    public string Post(string path, string fields, string? origin = "http://" + Own, string? token = null)
    {
        string body = $"t={token ?? Token}&{fields}";
        string from = origin is null ? "" : $"Origin: {origin}\r\n";
        return Say(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: {Own}\r\n{from}Content-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}"));
    }
}
