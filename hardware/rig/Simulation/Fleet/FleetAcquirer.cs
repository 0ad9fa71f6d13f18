using System.Globalization;
using System.Text;

namespace Terminal.Rig.Simulation.Fleet;

/// <summary>
/// One acquirer for many terminals: it takes so many requests a second, and answers 503 to what is
/// more than a second's worth above. Its book is what counts in the end.
/// </summary>
public sealed class FleetAcquirer(SimTime time, int capacityPerS)
{
    private const int ServiceMs = 120;
    private readonly Dictionary<string, int> _book = [];
    private double _backlog;
    private long _lastMs;

    /// <summary>True during the outage: nobody answers, or everything is refused.</summary>
    public bool IsOut { get; set; }

    /// <summary>How it is out: refused connections, or 503.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>Requests in each second.</summary>
    public List<int> Requests { get; } = [];

    /// <summary>Connections opened in each second.</summary>
    public List<int> Connections { get; } = [];

    /// <summary>Requests answered 503 for want of capacity.</summary>
    public int Overloaded { get; private set; }

    /// <summary>Payments with a unique id that was there already.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Payments booked.</summary>
    public int Booked => _book.Count;

    /// <summary>True when a payment is booked.</summary>
    public bool Has(string uniqueId) => _book.ContainsKey(uniqueId);

    /// <summary>A terminal connects.</summary>
    public void Connect() => Count(Connections);

    /// <summary>Answers a request.</summary>
    /// <returns>The answer, and after how many ms it leaves.</returns>
    public (byte[] Answer, int AfterMs) Answer(byte[] bytes)
    {
        Count(Requests);
        _backlog = Math.Max(0, _backlog - ((time.NowMs - _lastMs) * capacityPerS / 1000.0));
        _lastMs = time.NowMs;
        if (IsOut)
        {
            return (Http(503, "{\"error\":{\"message\":\"Service unavailable\"}}"), ServiceMs);
        }

        if (_backlog > capacityPerS)
        {
            Overloaded++;
            return (Http(503, "{\"error\":{\"message\":\"Service unavailable\"}}"), ServiceMs);
        }

        _backlog++;
        int waitMs = (int)(_backlog * 1000 / capacityPerS);
        return (Handle(PaymentRequest.AllOf(bytes)[0], bytes), ServiceMs + waitMs);
    }

    private byte[] Handle(PaymentRequest request, byte[] bytes)
    {
        if (request.Kind == "Create")
        {
            if (!_book.TryAdd(request.UniqueId!, AmountOf(bytes)))
            {
                Duplicates++;
                return Http(409, "{\"error\":{\"message\":\"Payment already exists, duplicate unique_id ("
                    + IdOf(request.UniqueId!) + ")\"}}");
            }

            return Http(200, Payment(request.UniqueId!));
        }

        string found = request.UniqueId is string id && _book.ContainsKey(id) ? Payment(id) : "";
        return request.Kind == "LookUp" ? Http(200, "{\"payments\":[" + found + "]}")
            : Http(404, "{\"error\":{\"message\":\"No such payment\"}}");
    }

    private string Payment(string uniqueId) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"id\":\"{IdOf(uniqueId)}\",\"amount\":{_book[uniqueId]},\"currency\":\"eur\","
                + $"\"status\":\"to_capture\",\"response\":\"00\",\"unique_id\":\"{uniqueId}\"}}");

    private static string IdOf(string uniqueId) =>
        "paym_" + uniqueId.Replace("-", "", StringComparison.Ordinal).PadLeft(24, '0');

    private static int AmountOf(byte[] bytes)
    {
        ReadOnlySpan<byte> text = bytes;
        int at = text.IndexOf("\"amount\":"u8) + 9;
        int amount = 0;
        for (; text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            amount = (amount * 10) + text[at] - '0';
        }

        return amount;
    }

    private void Count(List<int> seconds)
    {
        int second = (int)(time.NowMs / 1000);
        while (seconds.Count <= second)
        {
            seconds.Add(0);
        }

        seconds[second]++;
    }

    private static byte[] Http(int status, string body) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
}
