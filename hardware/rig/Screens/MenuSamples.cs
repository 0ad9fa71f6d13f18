using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Screens;

/// <summary>
/// Every page of the menus as the real menus draw it: each sample is a terminal in hand-moved time with some
/// history, and the keys that lead to the page.
/// </summary>
public static class MenuSamples
{
    private static readonly (string Name, Action<ModemFaults> Strike)[] SimTroubles =
    [
        ("no-card", f => f.NoSim = true),
        ("no-coverage", f => f.NoCoverage = true),
        ("no-data", f => f.SmsOnly = true),
        ("name", f => f.NameFails = true),
        ("certificate", f => f.HandshakeFails = true),
    ];

    // Two root certificates of nobody, until 2036 and 2046.
    private static readonly byte[][] Roots =
    [
        """
        -----BEGIN CERTIFICATE-----
        MIIBjzCCATWgAwIBAgIUfXZAXyYv9a9P0NMktr9dWc/kneQwCgYIKoZIzj0EAwIw
        FTETMBEGA1UEAwwKUmlnIFJvb3QgMTAeFw0yNjExMjgxMzAxMjNaFw0zNjEwMDYx
        MzAxMjNaMBUxEzARBgNVBAMMClJpZyBSb290IDEwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAASKWnlHh7iLEfw3L0VBeT5GpQMp2DQdLezoYbC7+Rs22wJwC6O64RZV
        9UAyVDOXNQTTGZYdaOUtcaRtf+0VPeLAo2MwYTAdBgNVHQ4EFgQU9qtZQDM/JHbk
        GWXkblUDrLl6d4QwHwYDVR0jBBgwFoAU9qtZQDM/JHbkGWXkblUDrLl6d4QwDwYD
        VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAgQwCgYIKoZIzj0EAwIDSAAwRQIg
        Be1FQgypfXVzuPWeSXfAsUxGEXNSD2jFkb6x7yvadFQCIQCfR0BkVKF/zHrCQZ78
        57GV9NKnkmSA0uZ1EFolifElFw==
        -----END CERTIFICATE-----
        """u8.ToArray(),
        """
        -----BEGIN CERTIFICATE-----
        MIIBjzCCATWgAwIBAgIUJ14yKVAw0XyNJwDbKkMTnsd500kwCgYIKoZIzj0EAwIw
        FTETMBEGA1UEAwwKUmlnIFJvb3QgMjAeFw0yNjExMjgxMzAxMjRaFw00NjA4MTUx
        MzAxMjRaMBUxEzARBgNVBAMMClJpZyBSb290IDIwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQ4z0j0/yctmP2XOSIUtVkqefPpqrjqxWGfhyA6o6mGehIVc6MUlu7h
        BBuBWkmM3AGznuD4nAUVH3dPKVkYBqJBo2MwYTAdBgNVHQ4EFgQUyZ2n/gdKQMAH
        OQ/dnAQnSCgIT5YwHwYDVR0jBBgwFoAUyZ2n/gdKQMAHOQ/dnAQnSCgIT5YwDwYD
        VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAgQwCgYIKoZIzj0EAwIDSAAwRQIh
        ANBCDp8E8tFzeZAu6npN0FXH6MrihZVT90m5VOd38KXAAiBuhDuwZ/FimqGl4eOP
        x4eY+R/lZ4YoIKy+zow3gBNRSw==
        -----END CERTIFICATE-----
        """u8.ToArray(),
    ];

