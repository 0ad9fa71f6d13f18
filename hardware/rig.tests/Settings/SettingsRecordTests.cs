using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent;
using Terminal.Agent.Settings;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Settings;

/// <summary>SPEC.md, Settings record, has every byte, range and default of the settings.</summary>
public sealed partial class SettingsRecordTests
{
    private const int HeaderBytes = 12;
    private const int CrcBytes = 4;

    private static readonly Row[] Rows = [.. SettingRow().Matches(Spec()).Select(m => new Row(
        m.Groups[1].Value, Number(m.Groups[2].Value), Number(m.Groups[3].Value),
        m.Groups[4].Value, m.Groups[5].Value))];

    /// <summary>Names of all settings.</summary>
    public static TheoryData<string> Names() => [.. Rows.Select(r => r.Name)];

    [Fact]
    public void The_settings_fill_the_record_without_a_gap()
    {
        int at = HeaderBytes;
        foreach (Row row in Rows)
        {
            Assert.Equal((row.Name, at), (row.Name, row.Offset));
            at += row.Bytes;
        }

        byte[] record = Default();
        Assert.Equal(record.Length, at + CrcBytes);
        Assert.Equal("TSET", Encoding.ASCII.GetString(record, 0, 4));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(4)));
        Assert.Equal(record.Length, BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(6)));
        Assert.Equal(7, BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(8)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_has_the_default_of_the_specification(string name)
    {
        Row row = Rows.Single(r => r.Name == name);
        ReadOnlySpan<byte> bytes = Default().AsSpan(row.Offset, row.Bytes);
        if (row.IsNumber)
        {
            Assert.Equal(Number(row.Default), BinaryPrimitives.ReadInt32LittleEndian(bytes));
        }
        else if (row.IsText)
        {
            string text = row.Default == "none" ? "" : row.Default;
            Assert.Equal(text, Encoding.ASCII.GetString(bytes.Slice(1, bytes[0])));
        }
        else
        {
            Assert.Equal(row.Default, bytes.ContainsAnyExcept((byte)0) ? Encoding.ASCII.GetString(bytes) : "zeros");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_is_taken_within_its_range_and_not_beyond(string name)
    {
        Row row = Rows.Single(r => r.Name == name);
        if (row.IsNumber)
        {
            Assert.True(Takes(row, row.Least));
            Assert.True(Takes(row, row.Most));
            Assert.False(row.Least > int.MinValue && Takes(row, row.Least - 1));
            Assert.False(row.Most < int.MaxValue && Takes(row, row.Most + 1));
        }
        else if (row.IsText)
        {
            // A key of 64 digits is stored as its 32 bytes.
            bool mayBeKey = row.Name.EndsWith("_passphrase", StringComparison.Ordinal);
            Assert.Equal(mayBeKey ? WifiProfile.KeyDigits : row.Bytes - 1, row.Most);
            Assert.True(Takes(row, (byte)row.Most));
            Assert.False(Takes(row, (byte)(row.Most + 1)));
        }
    }

    [Fact]
    public void A_record_of_an_earlier_firmware_keeps_its_settings_and_gets_the_new_ones_defaults()
    {
        Row zone = Rows.Single(r => r.Name == "zone_minutes");
        var old = new TerminalSettings { Port = 8443, ZoneMinutes = 240, BootFloor = 77 };
        byte[] record = Written(old)[..(zone.Offset + CrcBytes)];
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(6), (ushort)record.Length);
        Seal(record);
        Assert.True(SettingsCodec.IsSound(record, record.Length, out _));
        var read = new TerminalSettings();
        Assert.True(new SettingsCodec().Read(read, record));
        Assert.Equal((8443, 77u, 60, true), (read.Port, read.BootFloor, read.ZoneMinutes, read.HasSummerTime));
    }

    // A record whose only change from the defaults is this setting's number or length.
    private static bool Takes(Row row, int value)
    {
        byte[] record = Default();
        Span<byte> bytes = record.AsSpan(row.Offset, row.Bytes);
        if (row.IsNumber)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        }
        else
        {
            bytes[0] = (byte)value;
        }

        Seal(record);
        Assert.True(SettingsCodec.IsSound(record, record.Length, out _));
        return new SettingsCodec().Read(new TerminalSettings(), record);
    }

    private static void Seal(byte[] record)
    {
        int end = record.Length - CrcBytes;
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(end), Crc32.Compute(record, 0, end));
    }

    private static byte[] Default() => Written(new TerminalSettings());

    private static byte[] Written(TerminalSettings settings)
    {
        byte[] record = new byte[Terminal.Agent.Limits.SettingsBytesMax];
        return record[..new SettingsCodec().Write(settings, 7, record)];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Spec()
    {
        string spec = File.ReadAllText(Path.Combine(Repository.Root()!, "Terminal.Agent", "SPEC.md"));
        int from = spec.IndexOf("\n## Settings record\n", StringComparison.Ordinal);
        return spec[from..spec.IndexOf("\n## ", from + 5, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^\| (\w+) \| (\d+) \| (\d+) \| ([^|]+) \| (\S+) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    private sealed record Row(string Name, int Offset, int Bytes, string Range, string Default)
    {
        public bool IsNumber => !Range.EndsWith("bytes", StringComparison.Ordinal);

        public bool IsText => !IsNumber && Range.Contains(" to ", StringComparison.Ordinal);

        public int Least => Number(Range.Split(' ')[0]);

        public int Most => Number(Range.Split(' ')[2]);
    }
}
