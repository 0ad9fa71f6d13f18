namespace System.Device.I2c;

/// <summary>
/// A chip on a bus. Its calls take SpanByte, which .NET does not have: they can be compiled but not
/// run on the host, where <see cref="Terminal.NanoPackages.HostI2c"/> does their work.
/// </summary>
public class I2cDevice : IDisposable
{
    public I2cDevice(I2cConnectionSettings settings) => ConnectionSettings = settings;

    public I2cConnectionSettings ConnectionSettings { get; }

    public static I2cDevice Create(I2cConnectionSettings settings) => new I2cDevice(settings);

    public I2cTransferResult Read(SpanByte buffer) => throw new NotSupportedException();

    public I2cTransferResult Write(SpanByte buffer) => throw new NotSupportedException();

    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }
}
