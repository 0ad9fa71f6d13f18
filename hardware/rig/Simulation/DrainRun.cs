using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation;

/// <summary>What emptying a queue has cost.</summary>
/// <param name="Delivered">Transactions that the acquirer has, each once.</param>
/// <param name="PerTransactionMs">From the first byte to the last answer, for each.</param>
/// <param name="SteadyMs">The same of the middle half alone, without the first and the last round trip.</param>
/// <param name="LineMs">
/// What the bytes take at the line's speed, for each: of the busier direction over WiFi, of both over the SIM, where
/// the modem takes a payload only when everything before it has been said.
/// </param>
/// <param name="ModemMs">
/// The modem's own time for its commands, for each: <see cref="Modem.ModemOptions.AnswerMs"/> a command, twice for one
/// with a payload; 0 over WiFi.
/// </param>
/// <param name="BytesOut">Bytes towards the acquirer on the line, for each.</param>
/// <param name="BytesIn">Bytes towards the terminal on the line, for each.</param>
/// <param name="AllocatedBytes">Bytes that the agent allocated.</param>
/// <param name="StagesMs">Of the time for each, what went where: <see cref="DrainStages.Names"/>.</param>
public sealed record DrainResult(
    int Delivered,
    double PerTransactionMs,
    double SteadyMs,
    double LineMs,
    double ModemMs,
    double BytesOut,
    double BytesIn,
    long AllocatedBytes,
    IReadOnlyList<double> StagesMs)
{
    /// <summary>The least time that the line and its commands allow, for each.</summary>
    public double BoundMs => LineMs + ModemMs;

    /// <summary>How far from the bound: 1 is as fast as the line and its commands allow.</summary>
    public double Ratio => PerTransactionMs / BoundMs;

    /// <summary>The same of the middle half.</summary>
    public double SteadyRatio => SteadyMs / BoundMs;
}

/// <summary>
/// Empties a queue of waiting payments over one link in virtual time: the agent's own IL, the emulated modem on a line
/// of real speed, an acquirer that answers at once, a round trip.
/// </summary>
public sealed class DrainRun
{
    private const long StartMs = 120_000;
    private const long PerPaymentMsMax = 20_000;

    private readonly SimWorld _world;
    private readonly bool _isSim;
    private readonly int _bitsPerSecond;

    /// <summary>Makes a world with one link.</summary>
    /// <param name="isSim">The SIM, else WiFi.</param>
    /// <param name="bitsPerSecond">Speed of the modem's line, or of WiFi.</param>
    /// <param name="roundTripMs">To the acquirer and back.</param>
    /// <param name="depth">Payments under way at once; 1 for one at a time.</param>
    /// <param name="seed">Of the world.</param>
    public DrainRun(bool isSim, int bitsPerSecond, int roundTripMs, int depth, int seed = 1)
    {
        _isSim = isSim;
        _bitsPerSecond = bitsPerSecond;
        _world = new SimWorld(seed);
        _world.Server.ServiceMs = 0;
        SimTerminal terminal = _world.Terminal;
        terminal.AccessPoint.IsAccessPointUp = !isSim;
        terminal.Sim.OneWayMs = roundTripMs / 2;
        terminal.Wifi.OneWayMs = roundTripMs / 2;
        if (isSim)
        {
            terminal.ModemBaud = bitsPerSecond;
            terminal.IsModemSpeedFixed = true;
        }
        else
        {
            terminal.Wifi.BitsPerSecond = bitsPerSecond;
        }

        terminal.PowerOn();
        terminal.Agent!.StoreAndForward.Pipeline.Depth = depth;
        if (!isSim)
        {
            Need(_world.MoveToWifi(StartMs), "WiFi does not come up");
        }
    }

    /// <summary>Fills the queue, then empties it.</summary>
    public DrainResult Play(int count)
    {
        SimTerminal terminal = _world.Terminal;
        TransactionJournal journal = terminal.Agent!.Journal;
        Append(journal, 1);
        Need(_world.RunUntil(() => journal.WaitingCount == 0, StartMs), "the link does not come up");
        Append(journal, count);
        terminal.Agent.StoreAndForward.Wake();
        terminal.AllocatedBytes = 0;
        (long outBefore, long inBefore) = Bytes();
        int answers = 0;
        void Count(string command) => answers += IsWithPayload(command) ? 2 : 1;
        terminal.Modem.CommandTaken += Count;
        Need(_world.RunUntil(() => Bytes().Out > outBefore, StartMs), "nothing is sent");
        long beganMs = _world.Time.NowMs;
        var stages = new DrainStages(_world);
        long RunTo(int waiting)
        {
            Need(
                _world.RunUntil(() => journal.WaitingCount <= waiting, count * PerPaymentMsMax),
                "the queue does not empty");
            return _world.Time.NowMs;
        }

        int quarter = count / 4;
        long firstMs = RunTo(count - quarter);
        long lastMs = RunTo(quarter);
        long endMs = RunTo(0);
        terminal.Modem.CommandTaken -= Count;
        (long outAfter, long inAfter) = Bytes();
        double bytesOut = (double)(outAfter - outBefore) / count;
        double bytesIn = (double)(inAfter - inBefore) / count;
        double byteMs = (_isSim ? 10_000.0 : 8_000.0) / _bitsPerSecond;
        return new DrainResult(
            Delivered(),
            (double)(endMs - beganMs) / count,
            (double)(lastMs - firstMs) / Math.Max(1, count - (2 * quarter)),
            (_isSim ? bytesOut + bytesIn : Math.Max(bytesOut, bytesIn)) * byteMs,
            _isSim ? (double)answers * terminal.Modem.Options.AnswerMs / count : 0,
            bytesOut,
            bytesIn,
            terminal.AllocatedBytes,
            stages.PerTransactionMs(count));
    }

    // Its prompt takes as long as an answer, and the answer comes behind the payload.
    private static bool IsWithPayload(string command) => command.Contains("SEND=", StringComparison.Ordinal);

    private int Delivered() =>
        _world.Server.Ledger.Snapshot().Payments.Select(p => p.UniqueId).Distinct().Count() - 1;

    private (long Out, long In) Bytes()
    {
        SimTerminal terminal = _world.Terminal;
        return _isSim ? (terminal.ModemPort.BytesToModem, terminal.ModemPort.BytesFromModem)
            : (terminal.Wifi.BytesSent, terminal.Wifi.BytesReceived);
    }

    private void Append(TransactionJournal journal, int count)
    {
        byte[] ksn = Convert.FromHexString("FFFF9876543210E00001");
        TestCard card = TestCard.ByName("approved")!;
        for (int i = 0; i < count; i++)
        {
            byte[] nonce = new byte[12];
            _world.Random.NextBytes(nonce);
            byte[] payload = SealedCard.Seal(card, ksn, nonce);
            var record = new TransactionRecord
            {
                Kind = TransactionKind.Sale,
                EntryMode = CardEntryMode.Contactless,
                Flags = TransactionFlags.Offline,
                AmountCents = 1_000 + i,
                CreatedUtcSeconds = _world.Time.UtcSeconds,
                KsnLength = ksn.Length,
                SealedLength = payload.Length,
            };
            Encoding.ASCII.GetBytes("eur", record.Currency);
            Encoding.ASCII.GetBytes(card.Last4, record.Last4);
            ksn.CopyTo(record.Ksn, 0);
            payload.CopyTo(record.Sealed, 0);
            Need(journal.Append(record) == AppendResult.Appended, "the queue is full");
        }
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
