using System.Text;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation;

/// <summary>
/// The acquirer in virtual time: the same API core as the real server, HTTP on and off by a few lines, faults by
/// the same rules.
/// </summary>
public sealed class SimServer : ISimServer
{
    private readonly SimTime _time;
    private readonly AcquirerApi _api;

    /// <summary>Makes an acquirer whose ids follow from a seed.</summary>
    public SimServer(SimTime time, int seed)
    {
        _time = time;
        _api = new AcquirerApi(new Ledger(new VirtualTimeProvider(time), seed));
    }

    /// <summary>The books.</summary>
    public Ledger Ledger => _api.Ledger;

    /// <summary>What is wrong with it.</summary>
    public AcquirerFaults Faults { get; } = new();

    /// <summary>How long a usual request takes, in ms.</summary>
    public int ServiceMs { get; set; } = 120;

    /// <summary>Connections are refused.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>Bytes of the latest answer's body.</summary>
    public int LastAnswerBodyBytes { get; private set; }

    /// <summary>Raised when a request has arrived: when, over which path, and what it asks.</summary>
    public event Action<SimRequest>? Arrived;

    /// <summary>Raised when a terminal hands bytes to a connection: they may arrive, late, or not.</summary>
    public event Action<byte[], SimPath>? Sent;

    /// <inheritdoc/>
    public void Handed(byte[] bytes, SimPath path) => Sent?.Invoke(bytes, path);

    /// <summary>Takes one request off a connection's bytes.</summary>
    /// <returns>False while none is whole.</returns>
    public static bool TryTake(List<byte> bytes, out ApiRequest request)
    {
        request = new ApiRequest("", "", "", null, default);
        int head = IndexOfHeadEnd(bytes);
        if (head < 0)
        {
            return false;
        }

        string[] lines = Encoding.ASCII.GetString([.. bytes.Take(head)]).Split("\r\n");
        string Header(string name) => lines.FirstOrDefault(
            line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is string line
            ? line[(name.Length + 1)..].Trim() : "";
        int length = int.TryParse(Header("Content-Length"), out int n) ? n : 0;
        int end = head + 4 + length;
        if (bytes.Count < end)
        {
            return false;
        }

        string[] words = lines[0].Split(' ');
        string[] target = words[1].Split('?', 2);
        byte[] body = [.. bytes.Skip(head + 4).Take(length)];
        bytes.RemoveRange(0, end);
        request = new ApiRequest(
            words[0], target[0], target.Length > 1 ? target[1] : "", Header("Authorization"), body);
        return true;
    }

    /// <inheritdoc/>
    public (byte[]? Bytes, int AfterMs, bool Closes) Answer(
        ApiRequest request, SimPath path, int numberOnConnection)
    {
        Arrived?.Invoke(new SimRequest(_time.NowMs, path, request));
        FaultPlan plan = Faults.PlanFor(request.Method, request.Path);
        ApiResponse response = plan.Answer(_api, request);
        int afterMs = ServiceMs + response.DelayMs + (plan[FaultKind.DelayHeaders]?.DelayMs ?? 0);
        if (plan[FaultKind.LoseAnswer] is not null || plan[FaultKind.BooksLate] is not null)
        {
            return (null, afterMs, true);
        }

        LastAnswerBodyBytes = response.Body.Length;
        byte[] bytes = response.ToHttp11();
        if (plan[FaultKind.CutAnswer] is FaultRule cut)
        {
            return (bytes[..Math.Min(cut.Bytes, bytes.Length)], afterMs, true);
        }

        return plan[FaultKind.Garbage] is not null
            ? ([0x15, 0x03, 0x00, 0xFF, 0x0A], afterMs, true)
            : (bytes, afterMs, plan[FaultKind.CloseAfterAnswer] is not null);
    }

    private static int IndexOfHeadEnd(List<byte> bytes)
    {
        for (int i = 0; i + 3 < bytes.Count; i++)
        {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n')
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A request that has arrived at the simulated acquirer.</summary>
public sealed record SimRequest(long AtMs, SimPath Path, ApiRequest Request);
