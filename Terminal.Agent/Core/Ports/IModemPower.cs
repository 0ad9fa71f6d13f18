namespace Terminal.Agent.Ports;

/// <summary>The modem's supply and its PWRKEY line.</summary>
public interface IModemPower
{
    /// <summary>Switches the supply.</summary>
    void SetSupply(bool isOn);

    /// <summary>Presses or releases PWRKEY (the board inverts the level).</summary>
    void SetPowerKey(bool isPressed);
}
