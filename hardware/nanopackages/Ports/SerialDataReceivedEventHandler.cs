namespace System.IO.Ports;

/// <summary>Is told that bytes have arrived.</summary>
public delegate void SerialDataReceivedEventHandler(
    object sender, SerialDataReceivedEventArgs e);
