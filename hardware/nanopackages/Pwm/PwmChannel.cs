using Terminal.NanoPackages;

namespace System.Device.Pwm;

/// <summary>A square wave at a pin that has been given the function of a PWM channel.</summary>
public sealed class PwmChannel : IDisposable
{
    private readonly int _pin;
    private readonly IVirtualBoard _board;
    private int _frequency;
    private double _dutyCycle;
    private bool _isRunning;

    private PwmChannel(int pin, int frequency, double dutyCycle)
    {
        _pin = pin;
        _board = VirtualBoards.Current;
        _frequency = frequency;
        _dutyCycle = dutyCycle;
    }

    public int Frequency
    {
        get => _frequency;
        set
        {
            _frequency = value;
            Drive();
        }
    }

    public double DutyCycle
    {
        get => _dutyCycle;
        set
        {
            _dutyCycle = value;
            Drive();
        }
    }

    public static PwmChannel CreateFromPin(
        int pin, int frequency = 400, double dutyCyclePercentage = 0.5) =>
        VirtualBoards.Current.OpenPwm(pin)
            ? new PwmChannel(pin, frequency, dutyCyclePercentage) : throw new ArgumentException();

    public void Start()
    {
        _isRunning = true;
        Drive();
    }

    public void Stop()
    {
        _isRunning = false;
        _board.DrivePwm(_pin, 0, 0);
    }

    public void Dispose() => Stop();

    private void Drive()
    {
        if (_isRunning)
        {
            _board.DrivePwm(_pin, _frequency, (int)(_dutyCycle * 1000));
        }
    }
}
