using Terminal.Agent.Journal;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Sale;

/// <summary>Which screen tells of a final state or of an obstacle.</summary>
public static class SaleScreen
{
    /// <summary>The screen of a final state.</summary>
    public static ScreenId OfState(TransactionState state)
    {
        switch (state)
        {
            case TransactionState.Approved:
                return ScreenId.Approved;
            case TransactionState.Declined:
                return ScreenId.Declined;
            case TransactionState.Rejected:
                return ScreenId.Rejected;
            default:
                return ScreenId.SaleCancelled;
        }
    }

    /// <summary>The screen of what keeps every sale from beginning.</summary>
    public static ScreenId OfObstacle(FaultCode fault) =>
        fault == FaultCode.JournalFull ? ScreenId.JournalFull
        : FaultCodes.IsHold(fault) ? ScreenId.QueueHeld
        : FaultCodes.Stage(fault) == FaultStage.Device ? ScreenId.MemoryFault
        : ScreenId.AccountProblem;
}
