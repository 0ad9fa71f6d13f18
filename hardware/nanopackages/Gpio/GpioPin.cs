using Terminal.NanoPackages;

namespace System.Device.Gpio;

/// <summary>One pin.</summary>
public sealed class GpioPin : IDisposable
{
    private readonly IVirtualBoard _board;
    private PinValueChangedEventHandler _changed;
    private bool _isHigh;

    internal GpioPin(int pinNumber)
    {
        PinNumber = pinNumber;
        _board = VirtualBoards.Current;
    }

    public event PinValueChangedEventHandler ValueChanged
    {
        add
        {
            if (_changed == null)
            {
                _board.ListenPin(PinNumber, OnEdge);
            }

            _changed = (PinValueChangedEventHandler)Delegate.Combine(_changed, value);
        }
        remove => _changed = (PinValueChangedEventHandler)Delegate.Remove(_changed, value);
    }

    public int PinNumber { get; }

    public PinValue Read() => _board.ReadPin(PinNumber);

    public void Write(PinValue value) => Drive((bool)value);

    public void Toggle() => Drive(!_isHigh);

    public void Dispose() => _board.ClosePin(PinNumber);

    private void Drive(bool isHigh)
    {
        _isHigh = isHigh;
        _board.WritePin(PinNumber, isHigh);
    }

    private void OnEdge(int edge) => _changed?.Invoke(
        this, new PinValueChangedEventArgs((PinEventTypes)edge, PinNumber));
}
