using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// What a modem may say, mutated, into the cellular link with its channel and driver, in virtual
/// time, while a client opens, writes, reads and closes. In every other block a good modem is on
/// the line as well and the inputs fall among its answers, so that every state is fed. Afterwards a
/// good modem must bring the link Online.
/// </summary>
public sealed class AtFuzzTarget : IFuzzTarget
{
    private static readonly string[] Streams =
    [
        "\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\nSMS DONE\r\n\r\nPB DONE\r\n",
        "AT\r\r\nOK\r\n",
        "\r\nOK\r\n\r\n+CSQ: 21,99\r\n\r\nOK\r\n",
        "\r\n+CGMR: A7670M7_V1.11.1\r\n\r\nOK\r\n",
        "\r\n862636058012345\r\n\r\nOK\r\n",
        "\r\n+CPIN: READY\r\n\r\nOK\r\n\r\n+ICCID: 8933150319070123456F\r\n\r\nOK\r\n",
        "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n",
        "\r\n+CME ERROR: 10\r\n",
        "\r\n+CGDCONT: 1,\"IP\",\"iot\",\"0.0.0.0\",0,0\r\n\r\nOK\r\n",
        "\r\n+CEREG: 1,1\r\n\r\nOK\r\n\r\n+CEREG: 5\r\n",
        "\r\n+CEREG: 2\r\n\r\n+CEREG: 3\r\n",
        "\r\nOK\r\n\r\nOK\r\n\r\n+CGPADDR: 1,10.1.2.3\r\n\r\nOK\r\n",
        "\r\n+COPS: 0,0,\"Net\",7\r\n\r\nOK\r\n",
        "\r\n+CCLK: \"26/11/24,21:05:19+04\"\r\n\r\nOK\r\n",
        "\r\n+CCLK: \"70/01/01,00:00:01+00\"\r\n\r\nOK\r\n\r\n+CNTP: 0\r\n",
        "\r\n+CCERTLIST: \"acq-0badf00d.pem\"\r\n+CCERTLIST: \"x.pem\"\r\n\r\nOK\r\n",
        "\r\n>\r\nOK\r\n",
        "\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n\r\nOK\r\n",
        "\r\nOK\r\n\r\n+CCHSTART: 0\r\n\r\nOK\r\n",
        "\r\n+CCHSTOP: 0\r\n\r\nOK\r\n",
        "\r\nOK\r\n\r\n+CCHOPEN: 0,0\r\n",
        "\r\nOK\r\n\r\n+CCHOPEN: 0,15\r\n",
        "\r\n>\r\nOK\r\n\r\n+CCHSEND: 0,0\r\n",
        "\r\n+CCHEVENT: 0,RECV EVENT\r\n\r\n+CCHRECV: LEN,20,0\r\n\r\nOK\r\n",
        "\r\nOK\r\n\r\n+CCHRECV: DATA,0,20\r\nabcdefghijklmnopqrst\r\n+CCHRECV: 0,0\r\n",
        "\r\nOK\r\n\r\n+CCHRECV: DATA,0,2048\r\nabc\r\n+CCHRECV: 0,0\r\n",
        "\r\n+CCH_PEER_CLOSED: 0\r\n\r\n+CCHCLOSE: 0,0\r\n\r\nOK\r\n",
        "\r\n+CCH: CCH STOP\r\n\r\n+CCH_RECV_CLOSED: 0,6\r\n",
        "\r\n+CSSLCFG: \"ignorecertCN\",(0-9),(0-1)\r\n+CSSLCFG: 0,3,1,0,300,\"a\",\"\",\"\",1,0\r\n\r\nOK\r\n",
        "\r\n+CDNSGIP: 1,\"api.stancer.com\",\"192.0.2.1\"\r\n\r\nOK\r\n",
        "\r\n+CGREG: 1,0003,01A2B3C4,7\r\n\r\n+CREG: 1,6\r\n\r\nOK\r\n",
        "\r\n+CESQ: 99,99,255,255,20,53\r\n\r\nOK\r\n",
        "\r\nERROR\r\n",
        "\r\nNORMAL POWER DOWN\r\n",
        "\r\nEG800KEUGCR07A06M04\r\n\r\nOK\r\n",
        "\r\n+QICSGP: 1,\"iot\",\"\",\"\",0\r\n\r\nOK\r\n",
        "\r\n+CGACT: 1,1\r\n+CGACT: 5,1\r\n\r\nOK\r\n",
        "\r\n+QIACT: 1,1,1,\"10.1.2.3\"\r\n\r\nOK\r\n",
        "\r\n+QFLST: \"UFS:acq-0badf00d.pem\",1939\r\n\r\nOK\r\n",
        "\r\nCONNECT\r\n\r\n+QFUPL: 1939,4f64\r\n\r\nOK\r\n",
        "\r\n+QSSLCFG: \"checkhost\",(0-5),(0-1)\r\n\r\nOK\r\n",
        "\r\n+QSSLCFG: \"seclevel\",1,1\r\n\r\nOK\r\n",
        "\r\nOK\r\n\r\n+QIURC: \"dnsgip\",0,1,600\r\n\r\n+QIURC: \"dnsgip\",\"192.0.2.1\"\r\n",
        "\r\nOK\r\n\r\n+QSSLOPEN: 0,566\r\n\r\n+QIOPEN: 1,0\r\n",
        "\r\nOK\r\n\r\n+QSSLOPEN: 0,0\r\n\r\n+QSSLURC: \"recv\",0\r\n",
        "\r\n> \r\nSEND OK\r\n\r\nSEND FAIL\r\n",
        "\r\n+QSSLRECV: 20\r\nabcdefghijklmnopqrst\r\nOK\r\n",
        "\r\n+QSSLRECV: 0\r\n\r\nOK\r\n\r\n+QSSLURC: \"closed\",0\r\n",
        "\r\n+QIURC: \"pdpdeact\",1\r\n\r\nPOWERED DOWN\r\n",
    ];

