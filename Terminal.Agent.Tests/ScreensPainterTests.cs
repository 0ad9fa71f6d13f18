using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>
/// The painter: when it paints, when it sends, and that a deaf display is tried again.
/// </summary>
[TestClass]
public class ScreensPainterTests
{
    private const int FrameBytes = FrameBuffer.Pages * FrameBuffer.Columns;

    private static ScreensDisplay _display;
    private static ScreenModel _view;
    private static Texts _texts;
    private static ScreenPainter _painter;

    [TestMethod]
    public void The_first_step_shows_the_screen_and_an_unchanged_one_sends_nothing()
    {
        Start();
        Assert.AreEqual(Limits.IdleStepMs, _painter.Step(0));
        Assert.IsTrue(ByteCodec.Same(_painter.Frame, 0, _display.Shown, 0, FrameBytes));
        int calls = _display.Calls;
        for (int i = 0; i < 100; i++)
        {
            Assert.AreEqual(Limits.IdleStepMs, _painter.Step(i));
        }

        Assert.AreEqual(calls, _display.Calls);
    }

    [TestMethod]
    public void A_digit_of_the_amount_changes_less_than_half_of_the_screen()
    {
        Start();
        _view.Id = ScreenId.AmountEntry;
        _view.AmountCents = 125;
        _view.Touch();
        _painter.Step(0);
        _display.Bytes = 0;
        _view.AmountCents = 1250;
        _view.Touch();
        _painter.Step(1);
        Assert.IsTrue(_display.Bytes > 0);
        Assert.IsTrue(_display.Bytes < FrameBytes / 2);
    }

    [TestMethod]
    public void Moving_progress_sends_some_twenty_bytes()
    {
        Start();
        _view.Id = ScreenId.InProgress;
        _view.Touch();
        _painter.Step(0);
        _display.Bytes = 0;
        _view.Progress = 1;
        _view.Touch();
        _painter.Step(1);
        Assert.IsTrue(_display.Bytes >= 16 && _display.Bytes <= 24);
    }

    [TestMethod]
    public void A_display_that_fails_is_tried_again_later_and_then_true()
    {
        Start();
        _display.GoodCalls = 0;
        Assert.AreEqual(Limits.DisplayRetryMs, _painter.Step(1_000));
        int calls = _display.Calls;
        Assert.AreEqual(Limits.DisplayRetryMs - 50, _painter.Step(1_050));
        Assert.AreEqual(calls, _display.Calls);
        _display.GoodCalls = -1;
        Assert.AreEqual(Limits.IdleStepMs, _painter.Step(1_000 + Limits.DisplayRetryMs));
        Assert.IsTrue(ByteCodec.Same(_painter.Frame, 0, _display.Shown, 0, FrameBytes));
    }

    [TestMethod]
    public void Another_language_is_painted_without_a_touch()
    {
        Start();
        _painter.Step(0);
        _display.Bytes = 0;
        _texts.Select(Language.English);
        _painter.Step(1);
        Assert.IsTrue(_display.Bytes > 0);
        Assert.IsTrue(Says("Enter the amount"));
    }

    [TestMethod]
    public void The_words_of_headings_and_large_figures_are_there()
    {
        Start();
        _view.Id = ScreenId.ConnectivityFault;
        _view.SimFault = FaultCode.NoCoverage;
        _view.WifiFault = FaultCode.WifiNotConfigured;
        _view.Touch();
        _painter.Step(0);
        Assert.IsTrue(Says("PAS DE CONNEXION"));
        Assert.IsTrue(Says("SIM pas de couverture R03"));
        Assert.IsTrue(Says("01 57 97 99 44"));
        _view.Id = ScreenId.Approved;
        _view.AmountCents = 123456;
        _view.Touch();
        _painter.Step(1);
        Assert.IsTrue(Says("1 234,56 "));
        Assert.IsFalse(Says("01 57 97 99 44"));
    }

    [TestMethod]
    public void A_service_at_fault_asks_nobody_to_call()
    {
        Start();
        _view.Id = ScreenId.ServiceUnavailable;
        _view.Fault = (FaultCode)503;
        _view.Touch();
        _painter.Step(0);
        Assert.IsTrue(Says("INDISPONIBLE"));
        Assert.IsTrue(Says("S503"));
        Assert.IsFalse(Says("01 57 97 99 44"));
        Assert.IsFalse(Says("Appelez"));
    }

    private static void Start()
    {
        _display = new ScreensDisplay();
        _view = new ScreenModel();
        _view.Id = ScreenId.Idle;
        byte[] euro = ByteCodec.Ascii("eur");
        for (int i = 0; i < euro.Length; i++)
        {
            _view.Currency[i] = euro[i];
        }

        _texts = new Texts();
        _painter = new ScreenPainter(_display, _view, _texts);
    }

    /// <summary>True when some row holds these ASCII words.</summary>
    private static bool Says(string words)
    {
        byte[] wanted = ByteCodec.Ascii(words);
        byte[] row = new byte[Limits.ScreenLineBytesMax];
        for (int i = 0; i < FrameBuffer.Pages; i++)
        {
            int count = _painter.TextLine(i, row, 0);
            for (int at = 0; at + wanted.Length <= count; at++)
            {
                if (ByteCodec.Same(row, at, wanted, 0, wanted.Length))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
