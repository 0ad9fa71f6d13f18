using System.Text;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Settings;

/// <summary>
/// A technician at the console and a merchant at the keypad who give their codes at the same moment both get an answer.
/// </summary>
public sealed class TwoCodesTests
{
    private const int StepsMax =
        2 * ((Terminal.Agent.Limits.PinRoundsCount / Terminal.Agent.Limits.PinRoundsPerStepCount) + 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_get_their_verdict(bool isTechnicianFirst)
    {
        HandTerminal terminal = MenuSamples.Play(new MenuSample("counter", _ => { }), Language.French);
        terminal.SetCodes();
        PinGuard technician = terminal.Agent.Pin;
        PinGuard merchant = terminal.Agent.MerchantPin;
        Give(terminal, isTechnicianFirst ? technician : merchant, isTechnicianFirst);
        terminal.Agent.Step();
        Give(terminal, isTechnicianFirst ? merchant : technician, !isTechnicianFirst);
        for (int step = 0; step < StepsMax; step++)
        {
            terminal.Agent.Step();
        }

        Assert.Equal(PinVerdict.Right, technician.Verdict);
        Assert.Equal(PinVerdict.Right, merchant.Verdict);
        Assert.Null(terminal.Agent.PinWork.Active);
    }

    private static void Give(HandTerminal terminal, PinGuard guard, bool isTechnician)
    {
        byte[] code = Encoding.ASCII.GetBytes(isTechnician ? HandTerminal.TechnicianCode : HandTerminal.MerchantCode);
        Assert.Equal(PinVerdict.Busy, guard.Check(code, 0, code.Length, terminal.Clock.UptimeMs));
    }
}