    /// <summary>The samples, in the order of the menus.</summary>
    public static IReadOnlyList<MenuSample> All { get; } =
    [
        new("menu", t => t.Press(Key.Menu)),
        new("menu-history", t => t.Press(Key.Menu, Digit(1))),
        new("menu-history-declined", t => t.Press(Key.Menu, Digit(1), Key.Down)),
        new("menu-history-offline", t => t.Press(Key.Menu, Digit(1), Key.Down, Key.Down)),
        new("menu-totals", t => t.Press(Key.Menu, Digit(2))),
        new("menu-totals-declined", t => t.Press(Key.Menu, Digit(2), Key.Down)),
        new("menu-close", t => t.Press(Key.Menu, Digit(8))),
        new("menu-close-more", t => t.Press(Key.Menu, Digit(8), Key.Up, Key.Up, Key.Up)),
        new("menu-ticket", t => t.Press(Key.Menu, Digit(1), Digit(1))),
        new("menu-compare", t => t.Press(Key.Menu, Digit(8), Key.Up, Key.Up, Key.Up, Key.Ok)),
        new("menu-compare-done", t => Compare(t)),
        new("menu-compare-amount", t => Compare(t, Key.Down)),
        new("menu-language", t => t.Press(Key.Menu, Digit(3))),
        new("menu-mobile", t => t.Press(Key.Menu, Digit(4))),
        new("menu-wifi", t => t.Press(Key.Menu, Digit(4), Key.Down)),
        new("menu-wifi-joined", t =>
        {
            SaveNetwork(t);
            t.Press(Key.Menu, Digit(4), Key.Down);
        }),
        new("menu-data", t =>
        {
            SaveNetwork(t);
            t.Run(Terminal.Agent.Limits.DataUseMs);
            t.Press(Key.Menu, Digit(4), Key.Down, Key.Down);
        }),
        new("menu-roots", t => t.Press(Key.Menu, Digit(4), Key.Down, Key.Down, Key.Down)) { Roots = Roots },
        new("menu-roots-one", t => t.Press(Key.Menu, Digit(4), Key.Down, Key.Down, Key.Down)),
        new("menu-last-faults", t =>
        {
            t.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.NoCoverage, 0);
            t.Agent.Log.Add(EventKind.FaultRaised, (int)FaultCode.PassphraseRefused, 0);
            t.Press(Key.Menu, Digit(4), Key.Up);
        }),
        new("menu-attention", t =>
        {
            Attention(t, AttentionKind.LateDecline, 4_590);
            Attention(t, AttentionKind.RefundUndecided, 1_250);
            t.Press(Key.Ok);
        }),
        new("menu-attention-decide", t =>
        {
            t.SetCodes();
            Attention(t, AttentionKind.RefundUndecided, 1_250);
            t.Press(Key.Ok, Key.Ok, Digit(2), Digit(5), Digit(8), Digit(0), Key.Ok);
            t.Run(3_000);
        }),
        new("menu-attention-more", t =>
        {
            for (int i = 0; i <= NvramMap.AttentionCount; i++)
            {
                t.Agent.Attention.Raise(AttentionKind.KeySuspected, 1, (uint)i + 1, 0, 0);
            }

            t.Press(Key.Ok, Key.Up);
        }),
        .. Enum.GetValues<AttentionKind>().Where(k => k != AttentionKind.None).Select(kind => new MenuSample(
            "menu-attention-" + kind.ToString().ToLowerInvariant(), t =>
            {
                Attention(t, kind, kind < AttentionKind.QueueHeld ? 1_250 : 0);
                t.Press(Key.Ok);
            })),
        new("menu-about", t => t.Press(Key.Menu, Digit(5))),
        new("menu-pin", t =>
        {
            t.SetCodes();
            t.Press(Key.Menu, Digit(6), Digit(2), Digit(5));
        }),
        new("menu-pin-choose", t => t.Press(Key.Menu, Digit(6))),
        new("menu-merchant-pin", t =>
        {
            t.SetCodes();
            t.Press(Key.Menu, Digit(3), Digit(2));
        }),
        new("menu-merchant-pin-choose", t =>
        {
            Technician(t);
            t.Press(Digit(5), Digit(2), Key.Ok);
        }),
        new("menu-pin-wrong", t =>
        {
            t.SetCodes();
            t.Press(Key.Menu, Digit(6), Digit(1), Digit(1), Digit(1), Digit(1), Digit(1), Digit(1), Key.Ok);
            t.Run(3_000);
        }),
        new("menu-pin-locked", t =>
        {
            t.SetCodes();
            t.Press(Key.Menu, Digit(6), Digit(1), Digit(1), Digit(1), Digit(1), Digit(1), Digit(1), Key.Ok);
            t.Run(900);
        }),
        new("menu-technician", Technician),
        new("menu-wifi-set-up", Wifi),
        new("menu-wifi-scanning", t => Wifi(t, Digit(1))),
        new("menu-wifi-found", t =>
        {
            Wifi(t, Digit(1));
            t.Run(2_000);
        }),
        new("menu-wifi-none", t =>
        {
            t.Wifi.Neighbours = [];
            t.Wifi.IsAccessPointUp = false;
            Wifi(t, Digit(1));
            t.Run(2_000);
        }),
        new("menu-wifi-hidden-name", t =>
        {
            Wifi(t, Digit(2), Key.Up, Digit(2), Digit(2), Key.Up, Key.Up, Digit(2));
            t.Run(1_200);
        }),
        new("menu-wifi-passphrase-empty", ChooseNetwork),
        new("menu-wifi-passphrase", t =>
        {
            ChooseNetwork(t);
            Type(t, "croiss");
            t.Press(Digit(2));
        }),
        new("menu-wifi-passphrase-short", t =>
        {
            ChooseNetwork(t);
            Type(t, "cro");
            t.Press(Key.Ok);
        }),
        new("menu-wifi-test", t =>
        {
            ChooseNetwork(t);
            Type(t, VirtualWifi.PassphraseDefault);
            t.WifiTransport.StageMs = 500;
            t.Press(Key.Ok);
            t.Run(600);
        }),
        new("menu-wifi-test-good", t => SaveNetwork(t)),
        new("menu-wifi-test-refused", t =>
        {
            ChooseNetwork(t);
            Type(t, "croissant-froid");
            t.Press(Key.Ok);
            t.Run(3_000);
        }),
        new("menu-wifi-test-portal", t =>
        {
            t.Wifi.IsPortal = true;
            SaveNetwork(t);
        }),
        new("menu-wifi-test-page", t =>
        {
            t.WifiTransport.Answer = _ =>
                "HTTP/1.1 302 Found\r\nLocation: http://hotspot/\r\nContent-Length: 0\r\n\r\n";
            SaveNetwork(t);
        }),
        new("menu-wifi-test-certificate", t =>
        {
            t.WifiTransport.FailsAt = TransportState.Handshaking;
            t.WifiTransport.FailsWith = FaultCode.CertificateRefused;
            SaveNetwork(t);
        }),
        new("menu-wifi-saved", t =>
        {
            SaveNetwork(t);
            t.Press(Key.Cancel, Digit(4));
        }),
        new("menu-wifi-forget", t =>
        {
            SaveNetwork(t);
            t.Press(Key.Cancel, Digit(4), Key.Ok);
        }),
        new("menu-limits", t =>
        {
            Technician(t);
            t.Press(Digit(2));
        }),
        new("menu-limit-amount", t =>
        {
            Technician(t);
            t.Press(Digit(2), Digit(1));
        }),
        new("menu-limit-age", t =>
        {
            Technician(t);
            t.Press(Digit(2), Digit(4), Digit(1), Digit(2));
        }),
        new("menu-held", t => Held(t)),
        new("menu-held-take-over", t => Held(t, Digit(1))),
        new("menu-held-export", t => Held(t, Digit(2))),
        new("menu-held-give-back", t => Held(t, Digit(3))),
        new("menu-held-same-account", t =>
        {
            HeldByKey(t);
            Pin(t, Key.Ok);
            t.Press(Digit(1));
        }),
        new("menu-reset", t =>
        {
            Technician(t);
            t.Press(Digit(4));
        }),
        new("menu-reset-refused", t =>
        {
            t.Modem.Faults.NoSim = true;
            t.Run(3_000);
            t.AddSale(1_990, "4242", TransactionState.Pending);
            t.AddSale(990, "4242", TransactionState.Pending);
            Technician(t);
            t.Press(Digit(4));
        }),
        new("menu-reset-done", t =>
        {
            Technician(t);
            t.Press(Digit(4), Key.Ok);
        }),
        new("menu-sim-test", t =>
        {
            t.Modem.Faults.NoCoverage = true;
            t.Modem.RebootNow();
            t.Run(700);
            t.Press(Key.Menu, Digit(7));
            t.Run(100);
        }),
        new("menu-sim-test-good", t =>
        {
            t.Press(Key.Menu, Digit(7));
            t.Run(20_000);
        }),
        .. SimTroubles.Select(trouble => new MenuSample("menu-sim-test-" + trouble.Name, t =>
        {
            trouble.Strike(t.Modem.Faults);
            t.Modem.RebootNow();
            t.Run(90_000);
            t.Press(Key.Menu, Digit(7));
            t.Run(90_000);
        })),
        new("menu-refund-amount", Refund),
        new("menu-refund-too-high", t =>
        {
            Refund(t);
            t.Press(Digit(1), Digit(3), Digit(0), Digit(0));
        }),
        new("menu-refund-ask", t =>
        {
            Refund(t);
            t.Press(Key.Ok);
        }),
        new("menu-refund-on-way", t =>
        {
            Refund(t);
            t.Press(Key.Ok, Key.Ok);
        }),
        new("menu-refund-done", t =>
        {
            t.WifiTransport.Answer = request => IsRead(request) ? PaidSale(request) : Json(
                200, "{\"id\":\"refd_123456789012345678901234\",\"payment\":\"" + PaymentId(request)
                + "\",\"amount\":1250,\"currency\":\"eur\",\"status\":\"to_refund\"}");
            Refund(t);
            t.Press(Key.Ok, Key.Ok);
            t.Run(4_000);
        }),
        new("menu-refund-refused", t =>
        {
            t.WifiTransport.Answer = request => IsRead(request) ? PaidSale(request) : Json(
                400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"No\"}}");
            Refund(t);
            t.Press(Key.Ok, Key.Ok);
            t.Run(4_000);
        }),
        new("menu-refund-before-capture", t =>
        {
            t.WifiTransport.Answer = NotCaptured;
            t.SetCodes();
            t.Press(Key.Menu, Digit(1));
            t.Run(3_000);
            t.Press(Key.Ok);
        }),
        new("menu-refund-whole", t =>
        {
            t.WifiTransport.Answer = NotCaptured;
            t.SetCodes();
            t.Press(Key.Menu, Digit(1));
            t.Run(3_000);
            t.Press(Key.Ok);
            MerchantPin(t, Key.Ok);
        }),
        new("menu-refund-kept", t =>
        {
            t.Modem.Faults.NoSim = true;
            t.Run(20_000);
            Refund(t);
            t.Press(Key.Ok, Key.Ok);
            t.Run(1_000);
        }),
        new("menu-refund-busy", t =>
        {
            t.Modem.Faults.NoSim = true;
            t.Run(20_000);
            Refund(t);
            t.Press(Key.Ok, Key.Ok);
            t.Run(1_000);
            t.Press(Key.Cancel, Key.Down);
            MerchantPin(t, Key.Ok);
        }),
        new("menu-till-refund", t =>
        {
            t.SetCodes();
            t.AddSale(1_590, "4242", TransactionState.Approved);
            var order = new SaleOrder
            {
                AmountCents = 1_250,
                RefundedSlot = t.Agent.Journal.Newest(),
                CardUntilMs = t.Clock.UptimeMs + Terminal.Agent.Limits.TillCardMs,
            };
            order.Till.Set(2, "sale"u8.ToArray(), 4);
            t.Run(500);
            if (!t.Agent.Begin(order, t.Clock.UptimeMs))
            {
                throw new InvalidOperationException("the till's refund is not taken");
            }

            t.Step();
        }),
        new("menu-history-refund", t =>
        {
            t.Modem.Faults.NoSim = true;
            t.Run(20_000);
            Refund(t);
            t.Press(Key.Ok, Key.Ok);
            t.Run(1_000);
            t.Press(Key.Cancel);
        }),
        new("menu-counter", t => t.Press(Key.Menu, Digit(9))),
        new("menu-counter-silent", t => t.Press(Key.Menu, Digit(9), Digit(2), Digit(1), Digit(1))),
        new("menu-case", Case),
        new("menu-case-spoken", t =>
        {
            Case(t);
            t.Press(Key.Down);
        }),
        new("menu-case-of-fault", t =>
        {
            t.Modem.Faults.NoSim = true;
            t.Run(3_000);
            t.AddSale(1_990, "4242", TransactionState.Pending);
            t.Run(20_000);
            t.Press(Key.Up);
            t.Run(300);
        }),
        new("menu-phone-opening", t =>
        {
            t.Agent.Live.Begin(0, t.Clock.UptimeMs);
            Wifi(t, Digit(5));
        }),
        new("menu-phone-failed", t =>
        {
            t.AccessPoint.IsBroken = true;
            Wifi(t, Digit(5));
            t.Run(1_000);
        }),
        new("menu-phone-code", Phone),
        new("menu-phone-connected", t =>
        {
            Phone(t);
            t.AccessPoint.Send(PhoneService.Address, Setup.DhcpMessage.Discover(1));
            t.Run(600);
        }),
        new("menu-phone-test", t =>
        {
            Phone(t);
            t.WifiTransport.StageMs = 500;
            SendNetwork(t);
            t.Run(600);
        }),
        new("menu-phone-passed", t =>
        {
            Phone(t);
            SendNetwork(t);
            t.Run(4_000);
        }),
        new("menu-phone-saved", t =>
        {
            t.Wifi.Neighbours = [];
            t.Wifi.IsAccessPointUp = false;
            Phone(t);
            SendNetwork(t);
            t.Run(1_000);
        }),
        new("menu-phone-over", t =>
        {
            Phone(t);
            t.Press(Key.Cancel);
        }),
        new("menu-phone-wrong", t =>
        {
            Phone(t);
            t.Wifi.Passphrase = "croissant-froid";
            SendNetwork(t);
            t.Run(4_000);
        }),
    ];

    /// <summary>A terminal that shows a sample.</summary>
    public static HandTerminal Play(MenuSample sample, Language language)
    {
        var terminal = new HandTerminal(sample.Roots);
        terminal.Provision(settings =>
        {
            settings.SerialLength = Encoding.ASCII.GetBytes("TA26-00042", settings.Serial);
            settings.IsTestMode = true;
            settings.KeyLength = Encoding.ASCII.GetBytes(AcquirerOptions.DefaultKey, settings.Key);
            settings.Language = (int)language;
        });
        terminal.Wifi.Neighbours =
        [
            new("Livebox-4F2A", -71, false),
            new("Café de la Gare", -83, true),
            new("Freebox-Famille-Martin-Etage-3", -88, false),
            new("Livebox-4F2A", -52, false),
        ];
        terminal.Start();
        terminal.AddSale(2_200, "0005", TransactionState.Approved);
        terminal.AddSale(4_990, "1117", TransactionState.Approved, TransactionFlags.Offline);
        terminal.AddSale(890, "4444", TransactionState.Declined);
        terminal.AddSale(1_250, "4242", TransactionState.Approved);
        terminal.Run(6_000);
        sample.Play(terminal);
        return terminal;
    }

    /// <summary>Types a text as a person would on the keys, waiting where the same key follows.</summary>
    /// <returns>Keys pressed.</returns>
    public static int Type(HandTerminal terminal, string text)
    {
        int presses = 0;
        int last = -1;
        foreach (char letter in text)
        {
            (int key, int times) = Taps(letter);
            if (key == last)
            {
                terminal.Press(Key.Down);
                presses++;
            }

            for (int i = 0; i < times; i++)
            {
                terminal.Press(Digit(key));
                presses++;
            }

            last = key;
        }

        return presses;
    }

    /// <summary>The key of a small letter, a figure or a sign, and how often it is pressed.</summary>
    public static (int Key, int Times) Taps(char letter)
    {
        string[] keys =
        [
            " +*/=%&#()<>[]{}\\|^~$`0", ".-_@!?,:;'\"1", "abc2", "def3", "ghi4", "jkl5", "mno6", "pqrs7",
            "tuv8", "wxyz9",
        ];
        int key = Array.FindIndex(keys, letters => letters.Contains(letter));
        return key < 0 ? throw new ArgumentException($"no key has '{letter}'")
            : (key, keys[key].IndexOf(letter) + 1);
    }

    /// <summary>Opens the technician's part of a terminal whose PIN has not been set.</summary>
    public static void Technician(HandTerminal terminal)
    {
        terminal.SetCodes();
        Pin(terminal, Key.Menu, Digit(6));
    }

    private static void Case(HandTerminal terminal)
    {
        terminal.Press(Key.Menu, Digit(5), Key.Ok);
        terminal.Run(300);
    }

    // An acquirer that has every sale with an amount of its own.
    private static void Compare(HandTerminal t, params Key[] keys)
    {
        Func<string, string>? otherwise = t.WifiTransport.Answer;
        string payments = string.Join(',', Enumerable.Range(1, 4).Select(number =>
            $$"""{"id":"paym_{{number:D24}}","amount":1234,"currency":"eur","status":"to_capture"}"""));
        t.WifiTransport.Answer = request =>
            request.StartsWith("GET /v1/checkout?created=", StringComparison.Ordinal) ? ListAnswer("payments", payments)
            : request.StartsWith("GET /v1/refunds?", StringComparison.Ordinal) ? ListAnswer("refunds", "")
            : otherwise!(request);
        t.Press(Key.Menu, Digit(8), Key.Up, Key.Up, Key.Up, Key.Ok);
        t.Run(10_000);
        t.Press(keys);
    }

    private static string ListAnswer(string name, string entries)
    {
        string body = "{\"live_mode\":false,\"" + name + "\":[" + entries + "],\"range\":{\"has_more\":false}}";
        return $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    private static void Attention(HandTerminal terminal, AttentionKind kind, int cents)
    {
        terminal.Agent.Attention.Raise(kind, 1, 7, cents, terminal.Clock.UtcSeconds);
        terminal.Run(300);
    }

    private static void Pin(HandTerminal terminal, params Key[] keys)
    {
        terminal.Press(keys);
        terminal.Press(Digit(2), Digit(5), Digit(8), Digit(0), Digit(3), Digit(6), Key.Ok);
        terminal.Run(700);
    }

    // A queue that was made under another serial number.
    private static void Held(HandTerminal terminal, params Key[] keys)
    {
        terminal.SetCodes();
        WaitWithoutSim(terminal);
        terminal.Agent.Settings.Serial[0] = (byte)'X';
        terminal.Agent.ChangeSettings();
        terminal.Run(600);
        Pin(terminal, Key.Ok);
        terminal.Press(keys);
    }

    private static void HeldByKey(HandTerminal terminal)
    {
        terminal.SetCodes();
        WaitWithoutSim(terminal);
        terminal.Agent.Settings.Key[29] ^= 1;
        terminal.Agent.ChangeSettings();
        terminal.Run(600);
    }

    private static void WaitWithoutSim(HandTerminal terminal)
    {
        terminal.Modem.Faults.NoSim = true;
        terminal.Run(3_000);
        terminal.AddSale(1_990, "4242", TransactionState.Pending);
    }

    private static void MerchantPin(HandTerminal terminal, params Key[] keys)
    {
        terminal.Press(keys);
        terminal.Press(Digit(2), Digit(5), Digit(8), Digit(0), Key.Ok);
        terminal.Run(700);
    }

    private static void Wifi(HandTerminal terminal) => Wifi(terminal, []);

    private static void Wifi(HandTerminal terminal, params Key[] keys)
    {
        Technician(terminal);
        terminal.Press(Digit(1));
        terminal.Press(keys);
    }

    // The restart into a set-up by phone.
    private static void Phone(HandTerminal terminal)
    {
        Wifi(terminal, Digit(5));
        terminal.Run(1_000);
        terminal.Start();
        terminal.Run(1_000);

        // What became of the newest sale is told at a start.
        terminal.Press(Key.Ok);
        terminal.Run(2_000);
    }

    private static void SendNetwork(HandTerminal terminal)
    {
        string body = "t=" + Encoding.ASCII.GetString(terminal.Phone.View.Token) + "&n=h&h=Boutique&p="
            + VirtualWifi.PassphraseDefault;
        terminal.AccessPoint.Connect()!.Send(
            "POST /join HTTP/1.1\r\nHost: 192.168.4.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body}");
        terminal.Run(60);
    }

    private static void ChooseNetwork(HandTerminal terminal)
    {
        Wifi(terminal, Digit(1));
        terminal.Run(2_000);
        terminal.Press(Digit(2));
    }

    private static void SaveNetwork(HandTerminal terminal)
    {
        ChooseNetwork(terminal);
        Type(terminal, VirtualWifi.PassphraseDefault);
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
    }

    private static void Refund(HandTerminal terminal)
    {
        terminal.SetCodes();
        MerchantPin(terminal, Key.Menu, Digit(1), Key.Ok);
    }

    // A refund reads its payment first.
    private static bool IsRead(string request) => request.StartsWith("GET", StringComparison.Ordinal);

    private static string PaymentId(string request) =>
        request.Substring(request.LastIndexOf("paym_", StringComparison.Ordinal), 29);

    private static string NotCaptured(string request) => PaidSale(request, "to_capture");

    private static string PaidSale(string request) => PaidSale(request, "captured");

    private static string PaidSale(string request, string status) => Json(
        200, "{\"id\":\"" + PaymentId(request) + "\",\"amount\":1250,\"currency\":\"eur\",\"status\":\""
        + status + "\",\"refunds\":[]}");

    private static string Json(int status, string body) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static Key Digit(int digit) => (Key)digit;
}
