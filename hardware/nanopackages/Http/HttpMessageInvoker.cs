namespace System.Net.Http;

/// <summary>What a client is built on.</summary>
public class HttpMessageInvoker : IDisposable
{
    internal HttpMessageInvoker()
    {
    }

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
    }
}
