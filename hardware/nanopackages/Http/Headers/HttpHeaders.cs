namespace System.Net.Http.Headers;

/// <summary>Headers of a message.</summary>
public abstract class HttpHeaders
{
    protected HttpHeaders()
    {
    }
}
