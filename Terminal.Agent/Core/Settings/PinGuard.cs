using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Settings;

/// <summary>
/// Guards a code, the technician's or the merchant's, for console and menus alike: salted, iterated
/// HMAC-SHA-256, a few iterations a step. A try is counted in NVRAM before it is judged, so that
/// neither a restart nor a power cut gives a free one, and a wrong one in the settings as well, so
/// that another NVRAM gives none either; each wrong one doubles the delay, which begins anew at a
/// start.
/// </summary>
public sealed class PinGuard
{
    private const int NoDelay = 0;

    private readonly DurableCell _cell;
    private readonly IKeyedHash _hash;
    private readonly IRandom _random;
    private readonly IEventSink _events;
    private readonly AccessCode _code;
    private readonly SettingsKeeper _keeper;
    private readonly PinWork _work;
    private readonly int _digitsMin;
    private readonly int _delayMsMax;
    private readonly int _role;
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

    // Another guard that was being worked on when this one began: it goes on afterwards.
    private PinGuard _behind;

    /// <summary>Makes the guard of a code.</summary>
    /// <param name="role">Whose code it is.</param>
    /// <param name="nvram">Where tries are counted.</param>
    /// <param name="hash">HMAC-SHA-256.</param>
    /// <param name="random">Where the salt is drawn.</param>
    /// <param name="settings">Salt, hash and tries.</param>
    /// <param name="keeper">What saves the settings.</param>
    /// <param name="work">What the loop works on.</param>
    /// <param name="events">Where wrong tries are told.</param>
    public PinGuard(
        PinRole role,
        INvram nvram,
        IKeyedHash hash,
        IRandom random,
        TerminalSettings settings,
        SettingsKeeper keeper,
        PinWork work,
        IEventSink events)
    {
        bool isMerchant = role == PinRole.Merchant;
        _role = (int)role;
        _cell = new DurableCell(
            nvram, isMerchant ? DurableCell.MerchantTries : DurableCell.PinTries);
        _hash = hash;
        _random = random;
        _code = isMerchant ? settings.Merchant : settings.Technician;
        _digitsMin = isMerchant ? Limits.PinDigitsMin : Limits.TechnicianDigitsMin;
        _delayMsMax = isMerchant ? Limits.MerchantDelayMsMax : Limits.PinDelayMsMax;
        _keeper = keeper;
        _work = work;
        _events = events;
        for (int i = Limits.PinDigitsMin; i < _keys.Length; i++)
        {
            _keys[i] = new byte[i];
        }
    }

    /// <summary>True when a code has been set.</summary>
    public bool IsSet => _code.IsSet;

    /// <summary>Fewest digits of the code.</summary>
    public int DigitsMin => _digitsMin;

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
        int counted = length == _tries.Length ? (int)ByteCodec.GetU32(_tries, 0) : 0;
        _wrongCount = counted > _code.WrongCount ? counted : _code.WrongCount;
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
            Array.Copy(_code.Salt, 0, _salt, 0, _salt.Length);
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
            Array.Copy(_digest, 0, _block, 0, _digest.Length);
            _roundsLeft--;
        }

        if (_roundsLeft == 0)
        {
            Finish(nowMs);
        }

        return _verdict;
    }

    private bool IsPin(byte[] digits, int offset, int count) =>
        count >= _digitsMin && count <= Limits.PinDigitsMax
        && ByteCodec.GetDecimal(digits, offset, count) >= 0;

    private void Begin(byte[] digits, int offset, int count)
    {
        _pinLength = count;
        Array.Copy(digits, offset, _keys[count], 0, count);
        Array.Clear(_block, 0, _block.Length);
        Array.Copy(_salt, 0, _block, 0, _salt.Length);
        _roundsLeft = Limits.PinRoundsCount;
        _behind = _work.Active;
        _work.Active = this;
    }

    private void Finish(long nowMs)
    {
        Array.Clear(_keys[_pinLength], 0, _pinLength);
        _work.Active = _behind;
        _behind = null;
        if (_isSetting)
        {
            Array.Copy(_salt, 0, _code.Salt, 0, _salt.Length);
            Array.Copy(_digest, 0, _code.Hash, 0, _digest.Length);
            _code.IsSet = true;
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
            _events.Add(EventKind.PinWrong, _wrongCount, _role);
        }

        Array.Clear(_block, 0, _block.Length);
        Array.Clear(_digest, 0, _digest.Length);
        if (_code.WrongCount != _wrongCount)
        {
            _code.WrongCount = _wrongCount;
            _keeper.Save();
        }

        _openMs = nowMs + DelayMs();
    }

    // Looks at every byte, so that the time taken says nothing.
    private bool IsRight()
    {
        int differences = 0;
        for (int i = 0; i < _digest.Length; i++)
        {
            differences |= _digest[i] ^ _code.Hash[i];
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
        long delayMs = (long)Limits.PinDelayBaseMs << doublings;
        return delayMs < _delayMsMax ? delayMs : _delayMsMax;
    }
}
