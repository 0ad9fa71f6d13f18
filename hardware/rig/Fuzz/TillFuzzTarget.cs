using System.Text;
using Terminal.Agent;
using Terminal.Agent.Till;
using Terminal.Rig.Board;
using Terminal.Rig.House;
using Terminal.Rig.Till;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Requests of tills, mutated, over a connection to the whole till's link. Whatever comes is answered in form or closed
/// in time, nothing becomes a sale without a card, and the next till is served.
/// </summary>
public sealed class TillFuzzTarget : IFuzzTarget
{
    private static readonly byte[] Sale = Ascii(
        "CZ0040320CJ012012345678901CA00201CB0041590CD0010CE003978CF009order-123CK003100\r\n");

    /// <inheritdoc/>
    public string Name => "till";

    /// <inheritdoc/>
    public string Description => "requests over a till's connection";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Sale,
        Ascii("CZ0040300CJ012012345678901CA00201CE003978BA0010CD0010CB0041590"),
        Ascii("CZ0040300CJ012012345678901CA00201CE003978BA0011CD0010CB0041590"),
        Ascii("CZ0040320CJ012012345678901CA00201CD001TCE003978CF009order-123\n"),
        Ascii("CZ0040320CJ012012345678901CA00201CB0041590CD0012CE003978\n"),
        Ascii("CZ0040320CJ012012345678901CA00201CB0041590CD0011CE003978CF006back-1CH009order-123\n"),
        Ascii("CZ0040320CJ012012345678901CA00201CD0013CE003978CK003100\n"),
        Ascii("CZ0040320CJ012012345678901CA00201CD001B\n"),
        Ascii("CZ0040320CJ012012345678901CA00201CD001I"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        Ascii("CZ0040320"), Ascii("CD0010"), Ascii("CD0011"), Ascii("CD0012"), Ascii("CH009order-123"),
        Ascii("CD001T"), Ascii("CB0041590"), Ascii("CB0015"),
        Ascii("BA0011"), Ascii("CF099"), Ascii("ZZ999"), Ascii("000"), Ascii("\r\n"), Sale,
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private sealed class Run : IFuzzRun
    {
        private const int WarmUpInputs = 50;
        private const int StepsMax = 400;
        private const uint Shop = 0xC0A80114;

        private readonly VirtualClock _clock = new();
        private readonly TestBoard _board;
        private readonly AgentCore _agent;
        private readonly TillLink _link;
        private int _inputs;

        public Run()
        {
            _board = new TestBoard(_clock)
            {
                MakeWifiTransport = () => new ScriptedTransport(_clock),
                HasMenus = false,
                HasConsole = false,
            };
            _board.Provision(settings =>
            {
                settings.Till.IsOn = true;
                settings.Till.MayRefund = true;
            });
            _agent = _board.PowerOn();
            _agent.Start();
            _agent.Sale.Obstacle = FaultCode.None;
            _link = new TillLink(_agent, _board.Ports!);

            Statics.Run();
            Step();
        }

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            byte[] bytes = input.ToArray();
            int piece = 1 + (bytes.Length == 0 ? 0 : bytes[0] % 61);
            bool isFinished = bytes.Length > 1 && (bytes[1] & 3) == 0;
            TillConnection till = Connect();
            bool isWarm = _inputs++ >= WarmUpInputs;
            for (int at = 0, steps = 0; !till.IsClosed && steps < StepsMax && till.Answers.Count == 0; steps++)
            {
                if (at < bytes.Length)
                {
                    till.Send(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
                    at += piece;
                }
                else if (isFinished)
                {
                    till.Finish();
                }

                long allocated = Step();
                if (isWarm && allocated > 0 && till.Answers.Count == 0)
                {
                    AllocatedBytes += allocated;
                    throw new FuzzFindingException(
                        $"{allocated} bytes allocated by: {Encoding.Latin1.GetString(bytes)}");
                }

                if (_agent.Sale.State == Terminal.Agent.Sale.SaleState.Card)
                {
                    // The customer has no card.
                    break;
                }
            }

            Check(till);
            till.Break();
            Step();
            _agent.Press(Terminal.Agent.Ports.Key.Cancel, _clock.UptimeMs);
            Step();
        }

        public void Finish()
        {
            TillConnection till = Connect();
            till.Send(Ascii("CZ0040320CJ012012345678901CA00201CD001I\r\n"));
            Step();
            if (till.Answers.Count != 1 || TillMessage.Parse(till.Text)["AE"] != "10")
            {
                throw new FuzzFindingException($"the next till is not served: {till.Text}");
            }
        }

        // The till is told something in form, or its connection is closed, or its amount is on the screen.
        private void Check(TillConnection till)
        {
            if (till.Answers.Count > 0)
            {
                string[] codes = ["01", "10", "11"];
                TillMessage answer = TillMessage.Parse(till.Text.Length > Limits.TillAnswerBytesMax ? "" : till.Text);
                if (till.Answers.Count > 1 || !codes.Contains(answer["AE"]))
                {
                    throw new FuzzFindingException($"no answer: {till.Text}");
                }
            }
            else if (!till.IsClosed && _agent.Sale.State != Terminal.Agent.Sale.SaleState.Card)
            {
                throw new FuzzFindingException("neither answered nor closed in time");
            }

            if (_agent.Journal.Newest() >= 0)
            {
                throw new FuzzFindingException("a sale without a card");
            }
        }

        private TillConnection Connect() => _board.Till.Connect(Shop)
            ?? throw new FuzzFindingException("no connection is left");

        private long Step()
        {
            _clock.Move(20);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _link.Step(_clock.UptimeMs);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
