using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Fleet;

/// <summary>What a broker's numbers mean: reasons of version 5, return codes of 3.1.1.</summary>
public static class MqttReason
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>Leave, and publish the will all the same.</summary>
    public const int DisconnectWithWill = 0x04;

    /// <summary>From here on a reason is a failure.</summary>
    public const int FirstFailure = 0x80;

    /// <summary>The protocol's version is not spoken here.</summary>
    public const int UnsupportedVersion = 0x84;

    /// <summary>The service is busy.</summary>
    public const int ServerBusy = 0x89;

    /// <summary>Somebody else has connected with the same name.</summary>
    public const int SessionTakenOver = 0x8E;

    /// <summary>Too many messages, or too many bytes.</summary>
    public const int QuotaExceeded = 0x97;

    /// <summary>Retained messages are not to be had.</summary>
    public const int RetainNotSupported = 0x9A;

    /// <summary>The QoS of the will is not to be had.</summary>
    public const int QosNotSupported = 0x9B;

    /// <summary>What an answer to CONNECT means in 3.1.1.</summary>
    public static FleetError OfReturnCode(int code)
    {
        switch (code)
        {
            case 1:
                return FleetError.OtherVersion;
            case 3:
                return FleetError.Busy;
            case 4:
            case 5:
                return FleetError.NotAuthorised;
            default:
                return FleetError.Refused;
        }
    }

    /// <summary>What a failure means in version 5.</summary>
    public static FleetError OfReason(int reason)
    {
        switch (reason)
        {
            case UnsupportedVersion:
                return FleetError.OtherVersion;
            case 0x86:
            case 0x87:
            case 0x8A:
            case 0x8C:
                return FleetError.NotAuthorised;
            case 0x88:
            case ServerBusy:
            case 0x8B:
                return FleetError.Busy;
            case SessionTakenOver:
                return FleetError.TakenOver;
            case 0x93:
            case 0x96:
            case QuotaExceeded:
            case 0x9F:
                return FleetError.QuotaExceeded;
            case 0x9C:
            case 0x9D:
                return FleetError.Moved;
            case 0x81:
            case 0x82:
                return FleetError.Malformed;
            default:
                return FleetError.Refused;
        }
    }
}
