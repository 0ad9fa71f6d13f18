namespace System.Net.Http;

/// <summary>There was no answer.</summary>
public class HttpRequestException : Exception
{
    public HttpRequestException()
    {
    }

    public HttpRequestException(string message)
        : base(message)
    {
    }
}
