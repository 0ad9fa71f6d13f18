using Terminal.Rig.Acquirer;
using Terminal.Rig.Simulation;

namespace Terminal.Rig.World;

/// <summary>
/// An unkind acquirer at the end of connections in virtual time, for worlds that need no more than
/// that. A trial may decide the fate of the next answer by itself.
/// </summary>
public sealed class UnkindServer : ISimServer
{
    private readonly SimTime _time;

    /// <summary>Makes an acquirer with books of its own.</summary>
    /// <param name="time">Virtual time.</param>
    /// <param name="manners">How unkind it is.</param>
    /// <param name="seed">Ids and everything that is drawn follow from it.</param>
    /// <param name="options">Keys and manners of the API; null for the usual ones.</param>
    public UnkindServer(
        SimTime time, Manners manners, int seed, AcquirerOptions? options = null)
    {
        _time = time;
        var ledger = new Ledger(new VirtualTimeProvider(time), seed);
        Acquirer = new UnkindAcquirer(new AcquirerApi(ledger, options), manners, seed);
    }

    /// <summary>What answers.</summary>
    public UnkindAcquirer Acquirer { get; }

    /// <summary>How long a usual request takes, in ms.</summary>
    public int ServiceMs { get; set; } = 120;

    /// <inheritdoc/>
    public bool IsRefusing { get; set; }

    /// <summary>
    /// Asked about each request that has arrived: what becomes of its answer. Null carries it.
    /// </summary>
    public Func<ApiRequest, AnswerFate>? Fate { get; set; }

    /// <summary>Told of bytes that a terminal hands to a connection; they may arrive or
    /// not.</summary>
    public Action<byte[], SimPath>? WasHanded { get; set; }

    /// <summary>Told of each request, when it came, and of what is answered.</summary>
    public Action<ApiRequest, long, FrontAnswer>? WasAnswered { get; set; }

    /// <inheritdoc/>
    public void Handed(byte[] bytes, SimPath path) => WasHanded?.Invoke(bytes, path);

    /// <inheritdoc/>
    public (byte[]? Bytes, int AfterMs, bool Closes) Answer(
        ApiRequest request, SimPath path, int numberOnConnection)
    {
        AnswerFate fate = Fate?.Invoke(request) ?? AnswerFate.Carried;
        FrontAnswer answer = Acquirer.Handle(request, fate);
        WasAnswered?.Invoke(request, _time.NowMs, answer);
        int afterMs = ServiceMs + answer.HoldMs + (answer.Response?.DelayMs ?? 0);
        return answer.Response is { } response && fate == AnswerFate.Carried
            ? (response.ToHttp11(), afterMs, false)
            : (null, afterMs, true);
    }
}
