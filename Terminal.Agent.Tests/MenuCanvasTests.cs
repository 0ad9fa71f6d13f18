using nanoFramework.TestFramework;
using Terminal.Agent.Menus;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Tests;

/// <summary>Dates in local time and names of networks as the menus write them.</summary>
[TestClass]
public class MenuSheetTests
{
    private static TerminalSettings _settings;
    private static MenuCanvas _canvas;

    /// <summary>A canvas without a display.</summary>
    [Setup]
    public void SetUp()
    {
        var texts = new Texts();
        _settings = new TerminalSettings();
        var canvas = new ScreenCanvas(new FrameBuffer(), new ScreenModel(), texts);
        _canvas = new MenuCanvas(canvas, texts, _settings);
    }

    /// <summary>Winter and summer, the nights between them, ends of months and leap days.</summary>
    [DataRow(1_795_525_620L, "24/11/2026 14:07")]
    [DataRow(1_774_745_999L, "29/03/2026 01:59")]
    [DataRow(1_774_746_000L, "29/03/2026 03:00")]
    [DataRow(1_792_889_999L, "25/10/2026 02:59")]
    [DataRow(1_792_890_000L, "25/10/2026 02:00")]
    [DataRow(1_798_758_000L, "01/01/2027 00:00")]
    [DataRow(1_835_391_599L, "28/02/2028 23:59")]
    [DataRow(1_835_391_600L, "29/02/2028 00:00")]
    public void Dates_are_local(long utcSeconds, string expected)
    {
        _canvas.Line.Start();
        _canvas.Date(utcSeconds, true);
        Same(expected);
    }

    /// <summary>Zones without summer time, west and east, and half an hour off.</summary>
    [DataRow(240, 1_795_525_620L, "24/11/2026 17:07")]
    [DataRow(240, 1_774_746_000L, "29/03/2026 05:00")]
    [DataRow(-240, 1_774_746_000L, "28/03/2026 21:00")]
    [DataRow(-570, 1_798_758_000L, "31/12/2026 13:30")]
    [DataRow(660, 1_835_391_599L, "29/02/2028 09:59")]
    public void Dates_are_those_of_the_zone(int zoneMinutes, long utcSeconds, string expected)
    {
        _settings.ZoneMinutes = zoneMinutes;
        _settings.HasSummerTime = false;
        _canvas.Line.Start();
        _canvas.Date(utcSeconds, true);
        _settings.Restore();
        Same(expected);
    }

    /// <summary>Without a clock there is no date.</summary>
    [TestMethod]
    public void An_unknown_time_says_so()
    {
        _canvas.Line.Start();
        _canvas.Date(0, true);
        Same("heure inconnue");
    }

    /// <summary>Latin letters come out, anything else is a dot, broken text does no harm.</summary>
    [TestMethod]
    public void Names_of_networks_are_utf_8()
    {
        byte[] name = { (byte)'C', (byte)'a', (byte)'f', 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 7, 0xC3 };
        _canvas.Line.Start();
        _canvas.Utf8(name, name.Length, 120);
        Assert.AreEqual(7, _canvas.Line.Count);
        Assert.AreEqual(0xE9, (int)_canvas.Line.Bytes[3]);
        Assert.AreEqual(0xB7, (int)_canvas.Line.Bytes[4]);
        Assert.AreEqual(0xB7, (int)_canvas.Line.Bytes[5]);
        Assert.AreEqual(0xB7, (int)_canvas.Line.Bytes[6]);
    }

    /// <summary>A name that is too long is cut, not clipped.</summary>
    [TestMethod]
    public void A_long_name_is_cut()
    {
        byte[] name = ByteCodec.Ascii("MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM");
        _canvas.Line.Start();
        _canvas.Utf8(name, name.Length, 60);
        int columns = _canvas.Canvas.Small.Measure(_canvas.Line.Bytes, 0, _canvas.Line.Count);
        Assert.IsTrue(columns > 50 && columns <= 60);
    }

    private static void Same(string expected)
    {
        byte[] bytes = ByteCodec.Ascii(expected);
        Assert.AreEqual(bytes.Length, _canvas.Line.Count);
        Assert.IsTrue(ByteCodec.Same(bytes, 0, _canvas.Line.Bytes, 0, bytes.Length));
    }
}
