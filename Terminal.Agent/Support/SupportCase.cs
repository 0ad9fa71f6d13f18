using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Support;

/// <summary>
/// What support asks for, in one code for a phone's camera and in a short one for the voice
/// (SPEC.md, Case for support). It holds no key, no passphrase, no amount and no card.
/// </summary>
public sealed class SupportCase
{
    /// <summary>2024-01-01, from which the case counts minutes.</summary>
    private const long EpochUtcSeconds = 1_704_067_200;

    private const int SerialLengthBits = 4;
    private const int MajorBits = 6;
    private const int PatchBits = 8;
    private const int FaultBits = 10;
    private const int StateBits = 3;
    private const int SignalBits = 7;
    private const int NumberBits = 20;
    private const int WaitingBits = 9;
    private const int AttentionBits = 6;
    private const int ModemRestartBits = 5;
    private const int StartBits = 8;
    private const int CauseBits = 4;
    private const int ClockBits = 24;

    // A mantissa of six bits with its leading 1 left out, and an exponent of four.
    private const int SpanMantissaBits = 6;
    private const int SpanExponentMax = 15;
    private const int SpanBits = 10;

    private const int HalfDigits = 10;
    private const int SecondsPerMinute = 60;

    private static readonly byte[] Head = ByteCodec.Ascii("C1");

    private readonly Agent _agent;
    private readonly IClock _clock;
    private readonly CaseBits _bits = new CaseBits();
    private readonly EventEntry _entry = new EventEntry();
    private readonly byte[] _digits = new byte[Limits.IccidDigitsMax];

    // The event to look at next; 0 when all have been looked at.
    private uint _unread;
    private uint _oldestBoot;
    private bool _isCauseKnown;
    private int _cause;
    private bool _isExchangeKnown;
    private int _sinceExchangeS;

    /// <summary>The case of an agent.</summary>
    public SupportCase(Agent agent, IClock clock)
    {
        _agent = agent;
        _clock = clock;
    }

    /// <summary>Begins to read the event log for a new case.</summary>
    public void Begin()
    {
        _unread = _agent.Log.NewestNumber;
        _oldestBoot = _agent.Journal.Boot;
        _isCauseKnown = false;
        _cause = 0;
        _isExchangeKnown = false;
        _sinceExchangeS = -1;
    }

    /// <summary>Reads some events.</summary>
    /// <returns>True when all have been read and the case can be written.</returns>
    public bool Step()
    {
        EventLog log = _agent.Log;
        for (int looks = 0; _unread != 0 && looks < Limits.EventsPerStepCountMax; looks++)
        {
            if (log.Read(_unread, _entry))
            {
                Look();
            }

            _unread = log.Older(_unread);
        }

        return _unread == 0;
    }

    /// <summary>Writes the case for a camera.</summary>
    /// <param name="into">Room for <see cref="Limits.CaseCharactersMax"/> bytes.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>Its characters.</returns>
    public int Write(byte[] into, long nowMs)
    {
        TerminalSettings settings = _agent.Settings;
        _bits.Start();
        PutSerial(settings);
        PutFirmware();
        _bits.Put(settings.IsTestMode);
        PutFaults();
        PutFlags();
        PutLinks();
        PutCard();
        _bits.Put(_agent.Journal.WaitingCount, WaitingBits);
        _bits.Put(_agent.Attention.Count, AttentionBits);
        PutSpan(OldestWaitingS());
        PutSpan((int)(nowMs / 1000));
        PutSpan(_sinceExchangeS);
        _bits.Put((int)(_agent.Journal.Boot - _oldestBoot), StartBits);
        _bits.Put(_cause, CauseBits);
        long utcSeconds = _clock.UtcSeconds;
        _bits.Put(
            utcSeconds < EpochUtcSeconds ? 0
                : (int)((utcSeconds - EpochUtcSeconds) / SecondsPerMinute),
            ClockBits);
        return _bits.Write(into, ByteCodec.Put(into, 0, Head));
    }

