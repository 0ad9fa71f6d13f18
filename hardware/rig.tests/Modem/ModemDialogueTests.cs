using System.Globalization;
using System.Text;
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
/// Plays the dialogues written by hand against the driver; their README has the grammar.
/// </summary>
public sealed class ModemDialogueTests
{
    private static readonly string Folder = FindFolder();

    public static TheoryData<string> Dialogues() =>
    [
        .. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileName(f))
            .Where(f => !f.StartsWith("include", StringComparison.Ordinal)).Order(),
    ];

    [Theory]
    [MemberData(nameof(Dialogues))]
    public void Plays(string name) => new Player().Play(name);

    /// <summary>
    /// The player can fail: a dialogue that asks for what the driver does not do.
    /// </summary>
    [Fact]
    public void AWrongDialogueFails() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(
        () => new Player().PlayLines(["model A7670E", "> AT", "< OK", "> AT+CSQ=?"]));

    private static string FindFolder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Terminal.sln")))
        {
            root = root.Parent!;
        }

        return Path.Combine(root.FullName, "Terminal.Agent.Tests", "Dialogues");
    }

    private sealed class Player : ISerialPort, ILineSpeed, IModemPower, IEventSink
    {
        private const int PatienceMs = 30_000;

        private readonly Queue<byte> _toTerminal = new();
        private readonly List<byte> _fromTerminal = [];
        private readonly TerminalSettings _all = new();
        private readonly MemoryNvram _nvram = new();
        private readonly VirtualClock _clock = new();
        private readonly VirtualRandom _draws = new(1);
        private bool _hasSpeeds;
        private bool _isProofPlayed;
        private int _baud = Limits.ModemStartBaud;
        private CellularLink? _link;
        private string _where = "";
        private long _keyDownMs = -1;
        private long _keyHeldMs;
        private long _verifiedBaseS;
        private int _data;
        private int _read;

        private long UptimeMs => _clock.UptimeMs;

        private CellularSettings _settings => _all.Cellular;

        private CellularLink Link => _link!;

        public void Play(string name) => PlayLines(Lines(name));

        public void PlayLines(IEnumerable<string> lines)
        {
            int number = 0;
            foreach (string line in lines)
            {
                number++;
                if (line.Length == 0 || line[0] == '#')
                {
                    continue;
                }

                _where = $"item {number}: {line}";
                Item(line.Split(' ', 2)[0], line.Split(' ', 2) is [_, var rest] ? rest : "");
            }
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            int count = 0;
            while (count < capacity && _toTerminal.TryDequeue(out byte value))
            {
                buffer[offset + count++] = value;
            }

            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            _fromTerminal.AddRange(buffer.AsSpan(offset, count));
            return count;
        }

        public void SetBaud(int baud) => _baud = baud;

        public void SetSupply(bool isOn)
        {
        }

        public void SetPowerKey(bool isPressed)
        {
            if (isPressed)
            {
                _keyDownMs = UptimeMs;
            }
            else if (_keyDownMs >= 0)
            {
                _keyHeldMs = Math.Max(_keyHeldMs, UptimeMs - _keyDownMs);
                _keyDownMs = -1;
            }
        }

        public void Add(EventKind kind, int a, int b)
        {
        }

        // Dialogues are about other things than the proof of the name check, unless they say so.
        private void Begin()
        {
            _fromTerminal.Clear();
            _settings.IsRootPrivate = !_isProofPlayed;
            _link = new CellularLink(
                new AgentBoard
                {
                    Modem = this,
                    ModemSpeed = _hasSpeeds ? this : null,
                    ModemPower = this,
                    Clock = _clock,
                    Random = _draws,
                    Nvram = _nvram,
                    RootCertificate = ModemFixture.Root,
                },
                _all,
                this);
        }

        private static IEnumerable<string> Lines(string name)
        {
            foreach (string line in File.ReadAllLines(Path.Combine(Folder, name)))
            {
                if (line.StartsWith("include ", StringComparison.Ordinal))
                {
                    foreach (string inner in Lines(line[8..]))
                    {
                        yield return inner;
                    }
                }
                else
                {
                    yield return line;
                }
            }
        }

        private void Item(string item, string text)
        {
            text = text.Replace("@SIZE@", ModemFixture.Root.Length.ToString(CultureInfo.InvariantCulture))
                .Replace("@NAME@", CertificateName()).Replace("@UTC@", UtcText());
            switch (item)
            {
                case "model":
                    _settings.Model = ModemModels.SettingOf(text);
                    Begin();
                    break;
                case ">":
                    Until(() => _fromTerminal.Contains(13), "a line");
                    Assert.Equal(text, TakeLine());
                    break;
                case "<":
                    Send("\r\n" + text + "\r\n");
                    break;
                case "<<":
                    Send(System.Text.RegularExpressions.Regex.Unescape(text));
                    break;
                case "prompt":
                    Send("\r\n>");
                    break;
                case "payload":
                    int count = int.Parse(text, CultureInfo.InvariantCulture);
                    Until(() => _fromTerminal.Count >= count, "the payload");
                    Assert.True(_fromTerminal.Count == count, Told());
                    _fromTerminal.Clear();
                    break;
                case "data":
                    SendData(int.Parse(text, CultureInfo.InvariantCulture));
                    break;
                case "silent":
                    Silent(text.Split(' '));
                    break;
                case "wait":
                    Run(int.Parse(text, CultureInfo.InvariantCulture));
                    break;
                case "key":
                    long heldMs = _keyHeldMs;
                    _keyHeldMs = 0;
                    Assert.True(heldMs >= long.Parse(text, CultureInfo.InvariantCulture), Told());
                    break;
                default:
                    Act(item, text);
                    break;
            }
        }

        private void Act(string item, string text)
        {
            var modem = Link.Modem;
            switch (item)
            {
                case "open":
                    string[] words = text.Split(' ');
                    byte[] host = Encoding.ASCII.GetBytes(words[0]);
                    Assert.True(
                        Link.Transport.Open(host, host.Length, int.Parse(words[1], CultureInfo.InvariantCulture)),
                        Told());
                    break;
                case "close":
                    Link.Transport.Close();
                    break;
                case "write":
                    int size = int.Parse(text, CultureInfo.InvariantCulture);
                    Assert.Equal(size, Link.Transport.Write(new byte[size], 0, size));
                    break;
                case "read":
                    ReadData(int.Parse(text, CultureInfo.InvariantCulture));
                    break;
                case "state":
                    Until(() => modem.State.ToString() == text, modem.State.ToString());
                    break;
                case "transport":
                    Until(() => Link.Transport.State.ToString() == text, "the transport's state");
                    break;
                case "fault":
                    Until(() => modem.Fault.ToString() == text, modem.Fault.ToString());
                    break;
                case "imei":
                    Assert.Equal(text, Text(modem.Facts.Imei));
                    break;
                case "firmware":
                    Assert.Equal(text, Text(modem.Facts.Firmware));
                    break;
                case "technology":
                    Until(
                        () => Encoding.ASCII.GetString(modem.Facts.Technology) == text,
                        Encoding.ASCII.GetString(modem.Facts.Technology));
                    break;
                case "speeds":
                    _hasSpeeds = true;
                    Begin();
                    break;
                case "baud":
                    Until(() => _baud.ToString(CultureInfo.InvariantCulture) == text, $"{_baud} baud");
                    break;
                case "proof":
                    _isProofPlayed = true;
                    _all.HostLength = Encoding.ASCII.GetBytes("acquirer.test", _all.Host);
                    Begin();
                    break;
                case "check":
                    Until(() => modem.Check.Verdict.ToString() == text, modem.Check.Verdict.ToString());
                    break;
                case "again":
                    Begin();
                    break;
                case "set":
                    Set(text.Split(' '));
                    break;
                case "changed":
                    Link.OnSettingsChanged();
                    Step();
                    break;
                case "verified":
                    _verifiedBaseS = long.Parse(text, CultureInfo.InvariantCulture) - (UptimeMs / 1_000);
                    Link.OnVerifiedTime(_verifiedBaseS + (UptimeMs / 1_000), UptimeMs);
                    break;
                case "iccid":
                    Until(() => Text(modem.Facts.Iccid) == text, Text(modem.Facts.Iccid));
                    break;
                case "operator":
                    Assert.Equal(text, Text(modem.Facts.Operator));
                    break;
                case "address":
                    Assert.Equal(text, Text(modem.Facts.Address));
                    break;
                case "utc":
                    Assert.Equal(text, modem.Facts.Time.NetworkUtcSeconds.ToString(CultureInfo.InvariantCulture));
                    break;
                case "dbm":
                    Until(
                        () => modem.Facts.SignalDbm.ToString(CultureInfo.InvariantCulture) == text,
                        $"{modem.Facts.SignalDbm} dBm");
                    break;
                default:
                    Assert.Fail("no such item: " + Told());
                    break;
            }
        }

        private void Set(string[] words)
        {
            switch (words)
            {
                case ["apn", var name]:
                    _settings.ApnLength = Encoding.ASCII.GetBytes(name, _settings.Apn);
                    break;
                case ["user", "none"]:
                    _settings.ApnAuth = ApnAuth.None;
                    break;
                case ["user", var user, var password, var auth]:
                    _settings.ApnUserLength = Encoding.ASCII.GetBytes(user, _settings.ApnUser);
                    _settings.ApnPasswordLength = Encoding.ASCII.GetBytes(password, _settings.ApnPassword);
                    _settings.ApnAuth = Enum.Parse<ApnAuth>(auth, true);
                    break;
                case ["type", var type]:
                    _settings.ApnType = Enum.Parse<ApnType>(type, true);
                    break;
                default:
                    Assert.Fail("no such setting: " + Told());
                    break;
            }
        }

        private string UtcText() => DateTime.UnixEpoch.AddSeconds(_verifiedBaseS + (UptimeMs / 1_000))
            .ToString("'\"'yy/MM/dd,HH:mm:ss+00'\"'", CultureInfo.InvariantCulture);

        private void SendData(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _toTerminal.Enqueue((byte)_data++);
            }

            Step();
        }

        private void ReadData(int count)
        {
            byte[] buffer = new byte[count];
            int got = 0;
            Until(
                () =>
                {
                    got += Link.Transport.Read(buffer, got, count - got);
                    return got == count;
                },
                "bytes to read");
            Assert.All(buffer, value => Assert.Equal((byte)_read++, value));
            Assert.Equal(0, Link.Transport.Read(buffer, 0, count));
        }

        private void Silent(string[] words)
        {
            long endMs = UptimeMs + long.Parse(words[0], CultureInfo.InvariantCulture);
            while (UptimeMs < endMs)
            {
                Step();
                while (_fromTerminal.Contains(13))
                {
                    Assert.Contains(TakeLine(), words[1..]);
                }
            }
        }

        private string TakeLine()
        {
            int end = _fromTerminal.IndexOf(13);
            string line = Encoding.Latin1.GetString([.. _fromTerminal.Take(end)]);
            _fromTerminal.RemoveRange(0, end + 1);
            return line;
        }

        private void Send(string text)
        {
            foreach (byte value in Encoding.Latin1.GetBytes(text))
            {
                _toTerminal.Enqueue(value);
            }

            Step();
        }

        private void Run(int ms)
        {
            long endMs = UptimeMs + ms;
            while (UptimeMs < endMs)
            {
                Step();
            }
        }

        private void Until(Func<bool> condition, string what)
        {
            long endMs = UptimeMs + PatienceMs;
            while (!condition())
            {
                Assert.True(UptimeMs < endMs, $"{what} never came; {Told()}");
                Step();
            }
        }

        private void Step()
        {
            Link.Step(UptimeMs);
            Assert.True(_clock.UtcSeconds == 0, "the link must not set the clock");
            _clock.Move(5);
        }

        private string Told() =>
            $"{_where}, state {Link.Modem.State}, at {UptimeMs} ms, sent: "
            + Encoding.Latin1.GetString([.. _fromTerminal]);

        private static string Text(ModemText text) => Encoding.ASCII.GetString(text.Bytes, 0, text.Length);

        private static string CertificateName()
        {
            uint hash = 2_166_136_261;
            foreach (byte value in ModemFixture.Root)
            {
                hash = unchecked((hash ^ value) * 16_777_619);
            }

            return $"acq-{hash:x8}.pem";
        }
    }
}
