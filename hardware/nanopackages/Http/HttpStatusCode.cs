namespace System.Net;

/// <summary>Status codes, as far as the firmware tells them apart.</summary>
public enum HttpStatusCode
{
    OK = 200,
    NoContent = 204,
    Found = 302,
}