    /// <summary>
    /// Writes the case for the voice: the serial number's last four characters, the main fault's
    /// number, how many payments wait, and two check digits.
    /// </summary>
    /// <param name="into">Room for <see cref="Limits.SpokenCharacters"/> bytes.</param>
    public void WriteSpoken(byte[] into)
    {
        TerminalSettings settings = _agent.Settings;
        int length = settings.SerialLength;
        for (int i = 0; i < 4; i++)
        {
            int at = length - 4 + i;
            into[i] = at < 0 ? (byte)'0' : settings.Serial[at];
        }

        PutThree(into, 4, (int)MainFault);
        PutThree(into, 7, _agent.Journal.WaitingCount);

        // ISO 7064, MOD 97-10, as in an IBAN: a letter counts as two figures.
        int rest = 0;
        for (int i = 0; i < 10; i++)
        {
            int value = ValueOf(into[i]);
            rest = ((rest * (value < 10 ? 10 : 100)) + value) % 97;
        }

        int check = 98 - (rest * 100 % 97);
        into[10] = (byte)('0' + (check / 10));
        into[11] = (byte)('0' + (check % 10));
    }

    /// <summary>What keeps the terminal from its work most; None when nothing does.</summary>
    public FaultCode MainFault
    {
        get
        {
            LinkManager links = _agent.Links;
            FaultCode fault = _agent.Sale.Obstacle;
            fault = fault != FaultCode.None ? fault : _agent.StoreAndForward.ServiceFault;
            fault = fault != FaultCode.None ? fault : links.SimFault;
            return fault != FaultCode.None || links.Active != null ? fault : links.WifiFault;
        }
    }

    // Newest first: what the start before this one ended with tells why it ended.
    private void Look()
    {
        uint boot = _agent.Journal.Boot;
        if (_entry.Boot != boot && !_isCauseKnown)
        {
            _isCauseKnown = true;
            _cause = _entry.Kind == EventKind.PartStuck ? _entry.A + 1 : 0;
        }

        _oldestBoot = _entry.Boot;
        if (_entry.Kind == EventKind.Outcome && !_isExchangeKnown)
        {
            _isExchangeKnown = true;
            long utcSeconds = _clock.UtcSeconds;
            _sinceExchangeS = _entry.Boot == boot
                ? (int)((_clock.UptimeMs / 1000) - _entry.UptimeS)
                : utcSeconds == 0 || _entry.UtcSeconds == 0 ? -1
                : (int)(utcSeconds - _entry.UtcSeconds);
        }
    }

    private void PutSerial(TerminalSettings settings)
    {
        int length = settings.SerialLength;
        _bits.Put(length, SerialLengthBits);
        for (int at = 0; at < length; at += 3)
        {
            int first = ValueOf(settings.Serial[at]);
            int second = at + 1 < length ? ValueOf(settings.Serial[at + 1]) : 0;
            int third = at + 2 < length ? ValueOf(settings.Serial[at + 2]) : 0;
            switch (length - at)
            {
                case 1:
                    _bits.Put(first, 6);
                    break;
                case 2:
                    _bits.Put((first * 37) + second, 11);
                    break;
                default:
                    _bits.Put((((first * 37) + second) * 37) + third, 16);
                    break;
            }
        }
    }

    // 0 to 9, A to Z as 10 to 35, anything else as 36, which reads as a hyphen.
    private static int ValueOf(byte character) =>
        character >= '0' && character <= '9' ? character - '0'
        : character >= 'A' && character <= 'Z' ? character - 'A' + 10 : 36;

    private void PutFirmware()
    {
        byte[] text = FirmwareVersion.Text;
        int at = 0;
        for (int part = 0; part < 3; part++)
        {
            int number = 0;
            while (at < text.Length && text[at] >= '0' && text[at] <= '9')
            {
                number = (number * 10) + text[at++] - '0';
            }

            at++;
            _bits.Put(number, part < 2 ? MajorBits : PatchBits);
        }
    }

    private void PutFaults()
    {
        _bits.Put((int)_agent.Links.SimFault, FaultBits);
        _bits.Put((int)_agent.Links.WifiFault, FaultBits);
        _bits.Put((int)_agent.StoreAndForward.ServiceFault, FaultBits);
        _bits.Put((int)_agent.Sale.Obstacle, FaultBits);
        _bits.Put((int)_agent.StoreAndForward.LastFault, FaultBits);
    }

