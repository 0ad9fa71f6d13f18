using System.Runtime.CompilerServices;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Fleet;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// What a broker sends, mutated, into a session with it. Whatever comes, the session goes on or ends with a reason,
/// nothing is allocated, no message but its own answers leaves, and the next broker is served.
/// </summary>
public sealed class MqttFuzzTarget : IFuzzTarget
{
    private static readonly byte[] Welcome = [0x20, 3, 0, 0, 0];
    private static readonly byte[] Ask = Question(new byte[] { 9, 0, 2, 7, 7 }, "status");

    /// <inheritdoc/>
    public string Name => "mqtt";

    /// <inheritdoc/>
    public string Description => "packets of a broker";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Welcome,
        [.. Welcome, 0x90, 4, 0, 1, 0, 1],
        [.. Welcome, .. Ask],
        [.. Welcome, .. Ask, 0xD0, 0, 0x40, 2, 0, 2, 0x40, 4, 0, 3, 0x10, 0],
        [0x20, 11, 1, 0, 8, 0x13, 0, 60, 0x24, 1, 0x25, 1, 0x22],
        [0x20, 2, 0, 1],
        [0x20, 3, 0, 0x87, 0],
        [.. Welcome, 0xE0, 2, 0x8E, 0],
        [.. Welcome, 0x30, 0xFF, 0xFF, 0x7F, 0, 4, (byte)'t', (byte)'p', (byte)'e', (byte)'/'],
        [.. Welcome, 0x32, 0x80, 0x08, 0, 4, (byte)'a', (byte)'/', (byte)'b', (byte)'c', 0, 9, 0],
    ];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        Welcome, Ask, [0xD0, 0], [0x40, 2, 0, 2], [0xE0, 0], [0x90, 4, 0, 1, 0, 1], [0xFF, 0xFF, 0xFF, 0x7F],
        [0x26, 0, 1, (byte)'a', 0, 1, (byte)'b'], [0x23, 0, 1], [0x27, 0, 0, 0, 64], Encoding.ASCII.GetBytes("log all"),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run(block % 3 == 2);

    private static byte[] Question(byte[] properties, string text)
    {
        byte[] topic = Encoding.ASCII.GetBytes($"tpe/1/{TestBoard.Serial}/ask");
        byte[] body =
        [
            0, (byte)topic.Length, .. topic, 0, 9, (byte)properties.Length, .. properties,
            .. Encoding.ASCII.GetBytes(text),
        ];
        return [0x32, (byte)body.Length, .. body];
    }

    private sealed class Run : IFuzzRun
    {
        private const int WarmUpInputs = 50;
        private const int StepMs = 500;

        private readonly VirtualClock _clock = new();
        private readonly ScriptedTransport _transport;
        private readonly MqttSession _session;
        private readonly bool _isOld;
        private int _inputs;

        public Run(bool isOld)
        {
            _isOld = isOld;
            _transport = new ScriptedTransport(_clock) { StageMs = 0, IsSink = true };
            var settings = new TerminalSettings();
            settings.SerialLength = Encoding.ASCII.GetBytes(TestBoard.Serial, settings.Serial);
            settings.Fleet.HostLength = Encoding.ASCII.GetBytes("broker", settings.Fleet.Host);
            _session = new MqttSession(settings, new FleetTopics(settings));

            // The device runs them all at start; .NET when a type is first needed.
            foreach (Type type in typeof(MqttSession).Assembly.GetTypes())
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
        }

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            byte[] bytes = input.ToArray();
            bool isWarm = _inputs++ >= WarmUpInputs;
            Open();
            int piece = 1 + (bytes.Length == 0 ? 0 : bytes[0] % 97);
            for (int at = 0; at < bytes.Length && _session.State != MqttState.Closed; at += piece)
            {
                _transport.Reply(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
                long allocated = Step();
                if (isWarm && allocated > 0)
                {
                    AllocatedBytes += allocated;
                    throw new FuzzFindingException($"{allocated} bytes allocated by {Convert.ToHexString(bytes)}");
                }

                if (_session.IsFree && (at & 4) != 0)
                {
                    _session.Write(FleetTopics.State, true, true, null).Byte('x');
                    _session.Send(_clock.UptimeMs);
                }
            }

            for (int i = 0; i < 3 && _session.State != MqttState.Closed; i++)
            {
                Step();
            }

            Check();
            _session.Question.Clear();
            _session.Close();
            _session.Forget();
        }

        public void Finish()
        {
            _session.Forget();
            Open();
            _transport.Reply(_isOld && _session.Level == 4 ? [0x20, 2, 0, 0] : Welcome);
            Step();
            Step();
            if (_session.State != MqttState.Open)
            {
                throw new FuzzFindingException($"the next broker is not served: {_session.Error}");
            }
        }

        private void Open()
        {
            if (!_session.Open(_transport, 120, _clock.UptimeMs))
            {
                throw new FuzzFindingException("no connection");
            }

            Step();
            if (_isOld && _session.Level == 5)
            {
                _transport.Reply([0x20, 2, 0, 1]);
                Step();
                _session.Open(_transport, 120, _clock.UptimeMs);
                Step();
            }
        }

        private void Check()
        {
            if (_session.State == MqttState.Closed && _session.Error == FleetError.None)
            {
                throw new FuzzFindingException("the session ended without a reason");
            }

            if (_session.Question.IsThere && _session.Question.Length > Limits.FleetQuestionBytesMax)
            {
                throw new FuzzFindingException("a question is longer than there is room");
            }

            if (_session.KeepAliveS < Limits.FleetWifiKeepAliveLeastS)
            {
                throw new FuzzFindingException($"keep-alive {_session.KeepAliveS} s");
            }
        }

        private long Step()
        {
            _clock.Move(StepMs);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _session.Step(_clock.UptimeMs);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
