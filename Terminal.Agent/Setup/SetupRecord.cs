using Terminal.Agent.Ports;

namespace Terminal.Agent.Setup;

/// <summary>
/// How far a set-up has come, in a durable cell (SPEC.md, Set-up by phone): it outlives the
/// restarts that the set-up needs, and every cut. The passphrase of the access point is in it for
/// as long as the access point is to be there.
/// </summary>
public sealed class SetupRecord
{
    /// <summary>Bytes of the record.</summary>
    public const int Bytes = PassphraseAt + Limits.PhonePassphraseBytes;

    /// <summary>Where the passphrase begins.</summary>
    public const int PassphraseAt = 3;

    private const int StageAt = 0;
    private const int MinutesAt = 1;
    private const int StartsAt = 2;

    private readonly DurableCell _cell;

    /// <summary>Makes it over a board's memory.</summary>
    public SetupRecord(INvram nvram) => _cell = new DurableCell(nvram, DurableCell.PhoneSetup);

    /// <summary>The bytes as they are stored.</summary>
    public readonly byte[] Data = new byte[Bytes];

    /// <summary>What the set-up is for.</summary>
    public SetupStage Stage => (SetupStage)Data[StageAt];

    /// <summary>Minutes that it may still take.</summary>
    public int Minutes => Data[MinutesAt];

    /// <summary>Reads it.</summary>
    public void Load()
    {
        bool isSound = _cell.Load(Data) == Bytes && Data[StageAt] <= (byte)SetupStage.ClosingToTest
            && Data[MinutesAt] <= Limits.PhoneMinutes;
        if (!isSound)
        {
            Wipe();
        }
    }

    /// <summary>A set-up begins; the passphrase is there already.</summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool Begin()
    {
        Data[StageAt] = (byte)SetupStage.Open;
        Data[MinutesAt] = Limits.PhoneMinutes;
        Data[StartsAt] = 0;
        return Store();
    }

    /// <summary>It ends; the passphrase is forgotten.</summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool Close(bool isToTest)
    {
        int starts = Data[StartsAt];
        Wipe();
        Data[StageAt] = (byte)(isToTest ? SetupStage.ClosingToTest : SetupStage.Closing);
        Data[StartsAt] = (byte)starts;
        return Store();
    }

    /// <summary>It is over.</summary>
    public void Forget()
    {
        Wipe();
        Store();
    }

    /// <summary>A minute is over.</summary>
    public void CountMinute()
    {
        Data[MinutesAt] -= (byte)(Data[MinutesAt] > 0 ? 1 : 0);
        Store();
    }

    /// <summary>The terminal has started within it.</summary>
    /// <returns>False when that was once too often, or cannot be kept.</returns>
    public bool CountStart()
    {
        if (Data[StartsAt] >= Limits.PhoneStartsMax)
        {
            return false;
        }

        Data[StartsAt]++;
        return Store();
    }

    private bool Store() => _cell.Store(Data, 0, Bytes);

    private void Wipe() => System.Array.Clear(Data, 0, Bytes);
}
