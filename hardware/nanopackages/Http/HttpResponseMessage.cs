namespace System.Net.Http;

/// <summary>An answer.</summary>
public class HttpResponseMessage : IDisposable
{
    public HttpResponseMessage(HttpStatusCode statusCode) => StatusCode = statusCode;

    public HttpStatusCode StatusCode { get; }

    public HttpContent Content { get; set; }

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing) => Content?.Dispose();
}
