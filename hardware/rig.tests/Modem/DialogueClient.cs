using System.Globalization;
using System.Text;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// Plays dialogues against the emulated modem in virtual time, with one peer in memory behind every name.
/// </summary>
internal sealed class DialogueClient : IModemPeer
{
    private const int PatienceMs = 15_000;
    private const int SilenceMs = 2_000;
    private const int ResetPulseMs = 2_500;

    private readonly ModemEmulator _modem;
    private readonly StringBuilder _text = new();
    private long _nowMs;

    public DialogueClient(bool isStrict = true)
    {
        _modem = new ModemEmulator(
            new ModemOptions { IsStrict = isStrict },
            new LoopbackModemNetwork((_, _) => this, () => _nowMs),
            () => _nowMs,
            () => DateTime.UnixEpoch.AddSeconds(1_790_000_000).AddMilliseconds(_nowMs));
        _modem.Noticed += Notices.Add;
        _modem.PowerOnNow();
        Run(5_000);
        _text.Clear();
    }

    public List<string> Notices { get; } = [];

    public void ClearFaults() => _modem.Faults.Clear();

    /// <summary>The modem, for its faults.</summary>
    public ModemEmulator Modem => _modem;

    /// <summary>What the peer says to everything that comes.</summary>
    public string PeerSays { get; set; } = "hello";

    /// <summary>The peer closes behind that.</summary>
    public bool PeerCloses { get; set; }

    /// <summary>What the peer was sent.</summary>
    public string Sent { get; private set; } = "";

    public bool Take(ReadOnlySpan<byte> bytes, Stream reply)
    {
        Sent += Encoding.Latin1.GetString(bytes);
        reply.Write(Encoding.Latin1.GetBytes(PeerSays));
        return !PeerCloses;
    }

    /// <summary>Plays items one after the other.</summary>
    public void PlayAll(params string[] lines)
    {
        foreach (string line in lines)
        {
            Play(line);
        }
    }

    public void Play(string line)
    {
        string[] words = line.Split(' ', 2);
        switch (words[0])
        {
            case ">":
                _modem.Receive(Encoding.ASCII.GetBytes(words[1] + "\r"));
                break;
            case ">>":
                _modem.Receive(Convert.FromHexString(words[1].Replace(" ", "", StringComparison.Ordinal)));
                break;
            case "<":
                Expect(words[1]);
                break;
            case "wait":
                Run(int.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            default:
                Assert.True(line.Length == 0 || line[0] == '#', "no such item: " + line);
                break;
        }
    }

    public void IsSilent()
    {
        _text.Clear();
        Run(SilenceMs);
        Assert.Equal("", _text.ToString());
    }

    public void Reset()
    {
        _modem.SetPowerKey(true);
        Run(ResetPulseMs);
        _modem.SetPowerKey(false);
        Run(PatienceMs);
        _text.Clear();
    }

    // Echoes and URCs may stand before the line; a final answer that is not awaited may not.
    private void Expect(string wanted)
    {
        long endMs = _nowMs + PatienceMs;
        while (true)
        {
            string line = NextLine(endMs, wanted);
            if (line == wanted)
            {
                return;
            }

            bool isFinal = line is "OK" or "ERROR" || line.StartsWith("+CME ERROR", StringComparison.Ordinal);
            Assert.False(isFinal, $"'{line}' in the place of '{wanted}'");
        }
    }

    private string NextLine(long endMs, string wanted)
    {
        while (true)
        {
            string text = _text.ToString().TrimStart('\r', '\n');
            int end = text.IndexOf('\r', StringComparison.Ordinal);
            if (text.StartsWith('>') || end >= 0)
            {
                int length = text.StartsWith('>') ? 1 : end;
                _text.Clear().Append(text[length..]);
                return text[..length];
            }

            Assert.True(_nowMs < endMs, $"'{wanted}' never came; there is '{text}'");
            Run(5);
        }
    }

    private void Run(int ms)
    {
        byte[] buffer = new byte[256];
        long endMs = _nowMs + ms;
        while (_nowMs < endMs)
        {
            _nowMs += 5;
            int count = _modem.Transmit(buffer);
            _text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
