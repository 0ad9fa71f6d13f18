namespace System.Device.Gpio;

/// <summary>Is told of edges.</summary>
public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);
