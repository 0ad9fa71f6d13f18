using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The test of WiFi, a mark for each step; the title says how it ended. OK tests again after a
/// failure, Clear types the passphrase again.
/// </summary>
public sealed class WifiTestPage : MenuPage
{
    private const int MarkColumn = 2;
    private const int WordsColumn = 16;

    private readonly WifiSetup _setup;
    private readonly WifiTest _test;
    private bool _isFirstOnly;

    // What is on the screen, in one number.
    private int _shown;

    /// <summary>Makes the page.</summary>
    /// <param name="menu">The menus.</param>
    /// <param name="setup">
    /// Where a passphrase is typed again; null where that is not allowed.
    /// </param>
    public WifiTestPage(Menu menu, WifiSetup setup)
        : base(menu)
    {
        _setup = setup;
        _test = menu.WifiTest;
    }

    /// <inheritdoc/>
    public override int IdleMs => Limits.MenuEntryIdleMs;

    /// <summary>Says whether the first saved network is meant, or any.</summary>
    public void Choose(bool isFirstOnly) => _isFirstOnly = isFirstOnly;

    /// <inheritdoc/>
    public override void Open(long nowMs) => _test.Begin(_isFirstOnly, nowMs);

    /// <inheritdoc/>
    public override void Leave()
    {
        _test.Stop();
        _isFirstOnly = false;
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (_test.IsRunning)
        {
            return;
        }

        if (key == Key.Ok)
        {
            if (_test.Fault == FaultCode.None)
            {
                Menu.Back(nowMs);
            }
            else
            {
                _test.Begin(_isFirstOnly, nowMs);
            }
        }
        else if (key == Key.Clear && _setup != null && Menu.Agent.Settings.WifiProfileCount > 0)
        {
            _setup.Correct(nowMs);
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
            canvas.Title(TextId.WifiTest);
        }
        else if (fault == FaultCode.None)
        {
            canvas.Title(TextId.WifiWorks);
        }
        else
        {
            canvas.Title(fault);
        }

        for (int step = 0; step < WifiTest.StepCount; step++)
        {
            int y = MenuCanvas.RowTop(step);
            canvas.Mark(_test.MarkOf(step), MarkColumn, y);
            canvas.Words((TextId)((int)TextId.WifiStepJoin + step), WordsColumn, y);
        }
    }

    private int Signature()
    {
        int signature = _test.IsRunning ? 1 : 2;
        for (int step = 0; step < WifiTest.StepCount; step++)
        {
            signature = (signature * 4) + (int)_test.MarkOf(step);
        }

        return signature;
    }
}
