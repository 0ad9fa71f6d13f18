using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Setup;

/// <summary>
/// Letters that nobody can guess: the board's random numbers and its uptime under a keyed hash, so
/// that they are as good as the better of the chip's generator and the API key. Off the hot path:
/// the hash may allocate.
/// </summary>
public sealed class PhoneSecrets
{
    private const int DataBytes = 24;
    private const int DigestBytes = 32;

    // Nothing that a person takes for something else; on every keyboard without a shift.
    private static readonly byte[] Easy = ByteCodec.Ascii("abcdefghjkmnpqrstuvwxyz23456789");
    private static readonly byte[] Digits = ByteCodec.Ascii("0123456789abcdef");

    private readonly IRandom _random;
    private readonly IKeyedHash _hash;
    private readonly IClock _clock;
    private readonly TerminalSettings _settings;
    private readonly byte[] _data = new byte[DataBytes];
    private readonly byte[] _digest = new byte[DigestBytes];
    private uint _count;

    /// <summary>Makes it over a board.</summary>
    public PhoneSecrets(Board board, TerminalSettings settings)
    {
        _random = board.Random;
        _hash = board.KeyedHash;
        _clock = board.Clock;
        _settings = settings;
    }

    /// <summary>Fills in letters that are easy to read and to type.</summary>
    public void FillEasy(byte[] into, int offset, int count) => Fill(into, offset, count, Easy);

    /// <summary>Fills in hexadecimal digits.</summary>
    public void FillDigits(byte[] into) => Fill(into, 0, into.Length, Digits);

    private void Fill(byte[] into, int offset, int count, byte[] letters)
    {
        // The highest values would favour the first letters: they are passed over.
        int fair = 256 - (256 % letters.Length);
        int at = DigestBytes;
        for (int i = 0; i < count;)
        {
            if (at == DigestBytes)
            {
                Draw();
                at = 0;
            }

            int value = _digest[at++];
            if (value < fair)
            {
                into[offset + i++] = letters[value % letters.Length];
            }
        }

        System.Array.Clear(_digest, 0, DigestBytes);
    }

    private void Draw()
    {
        for (int at = 0; at < 16; at += 4)
        {
            ByteCodec.PutU32(_data, at, _random.Next());
        }

        ByteCodec.PutU32(_data, 16, (uint)_clock.UptimeMs);
        ByteCodec.PutU32(_data, 20, ++_count);
        _hash.Compute(_settings.Key, _data, DataBytes, _digest);
    }
}
