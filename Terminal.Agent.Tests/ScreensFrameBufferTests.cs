using nanoFramework.TestFramework;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Tests;

/// <summary>
/// The frame: what is drawn, what is said in words, and that only changes are sent.
/// </summary>
[TestClass]
public class ScreensFrameBufferTests
{
    private const int FrameBytes = FrameBuffer.Pages * FrameBuffer.Columns;

    /// <summary>A font of one page: A is two full columns, B three with the top row only.</summary>
    private static readonly byte[] TwoGlyphs =
    {
        1, 1, 3, (byte)'A', 2, (byte)'B', 3, (byte)' ', 1, 0xFF, 0xFF, 1, 1, 1, 0,
    };

    private static FrameBuffer _frame;
    private static ScreensDisplay _display;
    private static Font _font;

    [TestMethod]
    public void Glyphs_stand_side_by_side_with_a_gap()
    {
        Start();
        Assert.AreEqual(3 + 4, Text("AB", 0, 8));
        byte[] frame = _frame.Frame;
        Assert.AreEqual((byte)0xFF, frame[128]);
        Assert.AreEqual((byte)0xFF, frame[129]);
        Assert.AreEqual((byte)0, frame[130]);
        Assert.AreEqual((byte)1, frame[131]);
        Assert.AreEqual((byte)1, frame[133]);
        Assert.AreEqual(6, _font.Measure(ByteCodec.Ascii("AB"), 0, 2));
    }

    [TestMethod]
    public void A_glyph_between_pages_is_drawn_on_both()
    {
        Start();
        Text("A", 5, 11);
        Assert.AreEqual((byte)0xF8, _frame.Frame[128 + 5]);
        Assert.AreEqual((byte)0x07, _frame.Frame[256 + 5]);
    }

    [TestMethod]
    public void What_has_no_room_or_no_glyph_is_counted_and_not_drawn()
    {
        Start();
        Text("A", 127, 0);
        Assert.AreEqual(1, _frame.ClippedGlyphs);
        Text("Z", 0, 8);
        Assert.AreEqual(2, _frame.ClippedGlyphs);
        Text("A", 0, 57);
        Assert.AreEqual(3, _frame.ClippedGlyphs);
        Text("B", 0, 63);
        Assert.AreEqual(3, _frame.ClippedGlyphs);
    }

    [TestMethod]
    public void Words_that_touch_the_words_before_are_counted()
    {
        Start();
        Text("A", 0, 0);
        Text("B", 3, 0);
        Assert.AreEqual(1, _frame.ClippedGlyphs);
        Text("B", 2, 8);
        Assert.AreEqual(1, _frame.ClippedGlyphs);
    }

    [TestMethod]
    public void A_paragraph_breaks_at_blanks_and_counts_what_is_left()
    {
        Start();
        // 43 A take 128 columns: one line holds one such word.
        byte[] text = new byte[43 + 1 + 43 + 1 + 2];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = i == 43 || i == 87 ? (byte)' ' : (byte)'A';
        }

