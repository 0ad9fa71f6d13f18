using System;

namespace Terminal.Agent.Settings;

/// <summary>
/// The bytes of the settings record (SPEC.md, Settings): a fixed layout with version, sequence and
/// CRC-32, the same field list walked in both directions so that reading and writing cannot drift
/// apart.
/// </summary>
public sealed class SettingsCodec
{
    /// <summary>"TSET", the first four bytes.</summary>
    public const uint Magic = 0x54455354;

    /// <summary>Version of the layout.</summary>
    public const int Version = 1;

    private const int HeaderBytes = 12;
    private const int CrcBytes = 4;

    private byte[] _buffer;
    private int _at;

    // What a record of an earlier firmware ends before keeps its default.
    private int _end;
    private bool _isWriting;
    private bool _isBroken;

    // Room of a passphrase in the record.
    private readonly byte[] _secret = new byte[WifiProfile.PassphraseBytesMax];

    /// <summary>Writes the record.</summary>
    /// <returns>Its length in bytes, at most <see cref="Limits.SettingsBytesMax"/>.</returns>
    public int Write(TerminalSettings settings, uint sequence, byte[] buffer)
    {
        Begin(buffer, buffer.Length);
        _isWriting = true;
        Walk(settings);
        ByteCodec.PutU32(buffer, 0, Magic);
        ByteCodec.PutU16(buffer, 4, Version);
        ByteCodec.PutU16(buffer, 6, _at + CrcBytes);
        ByteCodec.PutU32(buffer, 8, sequence);
        ByteCodec.PutU32(buffer, _at, Crc32.Compute(buffer, 0, _at));
        return _at + CrcBytes;
    }

    /// <summary>
    /// Says whether the bytes are a whole settings record of this version, and its sequence.
    /// </summary>
    /// <returns>False for anything else: other magic or version, wrong length, wrong CRC.</returns>
    public static bool IsSound(byte[] buffer, int length, out uint sequence)
    {
        sequence = 0;
        bool isFramed = length >= HeaderBytes + CrcBytes && ByteCodec.GetU32(buffer, 0) == Magic
            && ByteCodec.GetU16(buffer, 4) == Version && ByteCodec.GetU16(buffer, 6) == length;
        int end = length - CrcBytes;
        if (!isFramed || ByteCodec.GetU32(buffer, end) != Crc32.Compute(buffer, 0, end))
        {
            return false;
        }

        sequence = ByteCodec.GetU32(buffer, 8);
        return true;
    }

    /// <summary>Fills the settings from a sound record.</summary>
    /// <returns>False when a field is out of its range; the settings are then not to be
    /// used.</returns>
    public bool Read(TerminalSettings settings, byte[] buffer)
    {
        Begin(buffer, ByteCodec.GetU16(buffer, 6) - CrcBytes);
        Walk(settings);
        return !_isBroken;
    }

    private void Begin(byte[] buffer, int end)
    {
        _buffer = buffer;
        _at = HeaderBytes;
        _end = end;
        _isWriting = false;
        _isBroken = false;
    }

    private void Walk(TerminalSettings s)
    {
        s.SerialLength = Text(s.Serial, s.SerialLength);
        s.IsTestMode = Number(s.IsTestMode ? 1 : 0, 0, 1) == 1;
        s.Language = Number(s.Language, 0, 1);
        s.KeyLength = Text(s.Key, s.KeyLength);
        s.HostLength = Text(s.Host, s.HostLength);
        s.Port = Number(s.Port, 1, 65_535);
        Bytes(s.Currency);
        s.AmountCentsMax = Number(
            s.AmountCentsMax, Limits.AmountCentsMin, Limits.AmountCentsCeiling);
        s.OfflineAmountCents = Number(s.OfflineAmountCents, 0, Limits.AmountCentsCeiling);
        s.OfflineCount = Number(s.OfflineCount, 0, Limits.OfflineCountCeiling);
        s.OfflineTotalCents = Number(s.OfflineTotalCents, 0, Limits.AmountCentsCeiling);
        s.OfflineAgeS = Number(s.OfflineAgeS, 0, Limits.OfflineAgeSCeiling);
        WalkCellular(s.Cellular);
        s.WifiProfileCount = Number(s.WifiProfileCount, 0, Limits.WifiProfilesMax);
        for (int i = 0; i < s.WifiProfiles.Length; i++)
        {
            WifiProfile profile = s.WifiProfiles[i];
            profile.SsidLength = Text(profile.Ssid, profile.SsidLength);
            profile.PassphraseLength = Secret(profile.Passphrase, profile.PassphraseLength);
        }

        WalkCode(s.Technician);
        s.BootFloor = (uint)Number((int)s.BootFloor, int.MinValue, int.MaxValue);
        if (_at < _end)
        {
            s.ZoneMinutes = Number(s.ZoneMinutes, Limits.ZoneMinutesMin, Limits.ZoneMinutesMax);
            s.HasSummerTime = Number(s.HasSummerTime ? 1 : 0, 0, 1) == 1;
        }

        if (_at < _end)
        {
            WalkAccessPoint(s.Cellular);
        }

        if (_at < _end)
        {
            WalkTill(s.Till);
        }

        if (_at < _end)
        {
            s.Technician.WrongCount = Number(s.Technician.WrongCount, 0, int.MaxValue);
            WalkCode(s.Merchant);
            s.Merchant.WrongCount = Number(s.Merchant.WrongCount, 0, int.MaxValue);
        }

        if (_at < _end)
        {
            s.Till.MayRefund = Number(s.Till.MayRefund ? 1 : 0, 0, 1) == 1;
        }

        if (_at < _end)
        {
            s.DayEndMinutes = Number(s.DayEndMinutes, 0, Limits.DayEndMinutesMax);
        }

        if (_at < _end)
        {
            WalkFleet(s.Fleet);
        }

        if (_at < _end)
        {
            WalkCounter(s.Counter);
        }

        if (_at < _end)
        {
            s.Till.Printer =
                (TillPrinter)Number((int)s.Till.Printer, 0, (int)TillPrinter.Accents32);
        }
    }

