namespace System.Net.Http;

/// <summary>The body of a message.</summary>
public abstract class HttpContent : IDisposable
{
    protected HttpContent()
    {
    }

    public byte[] ReadAsByteArray() => Bytes();

    public void Dispose() => Dispose(true);

    internal abstract byte[] Bytes();

    protected virtual void Dispose(bool disposing)
    {
    }
}
