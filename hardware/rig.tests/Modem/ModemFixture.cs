using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;
using Xunit;
using AgentBoard = Terminal.Agent.Ports.Board;
using Limits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// The cellular link and the emulated modem in virtual time, with a client that makes one exchange
/// after another and a peer that counts what reaches it.
/// </summary>
internal sealed class ModemFixture : IEventSink
{
    public static readonly byte[] Root =
        Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n" + new string('M', 1_200)
            + "\n-----END CERTIFICATE-----\n");

    private readonly HashSet<ModemState> _seen = [];
    private readonly VirtualRandom _draws = new(12_345);

    public ModemFixture(
        int baud = 115_200,
        Action<ModemEmulator>? before = null,
        int seed = 1,
        string model = ModemModels.First)
    {
        Settings.Model = ModemModels.SettingOf(model);
        Network = new LoopbackModemNetwork((_, _) => new Peer(this), () => NowMs) { RootPem = Root };
        Modem = new ModemEmulator(
            ModemModels.Become(new ModemOptions(), model),
            Network,
            () => NowMs,
            () => DateTime.UnixEpoch.AddSeconds(1_790_000_000).AddMilliseconds(NowMs),
            seed);
        before?.Invoke(Modem);
        Port = new EmulatedModemPort(Modem, () => NowMs, baud);
        Start();
    }

    public VirtualClock Clock { get; } = new();

    public long NowMs => Clock.UptimeMs;

    public TerminalSettings AllSettings { get; } = new();

    public CellularSettings Settings => AllSettings.Cellular;

    /// <summary>What the terminal keeps over a restart of its own.</summary>
    public MemoryNvram Nvram { get; } = new();

    public LoopbackModemNetwork Network { get; }

    public ModemEmulator Modem { get; }

    public EmulatedModemPort Port { get; }

    public CellularLink Link { get; private set; } = null!;

    public ModemState State => Link.Modem.State;

    public IReadOnlySet<ModemState> Seen => _seen;

    public List<(long AtMs, EventKind Kind, int A, int B)> Events { get; } = [];

    /// <summary>Called after every step.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Makes exchanges over the link whenever it can.</summary>
    public ExchangeClient? Client { get; set; }

    /// <summary>
    /// Requests that reached the peer whole, each once as the acquirer counts them.
    /// </summary>
    public List<int> Delivered { get; } = [];

    public int AnswerBytes { get; set; } = 900;

    public bool PeerCloses { get; set; }

    public void Add(EventKind kind, int a, int b) => Events.Add((NowMs, kind, a, b));

    /// <summary>The terminal begins, again if it ran before; the modem goes on.</summary>
    public void Start()
    {
        Port.SetBaud(Limits.ModemStartBaud);
        var board = new AgentBoard
        {
            Modem = Port,
            ModemSpeed = Port,
            ModemPower = Modem,
            Clock = Clock,
            Random = _draws,
            Nvram = Nvram,
            RootCertificate = Root,
        };
        Link = new CellularLink(board, AllSettings, this);
    }

    /// <summary>Runs until the condition holds or the time is over.</summary>
    public bool RunUntil(Func<bool> condition, long limitMs)
    {
        long endMs = NowMs + limitMs;
        while (!condition())
        {
            if (NowMs >= endMs)
            {
                return false;
            }

            Step();
        }

        return true;
    }

    public void Run(long ms) => RunUntil(() => false, ms);

    public bool RunUntilReady(long limitMs) => RunUntil(() => Link.Modem.IsReady, limitMs);

    public void Step()
    {
        Client?.Step(NowMs);
        int waitMs = Link.Step(NowMs);
        _seen.Add(State);
        Stepped?.Invoke();
        Assert.InRange(waitMs, 0, Limits.IdleStepMs);
        long nextMs = Math.Min(NowMs + waitMs, Modem.NextDueMs);
        Clock.Move(Math.Max(1, nextMs - NowMs));
    }

    public string Log() => string.Join('\n', Events.Select(e => $"{e.AtMs,9} {e.Kind} {e.A} {e.B}"));

    private sealed class Peer(ModemFixture fixture) : IModemPeer
    {
        private readonly List<byte> _bytes = [];

        // A request is: number in 8 digits, length in 8 digits, filling. The answer repeats the
        // number.
        public bool Take(ReadOnlySpan<byte> bytes, Stream reply)
        {
            _bytes.AddRange(bytes);
            while (_bytes.Count >= 16)
            {
                string head = Encoding.ASCII.GetString([.. _bytes.Take(16)]);
                if (!int.TryParse(head[..8], out int number) || !int.TryParse(head[8..], out int length))
                {
                    return false;
                }

                if (_bytes.Count < length)
                {
                    return true;
                }

                bool isWhole = _bytes.Skip(16).Take(length - 16).All(b => b == (byte)'x');
                _bytes.RemoveRange(0, length);
                if (!isWhole)
                {
                    return false;
                }

                if (!fixture.Delivered.Contains(number))
                {
                    fixture.Delivered.Add(number);
                }

                byte[] answer = new byte[fixture.AnswerBytes];
                for (int i = 0; i < answer.Length; i++)
                {
                    answer[i] = (byte)(i * 7);
                }

                Encoding.ASCII.GetBytes($"{number:D8}{answer.Length:D8}").CopyTo(answer, 0);
                reply.Write(answer);
                if (fixture.PeerCloses)
                {
                    return false;
                }
            }

            return true;
        }
    }
}

