using Terminal.Agent.Ports;

namespace Terminal.Agent.Sale;

/// <summary>
/// The last sale whose end has been on the screen, durably: when power goes between the end of a
/// sale and its screen, the next start knows that nobody was told.
/// </summary>
public sealed class ToldSale
{
    private const int IdBytes = 8;
    private readonly DurableCell _cell;
    private readonly byte[] _id = new byte[IdBytes];
    private uint _boot;
    private uint _sequence;
    private bool _isOpen;

    /// <summary>Makes it over the board's NVRAM.</summary>
    public ToldSale(INvram nvram) => _cell = new DurableCell(nvram, DurableCell.ToldSale);

    /// <summary>True while the end of the sale at the counter has not been told.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Reads which sale was told last; once after each mount.</summary>
    public void Mount()
    {
        _isOpen = false;
        if (_cell.Load(_id) != IdBytes)
        {
            System.Array.Clear(_id, 0, IdBytes);
        }
    }

    /// <summary>True when this is the sale that was told last.</summary>
    public bool IsTold(uint boot, uint sequence) =>
        ByteCodec.GetU32(_id, 0) == boot && ByteCodec.GetU32(_id, 4) == sequence;

    /// <summary>A sale has become durable: its end is still to be told.</summary>
    public void Begin(uint boot, uint sequence)
    {
        _boot = boot;
        _sequence = sequence;
        _isOpen = true;
    }

    /// <summary>
    /// Its end has been on the screen. When NVRAM does not take that, the next start tells it
    /// again.
    /// </summary>
    public void End()
    {
        _isOpen = false;
        ByteCodec.PutU32(_id, 0, _boot);
        ByteCodec.PutU32(_id, 4, _sequence);
        _cell.Store(_id, 0, IdBytes);
    }
}
