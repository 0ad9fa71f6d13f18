// One page's stream of server-sent events: the display whenever it changed, the state whenever
// it changed, each event of the time line and each point of the plot once. A page that reads slowly
// holds up its own stream and nothing else.

using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Terminal.Rig.Bench;

/// <summary>Writes server-sent events to one page until it leaves.</summary>
internal sealed class BenchStream(
    IBenchTerminal terminal, BenchState state, BenchSignal signal, HttpResponse response)
{
    private const int PauseMs = 25;
    private const int HeartbeatMs = 15_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly StringBuilder _text = new();
    private byte[] _frame = [];
    private string _words = "";
    private bool _isUntold;
    private string _state = "";
    private long _lastEvent;
    private long _lastSample;
    private long _lastTone;

    /// <summary>Runs until the page leaves or the server ends.</summary>
    /// <param name="lastEvent">Number of the last event that the page has already.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(long lastEvent, CancellationToken stop)
    {
        _lastEvent = lastEvent;

        // What has sounded is over.
        _lastTone = terminal.TonesAfter(0) is [.., var tone] ? tone.Number : 0;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";

        // The page knows that it is connected before a busy terminal has been asked for anything.
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"retry: 1000\nevent: now\ndata: {nowMs}\n\n"),
            stop);
        await response.Body.FlushAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            var next = signal.Next();
            AddTones();
            AddDisplay();
            AddState();
            AddSamples();
            AddEvents();
            if (_text.Length > 0)
            {
                await response.WriteAsync(_text.ToString(), stop);
                await response.Body.FlushAsync(stop);
                _text.Clear();
            }
            await Task.Delay(PauseMs, stop);
            if (await Task.WhenAny(next, Task.Delay(HeartbeatMs, stop)) != next)
            {
                _text.Append(": still here\n\n");
            }
        }
    }

    private void AddDisplay()
    {
        var frame = terminal.Frame();
        bool isNew = !frame.AsSpan().SequenceEqual(_frame);
        if (isNew)
        {
            _frame = frame;
            Add("frame", Convert.ToBase64String(frame));
        }

        if (!isNew && !_isUntold)
        {
            return;
        }

        // A terminal that is busy, or slow on a loaded machine, may not say its words: it is asked again.
        var words = terminal.ScreenWords();
        _isUntold = words.Length == 0 && terminal.IsOn;
        if (words != _words && !_isUntold)
        {
            _words = words;
            Add("words", JsonSerializer.Serialize(words, Json));
        }
    }

    private void AddTones()
    {
        foreach (var tone in terminal.TonesAfter(_lastTone))
        {
            _lastTone = tone.Number;
            Add("tone", JsonSerializer.Serialize(tone, Json));
        }
    }

    private void AddState()
    {
        var text = state.Read();
        if (text != _state)
        {
            _state = text;
            Add("state", text);
        }
    }

    private void AddSamples()
    {
        foreach (var sample in terminal.SamplesAfter(_lastSample))
        {
            _lastSample = sample.Number;
            Add("sample", JsonSerializer.Serialize(sample, Json));
        }
    }

    private void AddEvents()
    {
        foreach (var happened in terminal.EventsAfter(_lastEvent))
        {
            _lastEvent = happened.Number;
            _text.Append(CultureInfo.InvariantCulture, $"id: {happened.Number}\n");
            Add("event", JsonSerializer.Serialize(happened, Json));
        }
    }

    /// <summary>JSON has no line break in it, so one data line is enough.</summary>
    private void Add(string kind, string data) =>
        _text.Append("event: ").Append(kind).Append("\ndata: ").Append(data).Append("\n\n");
}
