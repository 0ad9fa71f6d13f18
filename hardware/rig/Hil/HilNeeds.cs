using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Hil;

/// <summary>What a scenario needs that a HIL bench may not have.</summary>
/// <param name="HasModem">The rig's modem is in the place of the real one.</param>
/// <param name="HasReader">The rig's reader is in the place of the real one.</param>
/// <param name="HasWifi">The rig's acquirer can be reached over WiFi.</param>
/// <param name="HasHands">Somebody is there.</param>
public sealed record HilNeeds(bool HasModem, bool HasReader, bool HasWifi, bool HasHands)
{
    /// <summary>Why the scenario cannot be played, or null.</summary>
    public string? Lacks(Scenario scenario) => scenario.VirtualOnly
        ?? scenario.Steps.Select(Lacks).FirstOrDefault(reason => reason is not null);

    private string? Lacks(Step step) => step switch
    {
        SignalStep { Link: "sim" } when !HasModem => $"line {step.Line}: needs --modem",
        SignalStep { Link: "wifi" } =>
            $"line {step.Line}: the level of a real access point cannot be set",
        LinkStep { Link: "sim" } when !HasModem && !HasHands =>
            $"line {step.Line}: needs --modem or hands",
        LinkStep { Link: "sim", Condition: not "up" } when !HasWifi =>
            $"line {step.Line}: needs --listen, so that WiFi reaches the acquirer",
        LinkStep { Link: "wifi" } or AccessPointStep when !HasHands =>
            $"line {step.Line}: needs hands at the access point",
        JournalStep => $"line {step.Line}: a terminal's journal is not written from outside",
        TillStep => $"line {step.Line}: the till of a physical terminal is not played",
        MemoryStep => $"line {step.Line}: a terminal's memory does not fail when asked to",
        ExpectStep { Expectation.ArePayloadsKept: not null }
            or WaitForStep { Expectation.ArePayloadsKept: not null } =>
            $"line {step.Line}: a terminal's memory is not looked into",
        ClockStep => $"line {step.Line}: a terminal's clock is not set from outside",
        PowerStep when !HasHands => $"line {step.Line}: needs hands at the plug",
        TapStep when !HasReader && !HasHands => $"line {step.Line}: needs --reader or hands",
        _ => null,
    };
}
