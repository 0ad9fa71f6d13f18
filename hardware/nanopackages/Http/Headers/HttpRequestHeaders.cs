namespace System.Net.Http.Headers;

/// <summary>Headers of a request.</summary>
public sealed class HttpRequestHeaders : HttpHeaders
{
    public bool ConnectionClose { get; set; }
}
