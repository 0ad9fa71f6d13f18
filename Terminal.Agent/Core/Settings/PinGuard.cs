using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Settings;

/// <summary>
/// The technician's PIN, for console and menus alike: salted, iterated HMAC-SHA-256, a few
/// iterations a step. A try is counted in NVRAM before it is judged, so that neither a restart nor
/// a power cut gives a free one; each wrong one doubles the delay, which begins anew at a start.
/// </summary>
public sealed class PinGuard
{
    private const int NoDelay = 0;

    private readonly DurableCell _cell;
    private readonly IKeyedHash _hash;
    private readonly IRandom _random;
    private readonly IEventSink _events;
    private readonly TerminalSettings _settings;
    private readonly byte[] _tries = new byte[4];
    private readonly byte[] _salt = new byte[Limits.PinSaltBytes];
    private readonly byte[] _block = new byte[Limits.PinHashBytes];
    private readonly byte[] _digest = new byte[Limits.PinHashBytes];

    // HMAC takes a key by its array's length, so each length of PIN has an array of its own.
    private readonly byte[][] _keys = new byte[Limits.PinDigitsMax + 1][];

    private int _pinLength;
    private int _roundsLeft;
    private int _wrongCount;
    private long _openMs;
    private bool _isSetting;
    private bool _isKept;
    private PinVerdict _verdict;

    /// <summary>Makes the guard over the settings that hold salt and code.</summary>
    public PinGuard(
        INvram nvram,
        IKeyedHash hash,
        IRandom random,
        TerminalSettings settings,
        IEventSink events)
    {
        _cell = new DurableCell(nvram, DurableCell.PinTries);
        _hash = hash;
        _random = random;
        _settings = settings;
        _events = events;
        for (int i = Limits.PinDigitsMin; i < _keys.Length; i++)
        {
            _keys[i] = new byte[i];
        }
    }

    /// <summary>True when a PIN has been set.</summary>
    public bool IsSet => _settings.IsPinSet;

    /// <summary>Wrong PINs in a row.</summary>
    public int WrongCount => _wrongCount;

    /// <summary>The verdict on what was given last.</summary>
    public PinVerdict Verdict => _verdict;

    /// <summary>Takes over the count of wrong PINs: once, when the journal is mounted.</summary>
    /// <param name="isWritable">False when nothing may be written to NVRAM.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Start(bool isWritable, long nowMs)
    {
        _isKept = isWritable;
        int length = _cell.Load(_tries);
        _wrongCount = length == _tries.Length ? (int)ByteCodec.GetU32(_tries, 0) : 0;
        _openMs = nowMs + DelayMs();
    }

    /// <summary>How long no PIN is taken yet, in ms; 0 when one is.</summary>
    public long WaitMs(long nowMs) => nowMs < _openMs ? _openMs - nowMs : NoDelay;

    /// <summary>Begins to judge a PIN; <see cref="Step"/> goes on with it.</summary>
    /// <returns>Busy, or why it is not judged.</returns>
    public PinVerdict Check(byte[] digits, int offset, int count, long nowMs)
    {
        if (_verdict == PinVerdict.Busy)
        {
            return PinVerdict.Locked;
        }

        _verdict = !IsSet ? PinVerdict.NotSet
            : WaitMs(nowMs) > 0 ? PinVerdict.Locked
            : !IsPin(digits, offset, count) ? PinVerdict.Malformed : PinVerdict.Busy;
        if (_verdict == PinVerdict.Busy)
        {
            Count(_wrongCount + 1);
            _isSetting = false;
            Array.Copy(_settings.PinSalt, 0, _salt, 0, _salt.Length);
            Begin(digits, offset, count);
        }

        return _verdict;
    }

    /// <summary>
    /// Begins to set a PIN: the caller has seen that none is set, or that the old one is known.
    /// The caller saves the settings when the verdict is Right.
    /// </summary>
    /// <returns>Busy, or Malformed.</returns>
    public PinVerdict Set(byte[] digits, int offset, int count)
    {
        if (_verdict == PinVerdict.Busy)
        {
            return PinVerdict.Locked;
        }

        _verdict = IsPin(digits, offset, count) ? PinVerdict.Busy : PinVerdict.Malformed;
        if (_verdict == PinVerdict.Busy)
        {
            _isSetting = true;
            for (int i = 0; i < _salt.Length; i += 4)
            {
                ByteCodec.PutU32(_salt, i, _random.Next());
            }

            Begin(digits, offset, count);
        }

        return _verdict;
    }

    /// <summary>Works on the PIN given; costs nothing when there is none.</summary>
    /// <returns>Busy until the verdict stands.</returns>
    public PinVerdict Step(long nowMs)
    {
        if (_verdict != PinVerdict.Busy)
        {
            return _verdict;
        }

        byte[] key = _keys[_pinLength];
        for (int i = 0; i < Limits.PinRoundsPerStepCount && _roundsLeft > 0; i++)
        {
            _hash.Compute(key, _block, _block.Length, _digest);
            Mix();
            _roundsLeft--;
        }

        if (_roundsLeft == 0)
        {
            Finish(nowMs);
        }

        return _verdict;
    }

    private static bool IsPin(byte[] digits, int offset, int count) =>
        count >= Limits.PinDigitsMin && count <= Limits.PinDigitsMax
        && ByteCodec.GetDecimal(digits, offset, count) >= 0;

    private void Begin(byte[] digits, int offset, int count)
    {
        _pinLength = count;
        Array.Copy(digits, offset, _keys[count], 0, count);
        Array.Clear(_block, 0, _block.Length);
        Array.Copy(_salt, 0, _block, 0, _salt.Length);
        _roundsLeft = Limits.PinRoundsCount;
    }

    // What goes into the next round is the code of this one, with the salt laid over it.
    private void Mix()
    {
        Array.Copy(_digest, 0, _block, 0, _digest.Length);
        for (int i = 0; i < _salt.Length; i++)
        {
            _block[i] ^= _salt[i];
        }
    }

    private void Finish(long nowMs)
    {
        Array.Clear(_keys[_pinLength], 0, _pinLength);
        if (_isSetting)
        {
            Array.Copy(_salt, 0, _settings.PinSalt, 0, _salt.Length);
            Array.Copy(_digest, 0, _settings.PinHash, 0, _digest.Length);
            _settings.IsPinSet = true;
            _verdict = PinVerdict.Right;
        }
        else
        {
            _verdict = IsRight() ? PinVerdict.Right : PinVerdict.Wrong;
        }

        if (_verdict == PinVerdict.Right)
        {
            Count(0);
        }
        else
        {
            _events.Add(EventKind.PinWrong, _wrongCount, 0);
        }

        _openMs = nowMs + DelayMs();
    }

    // Looks at every byte, so that the time taken says nothing.
    private bool IsRight()
    {
        int differences = 0;
        for (int i = 0; i < _digest.Length; i++)
        {
            differences |= _digest[i] ^ _settings.PinHash[i];
        }

        return differences == 0;
    }

    private void Count(int wrongCount)
    {
        if (wrongCount == _wrongCount)
        {
            return;
        }

        _wrongCount = wrongCount;
        if (_isKept)
        {
            ByteCodec.PutU32(_tries, 0, (uint)wrongCount);
            _cell.Store(_tries, 0, _tries.Length);
        }
    }

    private long DelayMs()
    {
        if (_wrongCount <= 0)
        {
            return NoDelay;
        }

        int doublings = _wrongCount - 1 < Limits.PinDelayDoublingsMax
            ? _wrongCount - 1 : Limits.PinDelayDoublingsMax;
        return (long)Limits.PinDelayBaseMs << doublings;
    }
}
