using Terminal.Agent.Ports;

namespace Terminal.Rig.World;

/// <summary>What goes wrong with the next frames that come over a serial line.</summary>
public enum LineTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A frame comes late, by <see cref="FailingSerialLine.DelayMs"/>.</summary>
    Late,

    /// <summary>One byte of a frame is lost.</summary>
    LosesByte,

    /// <summary>One byte of a frame is another one.</summary>
    ChangesByte,

    /// <summary>Noise comes straight before a frame.</summary>
    NoiseBefore,

    /// <summary>
    /// A frame stops in its middle and goes on after <see cref="FailingSerialLine.DelayMs"/>.
    /// </summary>
    StopsInMiddle,

    /// <summary>A frame stops in its middle for good.</summary>
    LosesTail,

    /// <summary>A frame is lost.</summary>
    LosesFrame,

    /// <summary>A frame comes twice.</summary>
    Twice,

    /// <summary>
    /// A frame is kept until the terminal has asked for something else, and comes then, before its
    /// answer.
    /// </summary>
    AfterNextRequest,
}

/// <summary>
/// The terminal's end of a serial line on which frames come late, torn, twice or in a noise. What
/// the terminal sends goes through untouched. A frame is what the caller's rule says, or else
/// whatever comes in one go. Allocates nothing once it is made.
/// </summary>
/// <param name="inner">The line.</param>
/// <param name="random">Where places and noise are drawn.</param>
/// <param name="nowMs">The world's clock.</param>
/// <param name="frameBytes">How long the frame is that begins in some bytes: 0 while too few are
/// there to know, below 0 where none begins; null takes what comes in one go for a frame.</param>
public sealed class FailingSerialLine(
    ISerialPort inner, Random random, Func<long> nowMs, FrameLength? frameBytes = null)
    : ISerialPort
{
    private const int CapacityBytes = 8_192;
    private const int NoiseBytesMost = 12;

    private readonly byte[] _arrived = new byte[CapacityBytes];
    private readonly byte[] _out = new byte[CapacityBytes];
    private readonly byte[] _kept = new byte[CapacityBytes];
    private int _arrivedBytes;
    private int _outBytes;
    private int _keptBytes;
    private int _barrierAt = -1;
    private long _barrierMs;
    private LineTrouble _trouble;
    private FailureSpan _span;
    private int _writesToGo;

    /// <summary>How long a frame or its tail is held back, in ms.</summary>
    public int DelayMs { get; set; } = 1_500;

    /// <summary>After how many writes of the terminal a kept frame comes.</summary>
    public int AfterWrites { get; set; } = 1;

    /// <summary>Frames that were struck.</summary>
    public int Struck { get; private set; }

    /// <summary>Begins to trouble frames; what was set before ends.</summary>
    public void Trouble(LineTrouble trouble, FailureSpan span)
    {
        _trouble = trouble;
        _span = span;
    }

    /// <summary>Works again; what is held back still comes.</summary>
    public void Heal() => _trouble = LineTrouble.None;

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        _arrivedBytes += inner.Read(_arrived, _arrivedBytes, CapacityBytes - _arrivedBytes);
        TakeFrames();
        bool isHeld = _barrierAt >= 0 && nowMs() < _barrierMs;
        if (!isHeld)
        {
            _barrierAt = -1;
        }

        int count = Math.Min(capacity, isHeld ? _barrierAt : _outBytes);
        Buffer.BlockCopy(_out, 0, buffer, offset, count);
        _outBytes -= count;
        Buffer.BlockCopy(_out, count, _out, 0, _outBytes);
        _barrierAt -= _barrierAt >= 0 ? count : 0;
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = inner.Write(buffer, offset, count);
        if (taken > 0 && _keptBytes > 0 && --_writesToGo <= 0)
        {
            Put(_kept, 0, _keptBytes);
            _keptBytes = 0;
        }

        return taken;
    }

    private void TakeFrames()
    {
        while (_arrivedBytes > 0)
        {
            int length = frameBytes is null
                ? _arrivedBytes : frameBytes(_arrived.AsSpan(0, _arrivedBytes));
            if (length == 0 || length > _arrivedBytes)
            {
                return;
            }

            // What begins no frame goes through byte by byte.
            int taken = Math.Max(length, 1);
            if (length > 0 && _trouble != LineTrouble.None
                && FailureSpan.Strikes(ref _span, nowMs()))
            {
                Struck++;
                Strike(taken);
            }
            else
            {
                Put(_arrived, 0, taken);
            }

            _arrivedBytes -= taken;
            Buffer.BlockCopy(_arrived, taken, _arrived, 0, _arrivedBytes);
        }
    }

    private void Strike(int length)
    {
        int place = random.Next(length);
        switch (_trouble)
        {
            case LineTrouble.Late:
                Hold(0);
                Put(_arrived, 0, length);
                break;
            case LineTrouble.LosesByte:
                Put(_arrived, 0, place);
                Put(_arrived, place + 1, length - place - 1);
                break;
            case LineTrouble.ChangesByte:
                _arrived[place] ^= (byte)random.Next(1, 256);
                Put(_arrived, 0, length);
                break;
            case LineTrouble.NoiseBefore:
                PutNoise();
                Put(_arrived, 0, length);
                break;
            case LineTrouble.StopsInMiddle:
                Hold(place);
                Put(_arrived, 0, length);
                break;
            case LineTrouble.LosesTail:
                Put(_arrived, 0, place);
                break;
            case LineTrouble.Twice:
                Put(_arrived, 0, length);
                Put(_arrived, 0, length);
                break;
            case LineTrouble.AfterNextRequest:
                Keep(length);
                break;
            default:
                break;
        }
    }

    private void Hold(int afterBytes)
    {
        if (_barrierAt < 0)
        {
            _barrierAt = _outBytes + afterBytes;
            _barrierMs = nowMs() + DelayMs;
        }
    }

    private void Keep(int length)
    {
        Buffer.BlockCopy(_arrived, 0, _kept, 0, length);
        _keptBytes = length;
        _writesToGo = AfterWrites;
    }

    private void PutNoise()
    {
        int left = Math.Min(random.Next(1, NoiseBytesMost + 1), CapacityBytes - _outBytes);
        for (; left > 0; left--)
        {
            _out[_outBytes++] = (byte)random.Next(256);
        }
    }

    private void Put(byte[] from, int offset, int count)
    {
        int taken = Math.Min(count, CapacityBytes - _outBytes);
        Buffer.BlockCopy(from, offset, _out, _outBytes, taken);
        _outBytes += taken;
    }
}

/// <summary>
/// How long the frame is that begins in some bytes: 0 while too few are there to know, below 0
/// where none begins.
/// </summary>
public delegate int FrameLength(ReadOnlySpan<byte> bytes);
