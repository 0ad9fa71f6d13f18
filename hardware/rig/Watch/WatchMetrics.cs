using System.Diagnostics.Metrics;

namespace Terminal.Rig.Watch;

/// <summary>The book's figures as instruments, for Prometheus and OTLP.</summary>
public sealed class WatchMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Terminal.Watch";

    private readonly Meter _meter = new(Name);

    /// <summary>Makes the instruments of a book.</summary>
    public WatchMetrics(WatchBook book)
    {
        _meter.CreateObservableGauge(
            "terminals", () => book.Counts().Select(c => new Measurement<int>(
                c.Value, new KeyValuePair<string, object?>("kind", c.Key))),
            description: "Terminals that are known, up, on a link, and with payments that wait");
        _meter.CreateObservableGauge(
            "terminals_in_trouble", () => book.Troubles().Select(t => new Measurement<int>(
                t.Count,
                new KeyValuePair<string, object?>("whose", t.Trouble.Whose.ToString()),
                new KeyValuePair<string, object?>("with", t.Trouble.With),
                new KeyValuePair<string, object?>("code", t.Trouble.Code))),
            description: "Terminals with a trouble, by whose fault it is");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
