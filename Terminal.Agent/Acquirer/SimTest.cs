using Terminal.Agent.Links;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Tries the SIM step by step: module, card, registration, data, and then the acquirer itself over
/// a connection of its own.
/// </summary>
public sealed class SimTest : LinkTest
{
    /// <summary>How many steps there are.</summary>
    public const int StepCount = 7;

    // Null for a link that cannot tell.
    private readonly IStagedLink _stages;

    /// <summary>Makes the test; everything it needs is allocated here.</summary>
    public SimTest(
        TerminalSettings settings,
        LinkManager links,
        StoreAndForward forward,
        LinkTestExchange parts)
        : base(settings, links, links.Sim, forward, parts, StepCount, (int)SimTestStep.Name) =>
        _stages = links.Sim as IStagedLink;

    /// <summary>How far a step has come.</summary>
    public LinkTestMark Mark(SimTestStep step) => MarkOf((int)step);

    /// <summary>Begins anew.</summary>
    public void Begin(long nowMs) => Start(Limits.SimTestMs, nowMs);

    /// <inheritdoc/>
    protected override bool StepBearer(bool isLate, long nowMs)
    {
        bool isUp = IsUp();
        int reached = isUp || _stages == null ? (int)BearerStage.Security : (int)_stages.Stage;
        reached = reached < (int)SimTestStep.Name ? reached : (int)SimTestStep.Name;
        for (int step = 0; step < StepCount; step++)
        {
            Set(
                step,
                step < reached ? LinkTestMark.Good
                : step == reached && !isUp ? LinkTestMark.UnderWay : LinkTestMark.ToCome);
        }

        if (isUp)
        {
            return true;
        }

        FaultCode fault = Link.Fault;
        bool isKnown = fault != FaultCode.None && fault != FaultCode.Starting;
        if (Link.State == LinkState.Failed && isKnown)
        {
            Stop(fault, nowMs);
        }
        else if (isLate)
        {
            Fail(reached, isKnown ? fault : FaultCode.Starting, nowMs);
        }

        return false;
    }

    /// <inheritdoc/>
    protected override bool StepLoss(long nowMs)
    {
        if (IsUp())
        {
            return false;
        }

        FaultCode fault = Link.Fault;
        Stop(
            fault == FaultCode.None || fault == FaultCode.Starting
                ? FaultCode.ConnectionLost : fault,
            nowMs);
        return true;
    }

    /// <inheritdoc/>
    protected override void OnConnected()
    {
    }

    /// <inheritdoc/>
    protected override int StepOf(FaultCode fault)
    {
        switch (fault)
        {
            case FaultCode.ModemSilent:
                return (int)SimTestStep.Module;
            case FaultCode.NoSim:
            case FaultCode.SimLocked:
            case FaultCode.OperatorLocked:
                return (int)SimTestStep.Card;
            case FaultCode.NoCoverage:
            case FaultCode.RegistrationDenied:
            case FaultCode.EmergencyOnly:
                return (int)SimTestStep.Registration;
            case FaultCode.NoDataBearer:
            case FaultCode.SimWithoutData:
            case FaultCode.ClockUnknown:
                return (int)SimTestStep.Data;
            default:
                return base.StepOf(fault);
        }
    }

    // What comes after the step that failed has not passed, whatever was there before.
    private void Stop(FaultCode fault, long nowMs)
    {
        int step = StepOf(fault);
        for (int i = 0; i < StepCount; i++)
        {
            Set(i, i < step ? LinkTestMark.Good : LinkTestMark.ToCome);
        }

        Fail(step, fault, nowMs);
    }

    private bool IsUp()
    {
        LinkState state = Link.State;
        return state == LinkState.Attached || state == LinkState.Online
            || state == LinkState.Degraded;
    }
}
