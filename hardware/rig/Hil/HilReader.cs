using Terminal.Rig.Board;

namespace Terminal.Rig.Hil;

/// <summary>The rig's card reader on a serial line, in the place of the real one.</summary>
public sealed class HilReader : IDisposable
{
    private const int TickMs = 5;

    private readonly StreamPort _port;
    private readonly VirtualCardReader _reader;
    private readonly Timer _timer;

    /// <summary>Serves a line.</summary>
    public HilReader(Stream stream)
    {
        _port = new StreamPort(stream);
        _reader = new VirtualCardReader(_port);
        _timer = new Timer(_ => _reader.Step(), null, TickMs, TickMs);
    }

    /// <summary>Taps a card.</summary>
    /// <returns>False when the terminal does not want one now.</returns>
    public bool Tap(string card) => _reader.Tap(card);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _port.Dispose();
    }
}