/// <summary>
/// One exchange after another over a link's transport, each until its answer is whole.
/// </summary>
internal sealed class ExchangeClient(ModemFixture fixture)
{
    private static readonly byte[] Host = Encoding.ASCII.GetBytes("acquirer.test");
    private readonly byte[] _request = new byte[700];
    private readonly byte[] _answer = new byte[16_384];
    private int _number;
    private int _sent;
    private int _got;
    private long _startMs;
    private long _nextMs;
    private bool _isRunning;

    public int Answered { get; private set; }

    public int Failures { get; private set; }

    public int PauseMs { get; set; } = 2_000;

    public int PatienceMs { get; set; } = 15_000;

    public bool ClosesAfter { get; set; }

    public int Attempts { get; private set; }

    /// <summary>A request has been handed over and its answer is awaited.</summary>
    public bool IsInFlight => _isRunning && _sent == _request.Length;

    public List<FaultCode> Faults { get; } = [];

    public void Step(long nowMs)
    {
        var transport = fixture.Link.Transport;
        if (!_isRunning)
        {
            if (nowMs < _nextMs || !fixture.Link.Modem.IsReady)
            {
                return;
            }

            if (transport.State != TransportState.Open && !transport.Open(Host, Host.Length, 443))
            {
                return;
            }

            _isRunning = true;
            _number = Answered + 1;
            Attempts++;
            _sent = 0;
            _got = 0;
            _startMs = nowMs;
            Array.Fill(_request, (byte)'x');
            Encoding.ASCII.GetBytes($"{_number:D8}{_request.Length:D8}").CopyTo(_request, 0);
        }

        int count = transport.Read(_answer, _got, _answer.Length - _got);
        _got += count;
        if (_got >= 16 && _got >= int.Parse(Encoding.ASCII.GetString(_answer, 8, 8)))
        {
            Finish(nowMs);
            return;
        }

        switch (transport.State)
        {
            case TransportState.Open when _sent < _request.Length:
                _sent += transport.Write(_request, _sent, _request.Length - _sent);
                break;
            case TransportState.Failed:
                Fail(transport.Fault, nowMs);
                return;
            case TransportState.PeerClosed when count == 0:
            case TransportState.Closed:
                Fail(FaultCode.ConnectionLost, nowMs);
                return;
            default:
                break;
        }

        if (nowMs - _startMs >= PatienceMs)
        {
            Fail(
                transport.State == TransportState.Open ? FaultCode.AcquirerSilent : FaultCode.ConnectTimeout,
                nowMs);
        }
    }

    private void Finish(long nowMs)
    {
        Assert.Equal(_number, int.Parse(Encoding.ASCII.GetString(_answer, 0, 8)));
        for (int i = 16; i < _got; i++)
        {
            Assert.Equal((byte)(i * 7), _answer[i]);
        }

        Answered++;
        _isRunning = false;
        _nextMs = nowMs + PauseMs;
        fixture.Link.Report(FaultCode.None, nowMs);
        if (ClosesAfter)
        {
            fixture.Link.Transport.Close();
        }
    }

    private void Fail(FaultCode fault, long nowMs)
    {
        Failures++;
        Faults.Add(fault);
        _isRunning = false;
        _nextMs = nowMs + PauseMs;
        fixture.Link.Transport.Close();
        fixture.Link.Report(fault, nowMs);
    }
}
