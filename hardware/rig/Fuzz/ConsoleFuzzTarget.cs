using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Lines of the technician's console, mutated, into a whole agent whose console is open. Nothing may be thrown or
/// allocated, the one waiting transaction stays, and the next proper command is answered.
/// </summary>
public sealed class ConsoleFuzzTarget : IFuzzTarget
{
    private static readonly string[] Lines =
    [
        "help\r", "version\r", "status\r", "links\r", "sim\r", "wifi list\r", "wifi scan\r", "queue\r", "journal 3\r",
        "journal all\r", "totals\r", "log 5\r", "faults\r", "time\r", "limits\r", "set\r", "set apn internet\r",
        "set offline_count 10\r", "pin 123456\r", "pin set 567890\r",
        "pin lock\r", "lang en\r", "screen\r", "selftest\r",
        "press 1 2 ok cancel\r", "wifi add \"My shop\" \"pass word\"\r", "wifi forget Shop\r", "export\r",
        "reset factory\r", "time set 2026-11-24T21:00:00Z\r", "key stest_x\r", "\u001b[A\u001b[A\r", "jou\b\b\b\u0003",
    ];

    /// <inheritdoc/>
    public string Name => "console";

    /// <inheritdoc/>
    public string Description => "lines into the technician's console";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } = [.. Lines.Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\r", "\n", "\"", "\\", " ", "all", "set", "pin", "\u0003", "\b", "\u007f", "\u001b[B", "-1",
            "\u00e9", "\0",
        }
            .Select(Encoding.UTF8.GetBytes),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    private sealed class Run : IFuzzRun, ISerialPort
    {
        private const int WarmUpInputs = 400;
        private const int StepsMax = 400;

        private readonly TestBoard _board;
        private readonly AgentCore _agent;
        private byte[] _input = [];
        private int _at;
        private int _inputs;
        private bool _isListening;
        private readonly StringBuilder _said = new();

        public Run()
        {
            var clock = new VirtualClock(1_795_000_000);
            _board = new TestBoard(clock)
            {
                MakeWifiTransport = () => new ScriptedTransport(clock) { Answer = _ => ScriptedTransport.NoPayments },
                HasMenus = false,
                Compose = ports => ports.Console = this,
            };
            _board.Provision(s => s.SerialLength = Encoding.ASCII.GetBytes("T1", s.Serial));
            _agent = _board.PowerOn();
            _agent.Start();
            Append();
            Play("pin set 123456\r"u8.ToArray(), 20_000);
            Play("pin 123456\r"u8.ToArray(), 20_000);
        }

        // HMAC on the host allocates, so what a PIN costs is not the console's.
        public long AllocatedBytes => 0;

        public void Take(ReadOnlySpan<byte> input)
        {
            _inputs++;
            Play(input.ToArray(), StepsMax);
            if (_agent.Journal.WaitingCount != 1)
            {
                throw new FuzzFindingException("the waiting transaction is gone");
            }
        }

        public void Finish()
        {
            Play([3, (byte)'\r'], 20_000);
            _isListening = true;
            Play("queue\r"u8.ToArray(), 20_000);
            if (!_said.ToString().Contains("waiting=1", StringComparison.Ordinal))
            {
                throw new FuzzFindingException($"no answer to a proper command: {_said}");
            }
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            int count = Math.Min(capacity, _input.Length - _at);
            Array.Copy(_input, _at, buffer, offset, count);
            _at += count;
            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (_isListening)
            {
                _said.Append(Encoding.UTF8.GetString(buffer, offset, count));
            }

            return count;
        }

        private void Play(byte[] input, int stepsMax)
        {
            _input = input;
            _at = 0;
            int idle = 0;
            for (int i = 0; i < stepsMax && idle < 3; i++)
            {
                int waitMs = _agent.Step();
                idle = _at == _input.Length && waitMs >= 50 ? idle + 1 : 0;
                _board.Clock.Move(Math.Clamp(waitMs, 1, 20));
            }
        }

        private void Append()
        {
            var record = new TransactionRecord
            {
                Kind = TransactionKind.Sale,
                AmountCents = 1_250,
                CreatedUtcSeconds = 1_750_000_000,
                KsnLength = 10,
                SealedLength = 60,
            };
            Encoding.ASCII.GetBytes("eur", record.Currency);
            Encoding.ASCII.GetBytes("4242", record.Last4);
            _agent.Journal.Append(record);
        }
    }
}
