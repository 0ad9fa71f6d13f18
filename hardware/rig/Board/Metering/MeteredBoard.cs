namespace Terminal.Rig.Board.Metering;

/// <summary>
/// Puts a meter before those ports of a board that allocate: what is left is the agent's. A transport meters
/// itself.
/// </summary>
public static class MeteredBoard
{
    /// <summary>Puts it before the ports that are there.</summary>
    public static void Attach(Terminal.Agent.Ports.Board board, AllocationMeter meter)
    {
        var modem = new MeteredPort(board.Modem, board.ModemSpeed, meter);
        board.Modem = modem;
        board.ModemSpeed = board.ModemSpeed is null ? null : modem;
        board.ModemPower = new MeteredPower(board.ModemPower, meter);
        board.Wifi = new MeteredWifi(board.Wifi, meter);
        board.KeyedHash = new MeteredHash(board.KeyedHash, meter);
    }
}
