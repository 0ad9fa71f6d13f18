using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Sale;

/// <summary>
/// Decides whether the queue in NVRAM is this terminal's: a payment is known by the serial number
/// under which it was made, and belongs to the account whose key was in force. A queue of another
/// terminal or account is held, and so is one in a memory that is older than the board, until a
/// technician says what it is. An empty journal goes to whoever has it.
/// </summary>
public sealed class QueueOwner
{
    private static readonly byte[] Purpose = ByteCodec.Ascii("Terminal.Agent account");

    private readonly TransactionJournal _journal;
    private readonly TerminalSettings _settings;
    private readonly IKeyedHash _hash;
    private readonly AttentionList _attention;
    private readonly IEventSink _events;
    private readonly IClock _clock;
    private readonly byte[] _digest = new byte[Limits.PinHashBytes];
    private readonly byte[] _account = new byte[JournalOwner.AccountBytes];
    private QueueHold _hold;

    /// <summary>Makes it over journal and settings.</summary>
    public QueueOwner(
        TransactionJournal journal,
        TerminalSettings settings,
        IKeyedHash hash,
        AttentionList attention,
        IEventSink events,
        IClock clock)
    {
        _journal = journal;
        _settings = settings;
        _hash = hash;
        _attention = attention;
        _events = events;
        _clock = clock;
    }

    /// <summary>Why the queue is held; None when it is not.</summary>
    public QueueHold Hold => _hold;

    /// <summary>The same as a fault code.</summary>
    public FaultCode Fault => FaultOf(_hold);

    /// <summary>The serial number under which the journal's payments are known.</summary>
    public byte[] Serial =>
        _hold == QueueHold.OtherTerminal ? _journal.Owner.Serial : _settings.Serial;

    /// <summary>Its length.</summary>
    public int SerialLength => _hold == QueueHold.OtherTerminal
        ? _journal.Owner.SerialLength : _settings.SerialLength;

    /// <summary>
    /// A board without a serial number takes the journal's, and its mode: so a memory that is moved
    /// to a spare board needs no typing.
    /// </summary>
    /// <returns>True when the settings have changed.</returns>
    public bool GiveSerial()
    {
        JournalOwner owner = _journal.Owner;
        if (!_journal.IsWritable || _settings.SerialLength > 0 || owner.SerialLength == 0)
        {
            return false;
        }

        TakeSerial();
        _settings.IsTestMode = owner.IsTestMode;
        return true;
    }

    /// <summary>
    /// Compares journal and settings: after mounting and when settings have changed.
    /// </summary>
    public void Judge()
    {
        QueueHold before = _hold;
        _hold = QueueHold.None;
        if (!_journal.IsWritable || _settings.SerialLength == 0)
        {
            return;
        }

        JournalOwner owner = _journal.Owner;
        bool hasAccount = Fingerprint(_settings.Key, _settings.KeyLength);
        if (owner.SerialLength == 0 || _journal.UndeliveredCount == 0)
        {
            Claim(hasAccount);
        }
        else if (!owner.IsOf(_settings.Serial, _settings.SerialLength))
        {
            _hold = QueueHold.OtherTerminal;
        }
        else if (hasAccount && owner.HasAccount && !IsAccount())
        {
            _hold = QueueHold.OtherAccount;
        }
        else if (owner.IsRolledBack)
        {
            _hold = QueueHold.RolledBack;
        }
        else if (hasAccount && !owner.HasAccount)
        {
            Claim(true);
        }

        Tell(before);
    }

    /// <summary>
    /// True when payments wait that belong to another account than a key's: whoever enters it must
    /// say whether it is the same account.
    /// </summary>
    public bool IsOtherAccount(byte[] key) => _journal.UndeliveredCount > 0
        && Fingerprint(key, key.Length) && !(_journal.Owner.HasAccount && IsAccount());

