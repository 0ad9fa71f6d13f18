using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// The bytes of a row of the day counters (SPEC.md): the figures of a day and a currency, and which
/// transaction was booked into it last.
/// </summary>
internal static class DayRow
{
    /// <summary>Bytes of a row.</summary>
    public const int Bytes = CrcAt + 4;

    /// <summary>The last booking was of the transaction's own day.</summary>
    public const int Own = 1;

    /// <summary>The last booking was of the day on which it was settled.</summary>
    public const int Late = 2;

    private const int DayAt = 4;
    private const int CurrencyAt = 8;
    private const int PartAt = 9;
    private const int BootAt = 12;
    private const int SequenceAt = 16;
    private const int FiguresAt = 20;
    private const int FigureBytes = 8;
    private const int FigureCount = (int)DayFigure.LateRefunded + 1;
    private const int CrcAt = FiguresAt + (FigureCount * FigureBytes);
    private const int CountMax = 0xFFFF;

    /// <summary>The generation: one more at each writing of any row.</summary>
    public static uint Generation(byte[] bytes, int at) => ByteCodec.GetU32(bytes, at);

    /// <summary>The day.</summary>
    public static int Day(byte[] bytes, int at) => (int)ByteCodec.GetU32(bytes, at + DayAt);

    /// <summary>The index of the currency.</summary>
    public static int Currency(byte[] bytes, int at) => bytes[at + CurrencyAt];

    /// <summary>Which part of a transaction was booked last.</summary>
    public static int Part(byte[] bytes, int at) => bytes[at + PartAt];

    /// <summary>Boot counter of the transaction that was booked last.</summary>
    public static uint Boot(byte[] bytes, int at) => ByteCodec.GetU32(bytes, at + BootAt);

    /// <summary>Its sequence.</summary>
    public static uint Sequence(byte[] bytes, int at) => ByteCodec.GetU32(bytes, at + SequenceAt);

    /// <summary>True for a row that was written whole.</summary>
    public static bool IsSound(byte[] bytes, int at) => Generation(bytes, at) != 0
        && Crc32.IsSealed(bytes, at, CrcAt) && bytes[at + CurrencyAt] < Currencies.Count;

    /// <summary>Puts one flipped bit right.</summary>
    /// <returns>False when the damage is another.</returns>
    public static bool Repair(byte[] bytes, int at) =>
        Crc32.Repair(bytes, at, CrcAt, ByteCodec.GetU32(bytes, at + CrcAt), false)
        && bytes[at + CurrencyAt] < Currencies.Count;

    /// <summary>Begins a row with nothing in it.</summary>
    public static void Begin(byte[] bytes, int at, int day, int currency)
    {
        Array.Clear(bytes, at, Bytes);
        ByteCodec.PutU32(bytes, at + DayAt, (uint)day);
        bytes[at + CurrencyAt] = (byte)currency;
    }

    /// <summary>Adds a transaction to a figure; a full counter stays full.</summary>
    public static void Add(byte[] bytes, int at, DayFigure figure, int amountCents)
    {
        at += FiguresAt + ((int)figure * FigureBytes);
        int count = ByteCodec.GetU16(bytes, at);
        ByteCodec.PutU16(bytes, at, count < CountMax ? count + 1 : count);
        long cents = CentsAt(bytes, at) + amountCents;
        ByteCodec.PutU32(bytes, at + 2, (uint)cents);
        ByteCodec.PutU16(bytes, at + 6, (int)(cents >> 32));
    }

    /// <summary>Adds every figure of a row.</summary>
    public static void AddTo(DayTotals totals, byte[] bytes, int at)
    {
        for (int i = 0; i < FigureCount; i++)
        {
            int figure = at + FiguresAt + (i * FigureBytes);
            totals.Add(
                (DayFigure)i, ByteCodec.GetU16(bytes, figure), CentsAt(bytes, figure));
        }
    }

    /// <summary>Closes a row for writing.</summary>
    public static void Seal(
        byte[] bytes, int at, uint generation, int part, uint boot, uint sequence)
    {
        ByteCodec.PutU32(bytes, at, generation);
        bytes[at + PartAt] = (byte)part;
        ByteCodec.PutU32(bytes, at + BootAt, boot);
        ByteCodec.PutU32(bytes, at + SequenceAt, sequence);
        Crc32.Seal(bytes, at, CrcAt);
    }

    private static long CentsAt(byte[] bytes, int figureAt) =>
        ByteCodec.GetU32(bytes, figureAt + 2)
        + ((long)ByteCodec.GetU16(bytes, figureAt + 6) << 32);
}