    private void WalkCounter(CounterSettings s)
    {
        s.Volume = Number(s.Volume, 0, Limits.VolumeMax);
        s.IsLarge = Number(s.IsLarge ? 1 : 0, 0, 1) == 1;
        s.Contrast = Number(s.Contrast, 0, Limits.ContrastMax);
    }

    private void WalkCode(AccessCode code)
    {
        code.IsSet = Number(code.IsSet ? 1 : 0, 0, 1) == 1;
        Bytes(code.Salt);
        Bytes(code.Hash);
    }

    private void WalkTill(TillSettings s)
    {
        s.IsOn = Number(s.IsOn ? 1 : 0, 0, 1) == 1;
        s.Port = Number(s.Port, 1, 65_535);
        s.AddressesLength = Text(s.Addresses, s.AddressesLength);
        s.MayBeOffline = Number(s.MayBeOffline ? 1 : 0, 0, 1) == 1;
        s.Serial = (TillSerial)Number((int)s.Serial, 0, (int)TillSerial.SevenEven);
        s.SerialBaud = Number(s.SerialBaud, Limits.TillBaudMin, Limits.TillBaudMax);
    }

    private void WalkFleet(FleetSettings s)
    {
        s.IsOn = Number(s.IsOn ? 1 : 0, 0, 1) == 1;
        s.HostLength = Text(s.Host, s.HostLength);
        s.Port = Number(s.Port, 1, 65_535);
        s.HasOwnRoot = Number(s.HasOwnRoot ? 1 : 0, 0, 1) == 1;
        s.UserLength = Text(s.User, s.UserLength);
        s.SecretLength = Text(s.Secret, s.SecretLength);
    }

    private void WalkCellular(CellularSettings s)
    {
        s.ApnLength = Text(s.Apn, s.ApnLength);
        s.RoamingAllowed = Number(s.RoamingAllowed ? 1 : 0, 0, 1) == 1;
        s.Model = (ModemModel)Number((int)s.Model, 0, (int)ModemModel.Eg800K);
    }

    private void WalkAccessPoint(CellularSettings s)
    {
        s.ApnUserLength = Text(s.ApnUser, s.ApnUserLength);
        s.ApnPasswordLength = Text(s.ApnPassword, s.ApnPasswordLength);
        s.ApnAuth = (ApnAuth)Number((int)s.ApnAuth, 0, (int)ApnAuth.Chap);
        s.ApnType = (ApnType)Number((int)s.ApnType, 0, (int)ApnType.Ipv4v6);
        s.IsLineFast = Number(s.IsLineFast ? 1 : 0, 0, 1) == 1;
        s.IsRootPrivate = Number(s.IsRootPrivate ? 1 : 0, 0, 1) == 1;
    }

    // A length byte, then room for the longest text.
    private int Text(byte[] text, int length)
    {
        if (_isWriting)
        {
            _buffer[_at] = (byte)length;
        }
        else
        {
            length = _buffer[_at];
            _isBroken |= length > text.Length
                && !(text == _secret && length == WifiProfile.KeyDigits);
            length = _isBroken ? 0 : length;
        }

        _at++;
        Bytes(text);
        return length;
    }

    // A passphrase as a text; a key of 64 digits as its 32 bytes, under the length 64.
    private int Secret(byte[] text, int length)
    {
        int at = _at;
        length = _isWriting ? length : _buffer[at];
        bool isKey = length == WifiProfile.KeyDigits;
        if (!isKey)
        {
            Array.Copy(text, _secret, _secret.Length);
            length = Text(_secret, length);
            Array.Copy(_secret, text, _secret.Length);
            return length;
        }

        if (_isWriting)
        {
            PackDigits(text);
        }

        Text(_secret, 0);
        if (_isWriting)
        {
            _buffer[at] = WifiProfile.KeyDigits;
        }
        else
        {
            UnpackDigits(text);
        }

        return length;
    }

    private void PackDigits(byte[] text)
    {
        Array.Clear(_secret, 0, _secret.Length);
        for (int i = 0; i < WifiProfile.KeyDigits; i++)
        {
            int digit = text[i] <= '9' ? text[i] & 15 : (text[i] & 15) + 9;
            _secret[i / 2] = (byte)((_secret[i / 2] << 4) | digit);
        }
    }

    private void UnpackDigits(byte[] text)
    {
        for (int i = 0; i < WifiProfile.KeyDigits; i++)
        {
            int digit = (i & 1) == 0 ? _secret[i / 2] >> 4 : _secret[i / 2] & 15;
            text[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    private void Bytes(byte[] bytes)
    {
        if (_isWriting)
        {
            Array.Copy(bytes, 0, _buffer, _at, bytes.Length);
        }
        else
        {
            Array.Copy(_buffer, _at, bytes, 0, bytes.Length);
        }

        _at += bytes.Length;
    }

    private int Number(int value, int min, int max)
    {
        if (_isWriting)
        {
            ByteCodec.PutU32(_buffer, _at, (uint)value);
        }
        else
        {
            value = (int)ByteCodec.GetU32(_buffer, _at);
            _isBroken |= value < min || value > max;
        }

        _at += 4;
        return value;
    }
}
