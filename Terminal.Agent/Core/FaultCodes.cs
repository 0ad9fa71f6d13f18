namespace Terminal.Agent;

/// <summary>
/// How fault codes are written, alike on screens, in the log and on the console: R03, K401, S503,
/// J01.
/// </summary>
public static class FaultCodes
{
    /// <summary>Most bytes that <see cref="Write"/> writes.</summary>
    public const int BytesMax = 4;

    private const int WordsOfTheirOwn = 100;

    /// <summary>
    /// True for S500 to S599: the acquirer's service, not this terminal or its links.
    /// </summary>
    public static bool IsService(FaultCode code) => Stage(code) == FaultStage.Service;

    /// <summary>True for K400 to K499: key or account.</summary>
    public static bool IsAccount(FaultCode code) => Stage(code) == FaultStage.Account;

    /// <summary>True when the acquirer's service answered, whatever it said.</summary>
    public static bool IsAnswer(FaultCode code)
    {
        FaultStage stage = Stage(code);
        return stage == FaultStage.None || stage == FaultStage.Service
            || stage == FaultStage.Account;
    }

    /// <summary>True when the queue is held until a technician has decided.</summary>
    public static bool IsHold(FaultCode code) => code == FaultCode.QueueOfOtherTerminal
        || code == FaultCode.QueueOfOtherAccount || code == FaultCode.MemoryRolledBack;

    /// <summary>How far an attempt came before this fault ended it.</summary>
    public static FaultStage Stage(FaultCode code)
    {
        switch (code)
        {
            case FaultCode.None:
                return FaultStage.None;
            case FaultCode.NoSim:
            case FaultCode.SimLocked:
            case FaultCode.NoCoverage:
            case FaultCode.RegistrationDenied:
            case FaultCode.ModemSilent:
            case FaultCode.NoDataBearer:
            case FaultCode.SimWithoutData:
            case FaultCode.EmergencyOnly:
            case FaultCode.Starting:
            case FaultCode.WifiNotConfigured:
            case FaultCode.AccessPointNotFound:
            case FaultCode.PassphraseRefused:
            case FaultCode.NoAddress:
            case FaultCode.CaptivePortal:
            case FaultCode.ProxyRefused:
            case FaultCode.SecurityNotUsable:
            case FaultCode.OperatorLocked:
                return FaultStage.Bearer;
            case FaultCode.NameNotFound:
            case FaultCode.ConnectionRefused:
            case FaultCode.CertificateRefused:
            case FaultCode.NetworkFiltered:
            case FaultCode.ClockUnknown:
            case FaultCode.ConnectTimeout:
            case FaultCode.HandshakeFailed:
            case FaultCode.ServerUnchecked:
                return FaultStage.Path;
            case FaultCode.AcquirerSilent:
            case FaultCode.AnswerIncomplete:
            case FaultCode.ConnectionLost:
            case FaultCode.AnswerMalformed:
            case FaultCode.GatewayAnswered:
                return FaultStage.Peer;
            case FaultCode.KeyMissing:
            case FaultCode.KeyRefused:
            case FaultCode.AccountSuspended:
            case FaultCode.KeyOfOtherMode:
                return FaultStage.Account;
            case FaultCode.DisplaySilent:
            case FaultCode.ReaderSilent:
            case FaultCode.NvramSilent:
            case FaultCode.NvramWrongSize:
            case FaultCode.JournalNewer:
            case FaultCode.JournalDamaged:
            case FaultCode.JournalFull:
            case FaultCode.QueueOfOtherTerminal:
            case FaultCode.QueueOfOtherAccount:
            case FaultCode.MemoryRolledBack:
                return FaultStage.Device;
            default:
                // The service's codes are HTTP statuses: any of 500 to 599. No other number is one.
                return (int)code >= 500 && (int)code <= 599
                    ? FaultStage.Service : FaultStage.Device;
        }
    }

    /// <summary>Writes a code in ASCII; nothing for <see cref="FaultCode.None"/>.</summary>
    /// <param name="code">The code.</param>
    /// <param name="buffer">Room for <see cref="BytesMax"/> bytes.</param>
    /// <param name="offset">Where to write.</param>
    /// <returns>The offset after it.</returns>
    public static int Write(FaultCode code, byte[] buffer, int offset)
    {
        int number = (int)code;
        if (number <= 0)
        {
            return offset;
        }

        byte letter = (byte)'R';
        if (number >= 800)
        {
            letter = (byte)'J';
            number -= 800;
        }
        else if (number >= 500)
        {
            letter = (byte)'S';
        }
        else if (number >= 400)
        {
            letter = (byte)'K';
        }
        else if (number >= WordsOfTheirOwn)
        {
            number -= WordsOfTheirOwn;
        }

        buffer[offset++] = letter;
        if (number < 10)
        {
            buffer[offset++] = (byte)'0';
        }

        return ByteCodec.PutDecimal(buffer, offset, number);
    }
}