    private void PutFlags()
    {
        FaultCode suspected = _agent.StoreAndForward.SuspectedFault;
        _bits.Put(_agent.Reader.State == CardReaderState.Silent);
        _bits.Put(_agent.Journal.DamagedCount > 0);
        _bits.Put(_agent.IsSavingFailing);
        _bits.Put(_agent.IsConsoleMissing);
        _bits.Put(
            suspected == FaultCode.None ? 0 : suspected == FaultCode.KeyRefused ? 1 : 2, 2);
        _bits.Put(_agent.StoreAndForward.IsTimeVerified);
        _bits.Put(_agent.Sale.IsOfflinePossible);
    }

    private void PutLinks()
    {
        LinkManager links = _agent.Links;
        _bits.Put(links.Active == null ? 0 : links.Active == links.Sim ? 1 : 2, 2);
        PutLink(links.Sim);
        PutLink(links.Wifi);
        var facts = links.Sim as ISimFacts;
        _bits.Put(facts == null ? 0 : facts.Generation, StateBits);
        int digits = facts == null ? 0 : facts.Plmn(_digits);
        _bits.Put(digits == 6);
        _bits.Put(digits < 5 ? 0 : (int)ByteCodec.GetDecimal(_digits, 0, digits), NumberBits);
    }

    private void PutLink(ILink link)
    {
        _bits.Put((int)link.State, StateBits);
        _bits.Put(-link.SignalDbm, SignalBits);
    }

    private void PutCard()
    {
        var facts = _agent.Links.Sim as ISimFacts;
        int digits = facts == null ? 0 : facts.Iccid(_digits);
        _bits.Put(digits, 5);
        if (digits > 0)
        {
            int first = digits < HalfDigits ? digits : HalfDigits;
            _bits.PutTen(ByteCodec.GetDecimal(_digits, 0, first));
            _bits.PutTen(
                digits == first ? 0 : ByteCodec.GetDecimal(_digits, first, digits - first));
        }

        digits = facts == null ? 0 : facts.Imei(_digits);
        _bits.Put(
            digits < 6 ? -1 : (int)ByteCodec.GetDecimal(_digits, digits - 6, 6), NumberBits);
        _bits.Put(facts == null ? 0 : facts.ModemRestarts, ModemRestartBits);
    }

    // -1 when nothing waits, or its time is not known.
    private int OldestWaitingS()
    {
        int slot = _agent.Journal.OldestWaiting();
        TransactionRecord record = _agent.Sale.Scratch;
        if (slot < 0 || !_agent.Journal.Load(slot, record))
        {
            return -1;
        }

        Array.Clear(record.Sealed, 0, record.Sealed.Length);
        long utcSeconds = _clock.UtcSeconds;
        return utcSeconds == 0 || record.CreatedUtcSeconds == 0 ? -1
            : (int)(utcSeconds - record.CreatedUtcSeconds);
    }

    // Minutes to one part in 64, up to four years; all bits set where it is not known.
    private void PutSpan(int seconds)
    {
        if (seconds < 0)
        {
            _bits.Put(-1, SpanBits);
            return;
        }

        int mantissa = seconds / SecondsPerMinute;
        int exponent = 0;
        if (mantissa >= 1 << SpanMantissaBits)
        {
            exponent = 1;
            while (mantissa >= 2 << SpanMantissaBits && exponent < SpanExponentMax)
            {
                mantissa >>= 1;
                exponent++;
            }

            mantissa -= 1 << SpanMantissaBits;
        }

        _bits.Put((exponent << SpanMantissaBits) | mantissa, SpanBits);
    }

    private static void PutThree(byte[] into, int at, int value)
    {
        value = value > 999 ? 999 : value;
        into[at] = (byte)('0' + (value / 100));
        into[at + 1] = (byte)('0' + (value / 10 % 10));
        into[at + 2] = (byte)('0' + (value % 10));
    }
}
