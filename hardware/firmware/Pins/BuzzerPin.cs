using System.Device.Pwm;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Pins;

/// <summary>
/// The buzzer: a passive piezo disc on a pulse-width modulated pin. Its volume is the share of a
/// period in which the pin is high: half is the loudest.
/// </summary>
public sealed class BuzzerPin : IBuzzer
{
    private const double Soft = 0.02;
    private const double Middle = 0.1;
    private const double Loud = 0.5;

    private readonly PwmChannel _channel;
    private bool _isSounding;

    /// <summary>Opens the pin, which has the function of a PWM channel.</summary>
    public BuzzerPin()
    {
        _channel = PwmChannel.CreateFromPin(Wiring.Buzzer, BoardLimits.BuzzerHz, Loud);
    }

    /// <inheritdoc/>
    public void Sound(int frequencyHz, int volume)
    {
        if (frequencyHz == 0)
        {
            if (_isSounding)
            {
                _isSounding = false;
                _channel.Stop();
            }

            return;
        }

        _channel.Frequency = frequencyHz;
        _channel.DutyCycle = volume == 1 ? Soft : volume == 2 ? Middle : Loud;
        if (!_isSounding)
        {
            _isSounding = true;
            _channel.Start();
        }
    }
}
