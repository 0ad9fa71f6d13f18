using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The test of the SIM, a mark for each step; the title says how it ended, the row below what to
/// do where it stopped. OK goes on to the test of WiFi, Clear tests again.
/// </summary>
public sealed class SimTestPage : MenuPage
{
    private const int LeftSteps = 4;
    private const int MarkColumn = 2;
    private const int WordsColumn = 14;
    private const int RightMarkColumn = 64;
    private const int RightWordsColumn = 76;
    private const int AdviceRow = 4;
    private const int NextRow = 5;

    private readonly SimTest _test;
    private readonly WifiTestPage _next;

    // What is on the screen, in one number.
    private int _shown;

    /// <summary>Makes the page.</summary>
    /// <param name="menu">The menus.</param>
    /// <param name="next">The test that follows.</param>
    public SimTestPage(Menu menu, WifiTestPage next)
        : base(menu)
    {
        _test = menu.Agent.SimTest;
        _next = next;
    }

    /// <inheritdoc/>
    public override int IdleMs => Limits.MenuEntryIdleMs;

    /// <inheritdoc/>
    public override void Open(long nowMs) => _test.Begin(nowMs);

    /// <inheritdoc/>
    public override void Leave() => _test.Stop();

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (_test.IsRunning)
        {
            return;
        }

        if (key == Key.Ok)
        {
            Menu.Replace(_next, nowMs);
        }
        else if (key == Key.Clear)
        {
            _test.Begin(nowMs);
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        int waitMs = _test.Step(nowMs);
        int signature = Signature();
        if (signature != _shown)
        {
            _shown = signature;
            Menu.Agent.View.Touch();
        }

        return waitMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        FaultCode fault = _test.Fault;
        if (_test.IsRunning)
        {
            canvas.Title(TextId.SimTestTitle);
        }
        else if (fault == FaultCode.None)
        {
            canvas.Title(TextId.SimWorks);
        }
        else
        {
            canvas.Title(fault);
        }

        for (int step = 0; step < SimTest.StepCount; step++)
        {
            bool isLeft = step < LeftSteps;
            int y = MenuCanvas.RowTop(isLeft ? step : step - LeftSteps);
            canvas.Mark(_test.MarkOf(step), isLeft ? MarkColumn : RightMarkColumn, y);
            canvas.Words(
                (TextId)((int)TextId.SimStepModule + step),
                isLeft ? WordsColumn : RightWordsColumn,
                y);
        }

        if (!_test.IsRunning)
        {
            DrawAdvice(canvas, fault);
            canvas.Words(TextId.SimThenWifi, MarkColumn, MenuCanvas.RowTop(NextRow));
        }
    }

    private static void DrawAdvice(MenuCanvas canvas, FaultCode fault)
    {
        int y = MenuCanvas.RowTop(AdviceRow);
        switch (fault)
        {
            case FaultCode.None:
                break;
            case FaultCode.ModemSilent:
                canvas.Words(TextId.AdviceUnplug, MarkColumn, y);
                break;
            case FaultCode.NoSim:
                canvas.Words(TextId.AdviceCard, MarkColumn, y);
                break;
            case FaultCode.NoCoverage:
            case FaultCode.EmergencyOnly:
                canvas.Words(TextId.AdviceMove, MarkColumn, y);
                break;
            case FaultCode.SimLocked:
            case FaultCode.OperatorLocked:
            case FaultCode.RegistrationDenied:
            case FaultCode.SimWithoutData:
            case FaultCode.CertificateRefused:
            case FaultCode.ServerUnchecked:
            case FaultCode.KeyRefused:
            case FaultCode.AccountSuspended:
                canvas.Canvas.StartWords(TextId.AdviceCall);
                canvas.Line.Text(canvas.Texts.SupportNumber);
                canvas.LeftAt(MarkColumn, y);
                break;
            default:
                canvas.Words(TextId.AdviceLater, MarkColumn, y);
                break;
        }
    }

    private int Signature()
    {
        int signature = _test.IsRunning ? 1 : 2;
        for (int step = 0; step < SimTest.StepCount; step++)
        {
            signature = (signature * 4) + (int)_test.MarkOf(step);
        }

        return signature;
    }
}
