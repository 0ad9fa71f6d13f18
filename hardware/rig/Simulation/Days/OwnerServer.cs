using System.Text;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// An acquirer with two accounts, each with books of its own: a payment that goes to both is seen.
/// </summary>
internal sealed class OwnerServer : ISimServer
{
    /// <summary>The second key of the first account.</summary>
    public const string RotatedKey = "stest_RotatedRotatedRotated000";

    /// <summary>The key of the second account.</summary>
    public const string ForeignKey = "stest_ForeignForeignForeign000";

    private const int ServiceMs = 120;

    private static readonly string ForeignEnd =
        Convert.ToBase64String(Encoding.ASCII.GetBytes(ForeignKey + ":"));

    private readonly AcquirerApi _own;
    private readonly AcquirerApi _foreign;

    public OwnerServer(SimTime time, int seed)
    {
        var clock = new VirtualTimeProvider(time);
        _own = new AcquirerApi(
            new Ledger(clock, StreamSeed.Derive(seed, 1)),
            new AcquirerOptions { Keys = [AcquirerOptions.DefaultKey, RotatedKey] });
        _foreign = new AcquirerApi(
            new Ledger(clock, StreamSeed.Derive(seed, 2)), new AcquirerOptions { Keys = [ForeignKey] });
    }

    public bool IsRefusing { get; set; }

    /// <summary>The next create takes effect, and its answer is lost.</summary>
    public bool LosesCreate { get; set; }

    /// <summary>Requests about transactions that have come.</summary>
    public int Transactions { get; private set; }

    /// <summary>The books of both accounts.</summary>
    public IReadOnlyList<LedgerPayment> Payments =>
        [.. _own.Ledger.Snapshot().Payments, .. _foreign.Ledger.Snapshot().Payments];

    public (byte[]? Bytes, int AfterMs, bool Closes) Answer(
        ApiRequest request, SimPath path, int numberOnConnection)
    {
        string kind = PaymentRequest.Of(request).Kind;
        Transactions += kind is "Create" or "LookUp" or "Refund" ? 1 : 0;
        bool isForeign = request.Authorization?.EndsWith(ForeignEnd, StringComparison.Ordinal) == true;
        byte[] answer = (isForeign ? _foreign : _own).Handle(request).ToHttp11();
        if (LosesCreate && kind == "Create")
        {
            LosesCreate = false;
            return (null, ServiceMs, true);
        }

        return (answer, ServiceMs, false);
    }
}
