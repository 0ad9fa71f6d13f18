using System.Text;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Menus;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Terminal.Rig.House;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Requests of phones, mutated, into the server of the set-up: over a connection in pieces, and as DHCP and DNS. Every
/// request is answered in form or closed in time, nothing but a network is ever set, the page never tells a passphrase,
/// and the next phone is served.
/// </summary>
public sealed class SetupFuzzTarget : IFuzzTarget
{
    private const string Secret = "never-tell-this";
    private const string Head = "Host: 192.168.4.1\r\nOrigin: http://192.168.4.1\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\n";

    /// <inheritdoc/>
    public string Name => "setup";

    /// <inheritdoc/>
    public string Description => "requests of phones into the set-up's page, DHCP and DNS";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Ascii("hGET / HTTP/1.1\r\nHost: 192.168.4.1\r\nAccept-Language: fr-FR,fr;q=0.9,en;q=0.8\r\n\r\n"),
        Ascii("hGET /s HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n"),
        Ascii("hGET /generate_204 HTTP/1.1\r\nHost: connectivitycheck.gstatic.com\r\n\r\n"),
        Ascii("hHEAD /portal HTTP/1.0\r\nHost: 192.168.4.1:80\r\n\r\n"),
        Ascii($"hPOST /join HTTP/1.1\r\n{Head}Content-Length: 36\r\n\r\nt=0123456789abcdef&n=0&h=&p=12345678"),
        Ascii($"hPOST /join HTTP/1.1\r\n{Head}Content-Length: 41\r\n\r\nt=0123456789abcdef&n=h&h=Caf%C3%A9&p=%41+"),
        Ascii($"hPOST /scan HTTP/1.1\r\n{Head}Content-Length: 18\r\n\r\nt=0123456789abcdef"),
        Ascii($"hPOST /end HTTP/1.1\r\n{Head}Content-Length: 18\r\n\r\nt=0123456789abcdef"),
        [(byte)'a', .. Rig.Setup.DhcpMessage.Discover(1)],
        [(byte)'a', .. Rig.Setup.DhcpMessage.Request(1, "192.168.4.2", "192.168.4.1")],
        [
            (byte)'n', 0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, (byte)'w', (byte)'w', (byte)'w', 1, (byte)'a', 0,
            0, 1, 0, 1,
        ],
    ];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\r\n", "\r\n\r\n", "\n", " ", ":", "GET / HTTP/1.1\r\n", "POST /join HTTP/1.1\r\n",
            "Host: 192.168.4.1\r\n", "Host: a\r\n", "Origin: null\r\n", "Content-Length: ",
            "Transfer-Encoding: chunked\r\n", "t=0123456789abcdef", "&n=", "&h=", "&p=", "%", "%00", "%C3%A9", "+",
            "/join", "/scan", "/end", "/s", "/portal", "512", "513", Head,
        }.Select(Ascii),
        [53, 1, 3], [54, 4, 192, 168, 4, 1], [50, 4, 192, 168, 4, 3], [99, 130, 83, 99], [255], [0xC0, 0x0C],
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private sealed class Run : IFuzzRun, IPhoneForms
    {
        private const int WarmUpInputs = 200;
        private const int StepsMax = 600;

        private readonly VirtualAccessPoint _point = new();
        private readonly TestBoard _board;
        private readonly PageView _view;
        private readonly PhoneServer _server;
        private readonly byte[] _field = new byte[WifiProfile.KeyDigits + 1];
        private long _nowMs = 1_000;
        private int _inputs;

        public Run()
        {
            var clock = new VirtualClock();
            _board = new TestBoard(clock)
            {
                MakeWifiTransport = () => new ScriptedTransport(clock),
                HasConsole = false,
            };
            _board.Provision(settings => TestBoard.FillForRig(settings, _board.Wifi));
            Terminal.Agent.Agent agent = _board.PowerOn();
            agent.Start();
            FoundNetworks networks = _board.Menu!.Networks;
            networks.Collect(_board.Wifi);
            _view = new PageView(agent.Texts, networks, agent.WifiTest);
            Encoding.ASCII.GetBytes("0123456789abcdef", _view.Token);
            Encoding.ASCII.GetBytes(Secret, agent.Settings.WifiProfiles[0].Passphrase);
            _point.Store("TPE-0017"u8.ToArray(), 8, "abcdefghjk"u8.ToArray(), 10);
            _point.Restart();
            _server = new PhoneServer(_point, _view, agent.Settings, this);
            Statics.Run();
        }

        public long AllocatedBytes { get; private set; }

        public bool Take(HttpPath path, byte[] body, int count, long nowMs)
        {
            if (path < HttpPath.Join || count < 0 || count > body.Length)
            {
                throw new FuzzFindingException($"a form {path} of {count} bytes");
            }

            // Every field is read; what is read stays within its room.
            foreach (char name in "tnhp")
            {
                int length = FormReader.Read(body, count, (byte)name, _field);
                if (length > _field.Length || length < FormReader.Unusable)
                {
                    throw new FuzzFindingException($"a field of {length} bytes");
                }
            }

            _view.Show((PageState)(count % 6), (FormError)(count % 6), Terminal.Agent.FaultCode.None);
            return count % 2 == 0;
        }

        public void Take(ReadOnlySpan<byte> input)
        {
            byte[] bytes = input.ToArray();
            _inputs++;
            if (bytes.Length > 1 && bytes[0] is (byte)'a' or (byte)'n')
            {
                TakeDatagram(bytes[0] == 'a' ? PhoneService.Address : PhoneService.Name, bytes[1..]);
                return;
            }

            TakeRequest(bytes);
        }

        public void Finish()
        {
            _view.Show(PageState.Choose, FormError.None, Terminal.Agent.FaultCode.None);
            VirtualPhoneConnection phone = Connect();
            phone.Send("GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n");
            Serve(phone, 20);
            if (!phone.Received.EndsWith("</html>", StringComparison.Ordinal))
            {
                throw new FuzzFindingException($"the next phone is not served: {phone.Received}");
            }
        }

        private void TakeDatagram(PhoneService service, byte[] datagram)
        {
            _point.Send(service, datagram);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _nowMs += 20;
            _server.Step(_nowMs);
            long answered = GC.GetAllocatedBytesForCurrentThread() - before;
            int count = 0;
            while (_point.Answers.TryDequeue(out (PhoneService Service, byte[] Bytes, bool IsToAll) answer))
            {
                count++;
                if (answer.Bytes.Length is < 12 or > Terminal.Agent.Limits.PhoneDatagramBytes)
                {
                    throw new FuzzFindingException($"an answer of {answer.Bytes.Length} bytes");
                }
            }

            // The copy of an answer is the board's.
            if (count > 1 || (count == 0 && answered > 0 && _inputs > WarmUpInputs))
            {
                throw new FuzzFindingException($"{count} answers, {answered} bytes allocated");
            }
        }

        private void TakeRequest(byte[] bytes)
        {
            int piece = 1 + (bytes.Length == 0 ? 0 : bytes[^1] % 97);
            VirtualPhoneConnection phone = Connect();
            for (int at = bytes.Length > 0 && bytes[0] == 'h' ? 1 : 0; at < bytes.Length && !phone.IsEnded; at += piece)
            {
                phone.Send(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
                Step();
            }

            Serve(phone, 20);
            if (!phone.IsEnded)
            {
                // It waits for more, which never comes.
                Serve(phone, 1_000);
            }

            Check(phone);
        }

        private static void Check(VirtualPhoneConnection phone)
        {
            string answer = phone.Received;
            bool isInForm = answer.Length == 0
                || (answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
                    && answer.Contains("\r\n\r\n", StringComparison.Ordinal));
            if (!phone.IsEnded || !isInForm || answer.Length > 12_288
                || answer.Contains(Secret, StringComparison.Ordinal)
                || answer.Contains("abcdefghjk", StringComparison.Ordinal))
            {
                throw new FuzzFindingException($"answered: {answer}");
            }
        }

        private void Serve(VirtualPhoneConnection phone, int stepMs)
        {
            for (int i = 0; i < StepsMax && !phone.IsEnded && (stepMs > 20 || i < 40); i++)
            {
                Step(stepMs);
            }
        }

        private VirtualPhoneConnection Connect() => _point.Connect()
            ?? throw new FuzzFindingException("no connection is left");

        private void Step(int ms = 20)
        {
            _nowMs += ms;
            long before = GC.GetAllocatedBytesForCurrentThread();
            _server.Step(_nowMs);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > 0 && _inputs > WarmUpInputs)
            {
                AllocatedBytes += allocated;
                throw new FuzzFindingException($"{allocated} bytes allocated");
            }
        }
    }
}
