using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.Settings;

/// <summary>Settings whose write fails: told, tried again, and the other slot is never lost.</summary>
public sealed class FailingSettingsTests
{
    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failed_write_is_told_and_tried_again_into_the_same_slot(SettingsFailure failure)
    {
        long nowMs = 0;
        var memory = new MemorySettingsStore();
        var store = new FailingSettingsStore(memory, () => nowMs);
        var keeper = new SettingsKeeper(store);
        var settings = new TerminalSettings { OfflineCount = 11 };
        keeper.Load(settings);
        settings.OfflineCount = 11;
        Save(keeper, settings, ref nowMs);
        settings.OfflineCount = 12;
        Save(keeper, settings, ref nowMs);
        Assert.False(keeper.HasFailed);

        settings.OfflineCount = 13;
        store.Fail(failure, FailureSpan.Until(nowMs + 20_000));
        keeper.Save();
        for (int i = 0; i < 100; i++)
        {
            keeper.Step(settings, nowMs += 100);
            Assert.True(Load(memory) is 12 or 13, $"{Load(memory)}");
        }

        Assert.True(keeper.IsSavePending);
        nowMs += 20_000;
        for (int i = 0; i < 100; i++)
        {
            keeper.Step(settings, nowMs += 100);
        }

        Assert.False(keeper.IsSavePending);
        Assert.False(keeper.HasFailed);
        Assert.Equal(13, Load(memory));
    }

    public static TheoryData<SettingsFailure> Failures() =>
        [SettingsFailure.Refused, SettingsFailure.FailsBehind, SettingsFailure.FailsAndLosesSlot];

    private static void Save(SettingsKeeper keeper, TerminalSettings settings, ref long nowMs)
    {
        keeper.Save();
        for (int i = 0; i < 50; i++)
        {
            keeper.Step(settings, nowMs += 100);
        }
    }

    private static int Load(MemorySettingsStore memory)
    {
        var settings = new TerminalSettings();
        return new SettingsKeeper(memory).Load(settings) ? settings.OfflineCount : -1;
    }
}
