// What the page shows besides the display, as one JSON text, made once for all pages after each
// change: reading the journal stops the firmware for a moment, and many open pages are not to
// stop it many times.

using System.Text.Json;

namespace Terminal.Rig.Bench;

/// <summary>The state of the bench in JSON, made anew only after a change.</summary>
internal sealed class BenchState(IBenchTerminal terminal)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _gate = new();
    private string _text = "";
    private int _isStale = 1;

    /// <summary>The next reader makes it anew.</summary>
    public void MarkStale() => Volatile.Write(ref _isStale, 1);

    /// <summary>The state as JSON.</summary>
    public string Read()
    {
        lock (_gate)
        {
            if (Interlocked.Exchange(ref _isStale, 0) == 1)
            {
                _text = JsonSerializer.Serialize(
                    new
                    {
                        terminal.Serial,
                        terminal.IsOn,
                        terminal.Cards,
                        Links = terminal.Links(),
                        AccessPoint = terminal.AccessPoint(),
                        Faults = terminal.Faults(),
                        Books = terminal.Books(),
                        Till = terminal.Till(),
                        Telemetry = terminal.Telemetry(),
                        terminal.Phone,
                    },
                    Json);
            }
            return _text;
        }
    }
}
