namespace System.Device.I2c;

/// <summary>The end of a transfer.</summary>
public struct I2cTransferResult
{
    private readonly I2cTransferStatus _status;
    private readonly uint _bytes;

    internal I2cTransferResult(I2cTransferStatus status, uint bytes)
    {
        _status = status;
        _bytes = bytes;
    }

    public I2cTransferStatus Status => _status;

    public uint BytesTransferred => _bytes;
}