    /// <inheritdoc/>
    public string Name => "at";

    /// <inheritdoc/>
    public string Description => "the modem's line into the AT channel and the driver";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } = [.. Streams.Select(Encoding.Latin1.GetBytes)];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\r\n", "\r", "\n", ":", ",", "\"", ">", "OK", "ERROR", "+CCHRECV: DATA,0,",
            "+CCHRECV: LEN,",
            "+CCHOPEN: 0,0", "+CPIN: ", "+CEREG: ", "RDY", "AT", "+CME ERROR: ", "+CSQ: ",
            "\r\nOK\r\n",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run(
        (block & 1) == 1, (block & 2) == 2 ? ModemModels.Quectel : ModemModels.First);

    private sealed class Run : IFuzzRun, ISerialPort, IModemPower, IEventSink
    {
        private const int WarmUpInputs = 200;
        private const int AmongSteps = 40;
        private const int StepsMax = 5_000;
        private const int PatienceMs = 15_000;
        private const int BackMs = 12 * 60_000;

        private static readonly byte[] Root =
            Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n");
        private static readonly byte[] Host = Encoding.ASCII.GetBytes("acquirer.test");

        private readonly CellularLink _link;
        private readonly string _model;
        private readonly byte[] _input = new byte[8_192];
        private readonly byte[] _data = new byte[700];
        private ModemEmulator? _modem;
        private EmulatedModemPort? _port;
        private int _start;
        private int _end;
        private int _inputs;
        private int _sent;
        private int _got;
        private long _sinceMs;
        private long _aside;
        private readonly VirtualClock _clock = new();
        private readonly VirtualRandom _draws = new(1);

        public Run(bool isAmongAnswers, string model)
        {
            _model = model;
            var settings = new TerminalSettings();
            settings.Cellular.Model = ModemModels.SettingOf(model);
            _link = new CellularLink(
                new Terminal.Agent.Ports.Board
                {
                    Modem = this,
                    ModemPower = this,
                    Clock = _clock,
                    Random = _draws,
                    Nvram = new MemoryNvram(),
                    RootCertificate = Root,
                },
                settings,
                this);
            if (isAmongAnswers)
            {
                Attach();
            }
        }

        public long AllocatedBytes { get; private set; }

        private long UptimeMs => _clock.UptimeMs;

        // A few bytes at a time, as a line gives them; each input decides how many and how fast.
        public void Take(ReadOnlySpan<byte> input)
        {
            input.CopyTo(_input);
            _start = 0;
            _end = input.Length;
            int paceMs = Pace(input.Length == 0 ? 0 : input[^1] & 3);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int steps = 0;
            do
            {
                _clock.Move(paceMs);
                int waitMs = _link.Step(UptimeMs);
                Act();
                if (waitMs < 0 || waitMs > Terminal.Agent.Limits.IdleStepMs || ++steps > StepsMax)
                {
                    throw new FuzzFindingException($"step {steps} gives {waitMs}");
                }
            }
            while (_start < _end || (_port is not null && steps < AmongSteps));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before - _aside;
            _aside = 0;
            AllocatedBytes += _inputs++ < WarmUpInputs ? 0 : allocated;
        }

        public void Finish()
        {
            Attach();
            _link.Transport.Close();
            long endMs = UptimeMs + BackMs;
            while (_got < _data.Length)
            {
                if (UptimeMs > endMs)
                {
                    throw new FuzzFindingException(
                        $"a good modem does not bring it Online: {_link.Modem.State}, "
                        + $"{_link.Fault}, transport {_link.Transport.State}");
                }

                _clock.Move(10);
                _link.Step(UptimeMs);
                Exchange();
            }

            _link.Report(FaultCode.None, UptimeMs);
            if (_link.State != LinkState.Online)
            {
                throw new FuzzFindingException($"not Online: {_link.State}");
            }
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            if (_port is not null && _start == _end)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                int got = _port.Read(buffer, offset, capacity);
                SetAside(before);
                return got;
            }

            int count = Math.Min(Math.Min(capacity, 64), _end - _start);
            Array.Copy(_input, _start, buffer, offset, count);
            _start += count;
            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (_port is null)
            {
                return count;
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            int taken = _port.Write(buffer, offset, count);
            SetAside(before);
            return taken;
        }

        public void SetSupply(bool isOn)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _modem?.SetSupply(isOn);
            SetAside(before);
        }

        public void SetPowerKey(bool isPressed)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _modem?.SetPowerKey(isPressed);
            SetAside(before);
        }

        public void Add(EventKind kind, int a, int b)
        {
        }

        private void Attach()
        {
            var network = new LoopbackModemNetwork((_, _) => new EchoPeer(), () => UptimeMs);
            _modem = new ModemEmulator(
                ModemModels.Become(new ModemOptions(), _model),
                network,
                () => UptimeMs,
                () => DateTime.UnixEpoch.AddSeconds(1_790_000_000 + (UptimeMs / 1_000)));
            _port = new EmulatedModemPort(_modem, () => UptimeMs);
        }

        private int Pace(int choice) => choice switch
        {
            0 => 1,
            1 => 10,
            2 => 120,
            _ => _port is null ? 1_100 : 300,
        };

        // The emulated modem may allocate; the code under test may not.
        private void SetAside(long before) =>
            _aside += GC.GetAllocatedBytesForCurrentThread() - before;

        private void Act()
        {
            var transport = _link.Transport;
            switch (_draws.Next() >> 28)
            {
                case 0:
                    transport.Open(Host, Host.Length, 443);
                    break;
                case 1 or 2 or 3:
                    transport.Write(_data, 0, 300);
                    break;
                case 4 or 5 or 6 or 7:
                    transport.Read(_data, 0, _data.Length);
                    break;
                case 8 when (_draws.Next() >> 29) == 0:
                    transport.Close();
                    break;
                case 9:
                    bool isGood = (_draws.Next() >> 31) == 0;
                    _link.Report(isGood ? FaultCode.None : FaultCode.AcquirerSilent, UptimeMs);
                    break;
                default:
                    break;
            }
        }

        private void Exchange()
        {
            var transport = _link.Transport;
            if (transport.State != TransportState.Closed && UptimeMs - _sinceMs > PatienceMs)
            {
                transport.Close();
                _link.Report(FaultCode.AcquirerSilent, UptimeMs);
            }

            if (transport.State is TransportState.Closed or TransportState.Failed
                or TransportState.PeerClosed)
            {
                _sent = 0;
                _got = 0;
                _sinceMs = UptimeMs;
                transport.Open(Host, Host.Length, 443);
                return;
            }

            _sent += transport.Write(_data, _sent, _data.Length - _sent);
            _got += transport.Read(_data, 0, _data.Length);
        }
    }

    private sealed class EchoPeer : IModemPeer
    {
        public bool Take(ReadOnlySpan<byte> bytes, Stream reply)
        {
            reply.Write(bytes);
            return true;
        }
    }
}
