using Terminal.Agent.Ports;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>Every key of the matrix arrives in the agent as what is printed on it.</summary>
public sealed class KeypadTests
{
    [Fact]
    public async Task Digits_pressed_are_digits_shown()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        rig.Terminal.PowerOn();
        await rig.Terminal.SeesAsync("Tapez le montant");
        foreach (int digit in new[] { 1, 2, 3, 4, 5, 6 })
        {
            rig.Terminal.Press((Key)digit);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await rig.Terminal.SeesAsync("1 234,56");
        rig.Terminal.Press(Key.Clear);
        await rig.Terminal.SeesAsync("123,45");
        rig.Terminal.Press(Key.Cancel);
        await rig.Terminal.SeesAsync("0,00");
        foreach (int digit in new[] { 7, 8, 9, 0 })
        {
            rig.Terminal.Press((Key)digit);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await rig.Terminal.SeesAsync("78,90");
    }
}
