using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// Whose journal this is: serial number, mode and a fingerprint of the account, behind each copy of
/// the superblock (SPEC.md, Superblock). The sound copy of the highest generation counts, so a cut
/// leaves the owner before or the one after.
/// </summary>
public sealed class JournalOwner
{
    /// <summary>Bytes of a copy.</summary>
    public const int SizeBytes = 32;

    /// <summary>Bytes of the account's fingerprint.</summary>
    public const int AccountBytes = 8;

    private const int LengthAt = 4;
    private const int SerialAt = 5;
    private const int FlagsAt = 19;
    private const int AccountAt = 20;
    private const int CrcAt = 28;
    private const int HasAccountFlag = 1;
    private const int TestModeFlag = 2;
    private const int RolledBackFlag = 4;

    /// <summary>Serial number under which the journal's transactions are known.</summary>
    public readonly byte[] Serial = new byte[Limits.SerialBytesMax];

    /// <summary>Fingerprint of the account that they are for.</summary>
    public readonly byte[] Account = new byte[AccountBytes];

    private readonly INvram _nvram;
    private readonly byte[] _bytes = new byte[SizeBytes];
    private uint _generation;

    /// <summary>The owner kept in <paramref name="nvram"/>.</summary>
    public JournalOwner(INvram nvram) => _nvram = nvram;

    /// <summary>Length of <see cref="Serial"/>; 0 while nobody owns the journal.</summary>
    public int SerialLength { get; private set; }

    /// <summary>True when <see cref="Account"/> says for which account.</summary>
    public bool HasAccount { get; private set; }

    /// <summary>True when the transactions are those of the test mode.</summary>
    public bool IsTestMode { get; private set; }

    /// <summary>
    /// True when this memory has been found older than what the board remembers, and no technician
    /// has decided yet.
    /// </summary>
    public bool IsRolledBack { get; private set; }

    /// <summary>Reads all copies, and writes again those that are lost or older.</summary>
    /// <returns>False when NVRAM is silent.</returns>
    public bool Load()
    {
        Clear();
        _generation = 0;
        int current = 0;
        for (int copy = 0; copy < NvramMap.SuperblockCopies; copy++)
        {
            if (_nvram.Read(AddressOf(copy), _bytes, 0, SizeBytes) != SizeBytes)
            {
                return false;
            }

            uint generation = ByteCodec.GetU32(_bytes, 0);
            if (!Crc32.IsSealed(_bytes, 0, CrcAt) || _bytes[LengthAt] > Serial.Length)
            {
                continue;
            }

            if (SerialLength == 0 || (int)(generation - _generation) > 0)
            {
                current = 0;
                _generation = generation;
                Decode();
            }

            current += generation == _generation ? 1 : 0;
        }

        return SerialLength == 0 || current == NvramMap.SuperblockCopies || Write();
    }

    /// <summary>Takes the journal for a terminal and an account.</summary>
    /// <param name="serial">Its serial number.</param>
    /// <param name="serialLength">Length of that, above 0.</param>
    /// <param name="isTestMode">True in test mode.</param>
    /// <param name="account">The account's fingerprint; null while none is known.</param>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool Claim(byte[] serial, int serialLength, bool isTestMode, byte[] account)
    {
        Invariant.Check(serialLength > 0);
        if (serial != Serial)
        {
            Array.Clear(Serial, 0, Serial.Length);
            Array.Copy(serial, 0, Serial, 0, serialLength);
        }

        SerialLength = serialLength;
        IsTestMode = isTestMode;
        IsRolledBack = false;
        HasAccount = account != null;
        if (!HasAccount)
        {
            Array.Clear(Account, 0, AccountBytes);
        }
        else if (account != Account)
        {
            Array.Copy(account, 0, Account, 0, AccountBytes);
        }

        return Store();
    }

    /// <summary>Notes that the memory is older than the board, until it is claimed.</summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool NoteRollBack()
    {
        IsRolledBack = true;
        return Store();
    }

    /// <summary>True when the journal is that of a serial number.</summary>
    public bool IsOf(byte[] serial, int serialLength) => SerialLength == serialLength
        && ByteCodec.Same(Serial, 0, serial, 0, serialLength);

    /// <summary>Nobody owns the journal: part of the end of a terminal's life.</summary>
    public void Clear()
    {
        Array.Clear(Serial, 0, Serial.Length);
        Array.Clear(Account, 0, Account.Length);
        SerialLength = 0;
        HasAccount = false;
        IsTestMode = false;
        IsRolledBack = false;
    }

    private bool Store()
    {
        _generation++;
        return Write();
    }

    private bool Write()
    {
        int flags = (HasAccount ? HasAccountFlag : 0) | (IsTestMode ? TestModeFlag : 0)
            | (IsRolledBack ? RolledBackFlag : 0);
        ByteCodec.PutU32(_bytes, 0, _generation);
        _bytes[LengthAt] = (byte)SerialLength;
        Array.Copy(Serial, 0, _bytes, SerialAt, Serial.Length);
        _bytes[FlagsAt] = (byte)flags;
        Array.Copy(Account, 0, _bytes, AccountAt, AccountBytes);
        Crc32.Seal(_bytes, 0, CrcAt);
        for (int copy = 0; copy < NvramMap.SuperblockCopies; copy++)
        {
            if (_nvram.Write(AddressOf(copy), _bytes, 0, SizeBytes) != SizeBytes)
            {
                return false;
            }
        }

        return true;
    }

    private void Decode()
    {
        SerialLength = _bytes[LengthAt];
        Array.Copy(_bytes, SerialAt, Serial, 0, Serial.Length);
        int flags = _bytes[FlagsAt];
        HasAccount = (flags & HasAccountFlag) != 0;
        IsTestMode = (flags & TestModeFlag) != 0;
        IsRolledBack = (flags & RolledBackFlag) != 0;
        Array.Copy(_bytes, AccountAt, Account, 0, AccountBytes);
    }

    private static int AddressOf(int copy) => NvramMap.OwnerAddress
        + (copy * NvramMap.SuperblockStepBytes);
}
