using System;

namespace Terminal.Agent.Trust;

/// <summary>
/// Reads of a root certificate in PEM what a technician and the terminal need: its name, its last
/// day, its fingerprint, and whether it may sign others. DER is taken as X.690 and RFC 5280 have it
/// and nothing else: whatever is not understood makes the whole certificate malformed. It verifies
/// no signature: an anchor is trusted because it is here.
/// </summary>
public sealed class RootCertificate
{
    private const int Sequence = 0x30;
    private const int Set = 0x31;
    private const int Integer = 0x02;
    private const int BitString = 0x03;
    private const int OctetString = 0x04;
    private const int ObjectId = 0x06;
    private const int Bool = 0x01;
    private const int UtcTime = 0x17;
    private const int GeneralizedTime = 0x18;
    private const int VersionTag = 0xA0;
    private const int IssuerIdTag = 0x81;
    private const int SubjectIdTag = 0x82;
    private const int ExtensionsTag = 0xA3;
    private const int KeyCertSignBit = 0x04;

    private static readonly byte[] Begin = ByteCodec.Ascii("-----BEGIN CERTIFICATE-----");
    private static readonly byte[] End = ByteCodec.Ascii("-----END CERTIFICATE-----");
    private static readonly byte[] CommonName = { 0x55, 0x04, 0x03 };
    private static readonly byte[] Organisation = { 0x55, 0x04, 0x0A };
    private static readonly byte[] OrganisationUnit = { 0x55, 0x04, 0x0B };
    private static readonly byte[] BasicConstraints = { 0x55, 0x1D, 0x13 };
    private static readonly byte[] KeyUsage = { 0x55, 0x1D, 0x0F };

    /// <summary>Name: common name, else organisation, printable ASCII only.</summary>
    public readonly byte[] Name = new byte[Limits.RootNameBytesMax];

    /// <summary>SHA-256 of the DER.</summary>
    public readonly byte[] Fingerprint = new byte[Sha256.DigestBytes];

    private readonly byte[] _der = new byte[Limits.RootDerBytesMax];
    private readonly Sha256 _hash = new Sha256();
    private int _at;
    private bool _isBroken;
    private int _nameRank;
    private bool _isAuthority;
    private bool _maySign;

    /// <summary>Length of <see cref="Name"/>.</summary>
    public int NameLength { get; private set; }

