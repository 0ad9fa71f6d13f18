using System.Device.Gpio;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Pins;

/// <summary>
/// The external watchdog: an edge feeds it. It goes hungry when the loop stands still, as in a
/// native call that never returns, and when a worker has been lost for too long.
/// </summary>
public sealed class WatchdogPin : IWatchdog
{
    private readonly GpioPin _input;
    private readonly WorkerWatch _watch;
    private readonly IClock _clock;

    /// <summary>Opens the pin.</summary>
    public WatchdogPin(GpioController gpio, WorkerWatch watch, IClock clock)
    {
        _input = gpio.OpenPin(Wiring.WatchdogInput, PinMode.Output);
        _watch = watch;
        _clock = clock;
    }

    /// <inheritdoc/>
    public void Feed()
    {
        if (_watch.IsWell(_clock.UptimeMs))
        {
            _input.Toggle();
        }
    }
}