    /// <summary>
    /// A technician has said that a key is of the queue's account: its fingerprint is renewed. The
    /// settings follow.
    /// </summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool Renew(byte[] key)
    {
        JournalOwner owner = _journal.Owner;
        if (!Fingerprint(key, key.Length) || owner.SerialLength == 0)
        {
            return false;
        }

        bool wasRolledBack = owner.IsRolledBack;
        return owner.Claim(owner.Serial, owner.SerialLength, owner.IsTestMode, _account)
            && (!wasRolledBack || owner.NoteRollBack());
    }

    /// <summary>
    /// A technician has the queue delivered from here: the terminal takes the serial number that
    /// its payments are known by, and they are for the account of the key in force. The settings
    /// are to be saved.
    /// </summary>
    /// <returns>False when NVRAM did not take it; the queue stays held.</returns>
    public bool TakeOver()
    {
        JournalOwner owner = _journal.Owner;
        if (_hold == QueueHold.None || owner.SerialLength == 0)
        {
            return false;
        }

        bool hasAccount = Fingerprint(_settings.Key, _settings.KeyLength);
        byte[] account = hasAccount ? _account : owner.HasAccount ? owner.Account : null;
        if (!owner.Claim(owner.Serial, owner.SerialLength, owner.IsTestMode, account))
        {
            owner.Load();
            return false;
        }

        _events.Add(EventKind.QueueTakenOver, (int)_hold, _journal.UndeliveredCount);
        TakeSerial();
        return true;
    }

    /// <summary>
    /// Forgets the queue, which a technician has exported whole: it is delivered from elsewhere.
    /// </summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool Drop()
    {
        int count = _journal.UndeliveredCount;
        if (!_journal.ForgetAll())
        {
            return false;
        }

        _events.Add(EventKind.QueueDropped, count, 0);
        Judge();
        return true;
    }

    /// <summary>The fault that stands for a hold.</summary>
    public static FaultCode FaultOf(QueueHold hold)
    {
        switch (hold)
        {
            case QueueHold.OtherTerminal:
                return FaultCode.QueueOfOtherTerminal;
            case QueueHold.OtherAccount:
                return FaultCode.QueueOfOtherAccount;
            case QueueHold.RolledBack:
                return FaultCode.MemoryRolledBack;
            default:
                return FaultCode.None;
        }
    }

    private void Tell(QueueHold before)
    {
        if (_hold != QueueHold.None && _hold != before)
        {
            _events.Add(EventKind.QueueHeld, (int)_hold, _journal.UndeliveredCount);
            _attention.Raise(AttentionKind.QueueHeld, 0, 0, 0, _clock.UtcSeconds);
        }
        else if (_hold == QueueHold.None)
        {
            _attention.CloseOf(AttentionKind.QueueHeld, 0, 0, AttentionExit.Acknowledged);
        }
    }

    // Written only where it differs: this runs at every start.
    private void Claim(bool hasAccount)
    {
        JournalOwner owner = _journal.Owner;
        bool isSame = owner.IsOf(_settings.Serial, _settings.SerialLength)
            && owner.IsTestMode == _settings.IsTestMode && !owner.IsRolledBack
            && owner.HasAccount == hasAccount && (!hasAccount || IsAccount());
        if (!isSame)
        {
            owner.Claim(
                _settings.Serial, _settings.SerialLength, _settings.IsTestMode,
                hasAccount ? _account : null);
        }
    }

    private void TakeSerial()
    {
        JournalOwner owner = _journal.Owner;
        Array.Copy(owner.Serial, 0, _settings.Serial, 0, owner.Serial.Length);
        _settings.SerialLength = owner.SerialLength;
    }

    private bool IsAccount() => ByteCodec.Same(
        _journal.Owner.Account, 0, _account, 0, JournalOwner.AccountBytes);

    // HMAC-SHA-256 of a fixed text under the key: 24 random characters are beyond guessing, so the
    // fingerprint gives nothing of them away.
    private bool Fingerprint(byte[] key, int keyLength)
    {
        if (keyLength != key.Length)
        {
            return false;
        }

        _hash.Compute(key, Purpose, Purpose.Length, _digest);
        Array.Copy(_digest, 0, _account, 0, _account.Length);
        Array.Clear(_digest, 0, _digest.Length);
        return true;
    }
}
