namespace Terminal.Firmware.Network;

/// <summary>When somebody typed last.</summary>
public interface IKeyTimes
{
    /// <summary>Milliseconds since the last press.</summary>
    int SinceKeyMs(long nowMs);
}
