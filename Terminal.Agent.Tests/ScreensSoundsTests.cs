using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>What each screen sounds like, for how long, and when it is silent.</summary>
[TestClass]
public class ScreensSoundsTests
{
    private static ScreensBuzzer _buzzer;
    private static CounterSettings _settings;
    private static ScreenSounds _sounds;
    private static long _nowMs;

    /// <summary>Tones of a screen and their length in all; 0 for silence.</summary>
    [DataRow((int)ScreenId.Approved, 1, 180)]
    [DataRow((int)ScreenId.AcceptedOffline, 1, 180)]
    [DataRow((int)ScreenId.Declined, 2, 420)]
    [DataRow((int)ScreenId.Rejected, 2, 420)]
    [DataRow((int)ScreenId.OfflineRefused, 2, 420)]
    [DataRow((int)ScreenId.AmountRefused, 2, 420)]
    [DataRow((int)ScreenId.CardTrouble, 2, 420)]
    [DataRow((int)ScreenId.ResultUnknown, 1, 900)]
    [DataRow((int)ScreenId.Interrupted, 1, 900)]
    [DataRow((int)ScreenId.LateDecline, 1, 900)]
    [DataRow((int)ScreenId.ConnectivityFault, 1, 900)]
    [DataRow((int)ScreenId.QueueHeld, 1, 900)]
    [DataRow((int)ScreenId.Idle, 0, 0)]
    [DataRow((int)ScreenId.AmountEntry, 0, 0)]
    [DataRow((int)ScreenId.InProgress, 0, 0)]
    [DataRow((int)ScreenId.Menu, 0, 0)]
    public void A_screen_has_its_tones(int screen, int tones, int lengthMs)
    {
        Start();
        Assert.AreEqual(tones, TonesOf((ScreenId)screen));
        Assert.AreEqual(lengthMs, (int)_nowMs);
        Assert.AreEqual(0, TonesOf((ScreenId)screen));
    }

    [TestMethod]
    public void Volume_0_is_silent_and_others_reach_the_buzzer()
    {
        for (int volume = 0; volume <= Limits.VolumeMax; volume++)
        {
            Start();
            _settings.Volume = volume;
            Assert.AreEqual(volume == 0 ? 0 : 1, TonesOf(ScreenId.Approved));
            Start();
            _settings.Volume = volume;
            _sounds.Press(0);
            Assert.AreEqual(volume == 0 ? 0 : 1, _buzzer.Count);
            Assert.AreEqual(volume, _buzzer.Volume);
        }
    }

    [TestMethod]
    public void A_fault_that_comes_back_after_a_sale_is_not_told_again()
    {
        Start();
        Assert.AreEqual(1, TonesOf(ScreenId.ConnectivityFault));
        Assert.AreEqual(0, TonesOf(ScreenId.AmountEntry));
        Assert.AreEqual(0, TonesOf(ScreenId.ConnectivityFault));
        Assert.AreEqual(1, TonesOf(ScreenId.AccountProblem));
        Assert.AreEqual(0, TonesOf(ScreenId.Idle));
        Assert.AreEqual(1, TonesOf(ScreenId.ConnectivityFault));
    }

    [TestMethod]
    public void A_key_clicks_shortly_and_does_not_cut_a_result_off()
    {
        Start();
        _sounds.Press(0);
        Assert.AreEqual(1, _buzzer.Count);
        Assert.IsTrue(_sounds.IsPlaying);
        int waitMs = _sounds.Step(ScreenId.Starting, 0);
        Assert.IsTrue(waitMs > 0 && waitMs <= 20);
        _sounds.Step(ScreenId.Starting, waitMs);
        Assert.IsFalse(_sounds.IsPlaying);
        Assert.AreEqual(0, _buzzer.Frequencies[_buzzer.Count - 1]);
        _sounds.Step(ScreenId.Approved, 100);
        int count = _buzzer.Count;
        _sounds.Press(150);
        Assert.AreEqual(count, _buzzer.Count);
    }

    [TestMethod]
    public void A_result_takes_the_place_of_what_sounds()
    {
        Start();
        _sounds.Step(ScreenId.ConnectivityFault, 0);
        _sounds.Step(ScreenId.Declined, 100);
        Assert.AreEqual(150, _sounds.Step(ScreenId.Declined, 100));
        Assert.IsTrue(_buzzer.Frequencies[0] != _buzzer.Frequencies[1]);
    }

    private static void Start()
    {
        _buzzer = new ScreensBuzzer();
        _settings = new CounterSettings();
        _sounds = new ScreenSounds(_buzzer, _settings);
        _nowMs = 0;
    }

    /// <summary>Shows a screen until it is silent.</summary>
    /// <returns>Tones that it had.</returns>
    private static int TonesOf(ScreenId id)
    {
        int from = _buzzer.Count;
        _nowMs = 0;
        int waitMs = _sounds.Step(id, _nowMs);
        while (_sounds.IsPlaying)
        {
            _nowMs += waitMs;
            waitMs = _sounds.Step(id, _nowMs);
        }

        int tones = 0;
        for (int i = from; i < _buzzer.Count; i++)
        {
            tones += _buzzer.Frequencies[i] > 0 ? 1 : 0;
        }

        return tones;
    }
}