        _frame.Paragraph(_font, text, 0, 8, 3);
        Assert.AreEqual(0, _frame.ClippedGlyphs);
        Assert.AreEqual((byte)0xFF, _frame.Frame[128]);
        Assert.AreEqual((byte)0xFF, _frame.Frame[256 + 62]);
        _frame.Clear();
        _frame.Paragraph(_font, text, 0, 8, 2);
        Assert.AreEqual(2, _frame.ClippedGlyphs);
    }

    [TestMethod]
    public void Rectangles_cross_pages()
    {
        Start();
        _frame.Fill(1, 6, 2, 12);
        Assert.AreEqual((byte)0xC0, _frame.Frame[1]);
        Assert.AreEqual((byte)0xFF, _frame.Frame[128 + 2]);
        Assert.AreEqual((byte)0x03, _frame.Frame[256 + 1]);
        Assert.AreEqual((byte)0, _frame.Frame[3]);
        _frame.Invert(0, 0, 2, 8);
        Assert.AreEqual((byte)0xFF, _frame.Frame[0]);
        Assert.AreEqual((byte)0x3F, _frame.Frame[1]);
    }

    [TestMethod]
    public void The_words_of_a_row_come_in_the_order_of_drawing_with_plain_blanks()
    {
        Start();
        Text("AB", 0, 8);
        byte[] narrow = { (byte)'1', 0xA0, (byte)'2' };
        _frame.Say(1, narrow, 0, 3);
        byte[] buffer = new byte[Limits.ScreenLineBytesMax + 2];
        int end = _frame.TextLine(1, buffer, 2);
        Assert.AreEqual(2 + 6, end);
        CollectionAssert.AreEqual(ByteCodec.Ascii("AB 1 2"), Part(buffer, 2, 6));
        Assert.AreEqual(2, _frame.TextLine(0, buffer, 2));
    }

    [TestMethod]
    public void Words_beyond_the_room_of_a_row_are_left_out()
    {
        Start();
        byte[] many = new byte[Limits.ScreenLineBytesMax + 9];
        _frame.Say(2, many, 0, 20);
        _frame.Say(2, many, 0, many.Length);
        _frame.Say(2, many, 0, many.Length);
        byte[] buffer = new byte[Limits.ScreenLineBytesMax];
        Assert.AreEqual(Limits.ScreenLineBytesMax, _frame.TextLine(2, buffer, 0));
    }

    [TestMethod]
    public void The_first_flush_sends_everything_and_the_next_nothing()
    {
        Start();
        Assert.IsTrue(_frame.Flush(_display));
        Assert.AreEqual(FrameBytes, _display.Bytes);
        Assert.IsTrue(_frame.Flush(_display));
        Assert.AreEqual(FrameBytes, _display.Bytes);
        Assert.AreEqual(1, _display.Calls);
    }

    [TestMethod]
    public void Only_the_run_that_changed_is_sent()
    {
        Start();
        _frame.Flush(_display);
        _display.Bytes = 0;
        _frame.Fill(37, 24, 3, 8);
        Assert.IsTrue(_frame.Flush(_display));
        Assert.AreEqual(3, _display.Bytes);
        Assert.AreEqual(3, _display.LastPage);
        Assert.AreEqual(37, _display.LastColumn);
        Assert.AreEqual(3, _display.LastCount);
    }

    [TestMethod]
    public void Changes_far_apart_are_one_window_and_the_edges_of_a_page_are_sent()
    {
        Start();
        _frame.Flush(_display);
        _display.Bytes = 0;
        _display.Calls = 0;
        _frame.Fill(0, 56, 1, 8);
        _frame.Fill(127, 56, 1, 8);
        Assert.IsTrue(_frame.Flush(_display));
        Assert.AreEqual(1, _display.Calls);
        Assert.AreEqual(FrameBuffer.Columns, _display.Bytes);
        AssertShownIsFrame();
    }

    [TestMethod]
    public void The_window_holds_all_that_changed_on_any_page()
    {
        Start();
        _frame.Flush(_display);
        _display.Bytes = 0;
        _display.Calls = 0;
        _frame.Fill(70, 16, 4, 8);
        _frame.Fill(17, 40, 2, 8);
        _frame.Fill(64, 24, 30, 8);
        Assert.IsTrue(_frame.Flush(_display));
        Assert.AreEqual(1, _display.Calls);
        Assert.AreEqual(2, _display.LastPage);
        Assert.AreEqual(4, _display.LastPages);
        Assert.AreEqual(16, _display.LastColumn);
        Assert.AreEqual(80, _display.LastCount);
        AssertShownIsFrame();
    }

    [TestMethod]
    public void Whatever_changes_the_display_shows_it()
    {
        Start();
        uint random = 1;
        for (int i = 0; i < 200; i++)
        {
            random = (random * 1664525) + 1013904223;
            int column = (int)((random >> 8) % 128);
            int columns = 1 + (int)((random >> 16) % (uint)(128 - column));
            int y = (int)((random >> 24) % 8) * 8;
            int pages = 1 + (int)((random >> 5) % (uint)(8 - (y >> 3)));
            _frame.Invert(column, y, columns, pages * 8);
            if ((random & 0x4000) != 0)
            {
                Assert.IsTrue(_frame.Flush(_display));
                AssertShownIsFrame();
            }
        }
    }

    [TestMethod]
    public void After_a_failure_everything_is_sent_again()
    {
        Start();
        _frame.Flush(_display);
        _frame.Fill(10, 0, 20, 64);
        _display.GoodCalls = 0;
        Assert.IsFalse(_frame.Flush(_display));
        // The display may have lost its memory with its supply.
        for (int i = 0; i < FrameBytes; i++)
        {
            _display.Shown[i] = 0x55;
        }

        _display.GoodCalls = -1;
        Assert.IsTrue(_frame.Flush(_display));
        AssertShownIsFrame();
    }

    private static void AssertShownIsFrame() =>
        Assert.IsTrue(ByteCodec.Same(_frame.Frame, 0, _display.Shown, 0, FrameBytes));

    private static void Start()
    {
        _frame = new FrameBuffer();
        _display = new ScreensDisplay();
        _font = new Font(TwoGlyphs, false);
        _frame.Clear();
    }

    private static int Text(string text, int column, int y)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        return _frame.Text(_font, bytes, 0, bytes.Length, column, y);
    }

    private static byte[] Part(byte[] bytes, int offset, int count)
    {
        byte[] part = new byte[count];
        for (int i = 0; i < count; i++)
        {
            part[i] = bytes[offset + i];
        }

        return part;
    }
}
