namespace Terminal.Agent.Ports;

/// <summary>A serial line whose speed can be changed while it is open.</summary>
public interface ILineSpeed
{
    /// <summary>
    /// Both directions run at another speed from now on; what was handed over before has gone out.
    /// </summary>
    /// <param name="baud">Bits a second.</param>
    void SetBaud(int baud);
}
