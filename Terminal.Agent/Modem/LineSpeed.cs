using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// The speed of the modem's line: where it is, where it should be, and whether the fast one has
/// failed. The terminal may find the modem at either, whoever restarted.
/// </summary>
public sealed class LineSpeed
{
    private readonly ILineSpeed _line;
    private readonly CellularSettings _settings;
    private bool _isFastBad;
    private int _errors;

    /// <summary>The speed of a line; null for one that is fixed.</summary>
    public LineSpeed(ILineSpeed line, CellularSettings settings)
    {
        _line = line;
        _settings = settings;
    }

    /// <summary>Bits a second, now.</summary>
    public int Baud { get; private set; } = Limits.ModemStartBaud;

    /// <summary>The line can run at other speeds.</summary>
    public bool IsVariable => _line != null;

    /// <summary>Bits a second at which it should run.</summary>
    public int Wanted => _settings.IsLineFast && !_isFastBad
        ? Limits.ModemFastBaud : Limits.ModemStartBaud;

    /// <summary>The modem is to be told another speed.</summary>
    public bool IsChangeDue => _line != null && Baud != Wanted;

    /// <summary>The line runs at its fast speed.</summary>
    public bool IsFast => Baud == Limits.ModemFastBaud;

    /// <summary>The fast speed has failed, and the line still runs at it.</summary>
    public bool IsDropDue => _isFastBad && IsFast && _line != null;

    /// <summary>
    /// Bytes were lost, or an answer was not understood. At the fast speed that may be its fault.
    /// </summary>
    public void OnError()
    {
        if (IsFast && ++_errors >= Limits.ModemSpeedErrorsMax)
        {
            _isFastBad = true;
        }
    }

    /// <summary>All is well at this speed.</summary>
    public void Proven() => _errors = 0;

    /// <summary>The fast speed is not tried again before the terminal restarts.</summary>
    public void GiveUp() => _isFastBad = true;

    /// <summary>The line runs at the speed that the modem has been told.</summary>
    public void Take() => Set(Wanted);

    /// <summary>The line runs at its other speed.</summary>
    public void Swap() => Set(
        IsFast ? Limits.ModemStartBaud : Limits.ModemFastBaud);

    private void Set(int baud)
    {
        if (_line != null && baud != Baud)
        {
            Baud = baud;
            _line.SetBaud(baud);
        }
    }
}
