using System.Net.Http.Headers;
using Terminal.NanoPackages;

namespace System.Net.Http;

/// <summary>
/// HTTP exchanges that block. The time limit holds until the headers are there, not for the body,
/// as on the device.
/// </summary>
public class HttpClient : HttpMessageInvoker
{
    private readonly IVirtualBoard _board = VirtualBoards.Current;

    public TimeSpan Timeout { get; set; } = new TimeSpan(0, 0, 100);

    public HttpRequestHeaders DefaultRequestHeaders { get; } = new HttpRequestHeaders();

    public HttpResponseMessage Get(string requestUri)
    {
        int status = _board.HttpExchange(
            "GET", requestUri, (int)(Timeout.Ticks / TimeSpan.TicksPerMillisecond),
            out byte[] body);
        if (status < 0)
        {
            throw new HttpRequestException();
        }

        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new ByteArrayContent(body),
        };
    }
}