    /// <summary>The last second of its life, UTC.</summary>
    public long LastUtcSeconds { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="pem">The file.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="nowUtcSeconds">UTC, or 0 when it is unknown: then no end is judged.</param>
    public RootVerdict Read(byte[] pem, int count, long nowUtcSeconds)
    {
        NameLength = 0;
        LastUtcSeconds = 0;
        Array.Clear(Name, 0, Name.Length);
        Array.Clear(Fingerprint, 0, Fingerprint.Length);
        if (count == 0)
        {
            return RootVerdict.Missing;
        }

        int length = Unpack(pem, count);
        if (length <= 0)
        {
            return length < 0 ? RootVerdict.TooLong : RootVerdict.NotPem;
        }

        _at = 0;
        _isBroken = false;
        _nameRank = 0;
        _isAuthority = false;
        _maySign = true;
        ReadCertificate(length);
        if (_isBroken)
        {
            NameLength = 0;
            LastUtcSeconds = 0;
            return RootVerdict.Malformed;
        }

        _hash.Compute(_der, length, Fingerprint);
        return !_isAuthority || !_maySign ? RootVerdict.NotAuthority
            : nowUtcSeconds > LastUtcSeconds ? RootVerdict.Ended : RootVerdict.Good;
    }

    // Base64 between the two lines; nothing but blanks and line ends around them.
    private int Unpack(byte[] pem, int count)
    {
        int at = SkipBlanks(pem, 0, count);
        if (count - at < Begin.Length || !ByteCodec.Same(pem, at, Begin, 0, Begin.Length))
        {
            return 0;
        }

        at += Begin.Length;
        int length = 0;
        int bits = 0;
        int held = 0;
        int padding = 0;
        for (; at < count && pem[at] != '-'; at++)
        {
            int value = pem[at];
            if (value == '\r' || value == '\n' || value == ' ' || value == '\t')
            {
                continue;
            }

            int digit = Digit(value);
            padding += value == '=' ? 1 : 0;
            if ((digit < 0 && value != '=') || (padding > 0 && value != '=') || padding > 2)
            {
                return 0;
            }

            if (value == '=')
            {
                continue;
            }

            bits = ((bits << 6) | digit) & 0xFFFFFF;
            held += 6;
            if (held >= 8)
            {
                held -= 8;
                if (length == _der.Length)
                {
                    return -1;
                }

                _der[length++] = (byte)(bits >> held);
            }
        }

        bool isWhole = held == 2 * padding && (bits & ((1 << held) - 1)) == 0;
        bool isEnded = count - at >= End.Length && ByteCodec.Same(pem, at, End, 0, End.Length)
            && SkipBlanks(pem, at + End.Length, count) == count;
        return isWhole && isEnded ? length : 0;
    }

    private static int SkipBlanks(byte[] pem, int at, int count)
    {
        while (at < count
            && (pem[at] == '\r' || pem[at] == '\n' || pem[at] == ' ' || pem[at] == '\t'))
        {
            at++;
        }

        return at;
    }

    private static int Digit(int value) =>
        value >= 'A' && value <= 'Z' ? value - 'A'
        : value >= 'a' && value <= 'z' ? value - 'a' + 26
        : value >= '0' && value <= '9' ? value - '0' + 52
        : value == '+' ? 62 : value == '/' ? 63 : -1;

    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
    private void ReadCertificate(int length)
    {
        int end = Enter(Sequence, length);
        _isBroken |= end != length;
        int body = Enter(Sequence, end);
        ReadBody(body);
        _isBroken |= _at != body;
        Skip(Sequence, end);
        Skip(BitString, end);
        _isBroken |= _at != end;
    }

    private void ReadBody(int end)
    {
        int version = Enter(VersionTag, end);
        int number = Enter(Integer, version);
        _isBroken |= number != version || number - _at != 1 || _der[_at] != 2;
        _at = _isBroken ? _at : version;
        Skip(Integer, end);
        Skip(Sequence, end);
        Skip(Sequence, end);
        ReadValidity(Enter(Sequence, end));
        ReadName(Enter(Sequence, end));
        Skip(Sequence, end);
        if (Tag(end) == IssuerIdTag)
        {
            Skip(IssuerIdTag, end);
        }

        if (Tag(end) == SubjectIdTag)
        {
            Skip(SubjectIdTag, end);
        }

        int wrapped = Enter(ExtensionsTag, end);
        int list = Enter(Sequence, wrapped);
        _isBroken |= list != wrapped;
        while (!_isBroken && _at < list)
        {
            ReadExtension(Enter(Sequence, list));
        }
    }

    private void ReadValidity(int end)
    {
        ReadTime(end);
        LastUtcSeconds = ReadTime(end);
        _isBroken |= _at != end;
    }

    // UTCTime YYMMDDHHMMSSZ up to 2049, GeneralizedTime YYYYMMDDHHMMSSZ from 2050 on.
    private long ReadTime(int end)
    {
        bool isShort = Tag(end) == UtcTime;
        int stop = Enter(isShort ? UtcTime : GeneralizedTime, end);
        int yearDigits = isShort ? 2 : 4;
        if (_isBroken || stop - _at != yearDigits + 11 || _der[stop - 1] != 'Z')
        {
            _isBroken = true;
            return 0;
        }

        long year = ByteCodec.GetDecimal(_der, _at, yearDigits);
        _isBroken |= year < 0;
        year += !isShort ? 0 : year < 50 ? 2000 : 1900;
        _at += yearDigits;
        long month = Two();
        long day = Two();
        long hour = Two();
        long minute = Two();
        long second = Two();
        _at = stop;
        _isBroken |= year < 1950 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0
            || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59;
        return _isBroken ? 0
            : (Calendar.Days((int)year, (int)month, (int)day) * Calendar.SecondsPerDay)
                + (hour * 3600) + (minute * 60) + second;
    }

    private long Two()
    {
        long value = ByteCodec.GetDecimal(_der, _at, 2);
        _at += 2;
        return value;
    }

    // Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
    private void ReadName(int end)
    {
        while (!_isBroken && _at < end)
        {
            int set = Enter(Set, end);
            while (!_isBroken && _at < set)
            {
                int pair = Enter(Sequence, set);
                int type = Enter(ObjectId, pair);
                int rank = _isBroken ? 0 : Is(CommonName, type) ? 3
                    : Is(Organisation, type) ? 2 : Is(OrganisationUnit, type) ? 1 : 0;
                _at = type;
                int value = Enter(Tag(pair), pair);
                if (!_isBroken && rank > _nameRank)
                {
                    _nameRank = rank;
                    KeepName(value);
                }

                _at = value;
                _isBroken |= value != pair;
            }
        }
    }

    private void KeepName(int end)
    {
        NameLength = 0;
        for (int i = _at; i < end && NameLength < Name.Length; i++)
        {
            Name[NameLength++] = _der[i] >= ' ' && _der[i] < 0x7F ? _der[i] : (byte)'?';
        }
    }

    // Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING }
    private void ReadExtension(int end)
    {
        int id = Enter(ObjectId, end);
        bool isBasic = !_isBroken && Is(BasicConstraints, id);
        bool isUsage = !_isBroken && Is(KeyUsage, id);
        _at = id;
        if (Tag(end) == Bool)
        {
            Skip(Bool, end);
        }

        int value = Enter(OctetString, end);
        _isBroken |= value != end;
        if (_isBroken)
        {
            return;
        }

        if (isBasic)
        {
            int list = Enter(Sequence, value);
            bool isTold = Tag(list) == Bool;
            int flag = isTold ? Enter(Bool, list) : list;
            _isAuthority = isTold && !_isBroken && flag - _at == 1 && _der[_at] == 0xFF;
        }
        else if (isUsage)
        {
            int bits = Enter(BitString, value);
            _isBroken |= bits - _at < 2;
            _maySign = !_isBroken && (_der[_at + 1] & KeyCertSignBit) != 0;
        }

        _at = value;
    }

    private bool Is(byte[] id, int end) =>
        end - _at == id.Length && ByteCodec.Same(_der, _at, id, 0, id.Length);

    private int Tag(int end) => !_isBroken && _at < end ? _der[_at] : -1;

    private void Skip(int tag, int end) => _at = Enter(tag, end);

    // Reads tag and length, the shortest form only, and says where the value ends.
    private int Enter(int tag, int end)
    {
        if (_isBroken || end - _at < 2 || _der[_at] != tag)
        {
            _isBroken = true;
            return _at;
        }

        int length = _der[_at + 1];
        _at += 2;
        if (length >= 0x80)
        {
            int digits = length & 0x7F;
            if (digits < 1 || digits > 2 || end - _at < digits || _der[_at] == 0)
            {
                _isBroken = true;
                return _at;
            }

            length = digits == 1 ? _der[_at] : (_der[_at] << 8) | _der[_at + 1];
            _at += digits;
            _isBroken |= length < 0x80 || (digits == 2 && length < 0x100);
        }

        _isBroken |= length > end - _at;
        return _isBroken ? _at : _at + length;
    }
}
