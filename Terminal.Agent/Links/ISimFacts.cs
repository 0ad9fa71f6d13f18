namespace Terminal.Agent.Links;

/// <summary>
/// What a link over a SIM knows of modem, card and network, for whoever helps from afar.
/// </summary>
public interface ISimFacts
{
    /// <summary>Generation of the network that carries: 2 to 4; 0 when unknown.</summary>
    int Generation { get; }

    /// <summary>Restarts of the modem since the terminal's start.</summary>
    int ModemRestarts { get; }

    /// <summary>Copies the card's ICCID.</summary>
    /// <param name="into">Room for <see cref="Limits.IccidDigitsMax"/> digits.</param>
    /// <returns>Its digits; 0 when unknown or none.</returns>
    int Iccid(byte[] into);

    /// <summary>Copies the modem's IMEI.</summary>
    /// <param name="into">Room for <see cref="Limits.IccidDigitsMax"/> digits.</param>
    /// <returns>Its digits; 0 when unknown.</returns>
    int Imei(byte[] into);

    /// <summary>Copies the network's PLMN: country and network code.</summary>
    /// <param name="into">Room for <see cref="Limits.IccidDigitsMax"/> digits.</param>
    /// <returns>5 or 6; 0 when unknown.</returns>
    int Plmn(byte[] into);
}
