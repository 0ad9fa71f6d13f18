using Terminal.Agent.Links;

namespace Terminal.Agent.Modem;

/// <summary>Which states of the driver belong together.</summary>
public static class ModemStages
{
    /// <summary>The stage of a state.</summary>
    public static ModemStage Of(ModemState state)
    {
        switch (state)
        {
            case ModemState.PowerOff:
            case ModemState.PowerRise:
            case ModemState.OnPulse:
            case ModemState.ResetPulse:
            case ModemState.Boot:
                return ModemStage.Power;
            case ModemState.Backoff:
                return ModemStage.Backoff;
            case ModemState.Setup:
                return ModemStage.Setup;
            case ModemState.Sim:
                return ModemStage.Sim;
            case ModemState.Context:
            case ModemState.ContextWrite:
            case ModemState.AuthWrite:
            case ModemState.Register:
            case ModemState.Detach:
            case ModemState.Attach:
            case ModemState.Clock:
            case ModemState.ClockWrite:
            case ModemState.ClockAsk:
                return ModemStage.Network;
            case ModemState.SpeedWrite:
            case ModemState.SpeedProof:
            case ModemState.Seek:
                return ModemStage.Speed;
            case ModemState.Ready:
                return ModemStage.Ready;
            case ModemState.Restart:
                return ModemStage.Restart;
            default:
                return ModemStage.Tls;
        }
    }

    /// <summary>How far the link has come in a state.</summary>
    public static BearerStage BearerOf(ModemState state)
    {
        switch (state)
        {
            case ModemState.Detach:
            case ModemState.Attach:
            case ModemState.Clock:
            case ModemState.ClockWrite:
            case ModemState.ClockAsk:
                return BearerStage.Data;
            default:
                break;
        }

        switch (Of(state))
        {
            case ModemStage.Sim:
                return BearerStage.Card;
            case ModemStage.Network:
                return BearerStage.Registration;
            case ModemStage.Tls:
                return BearerStage.Security;
            case ModemStage.Ready:
                return BearerStage.Up;
            default:
                return BearerStage.Module;
        }
    }

    /// <summary>True where the driver goes back as soon as the SIM is not ready.</summary>
    public static bool NeedsSim(ModemStage stage) =>
        stage == ModemStage.Network || stage == ModemStage.Tls || stage == ModemStage.Ready;
}
