using System;
using System.Net;
using System.Net.Http;

namespace Terminal.Firmware.Network;

/// <summary>
/// Asks a well-known address that answers 204 and nothing else, without TLS: any other answer comes
/// from a captive portal. No answer proves nothing. Blocks: for a worker.
/// </summary>
public static class PortalProbe
{
    private const string Address = "http://connectivitycheck.gstatic.com/generate_204";

    /// <summary>True when a captive portal answers.</summary>
    public static bool IsPortal()
    {
        try
        {
            using (var client = new HttpClient())
            {
                client.Timeout = new TimeSpan(BoardLimits.ProbeMs * TimeSpan.TicksPerMillisecond);
                client.DefaultRequestHeaders.ConnectionClose = true;
                using (HttpResponseMessage response = client.Get(Address))
                {
                    return response.StatusCode != HttpStatusCode.NoContent;
                }
            }
        }
        catch (Exception)
        {
            // The package throws several kinds: no address, no route, no answer.
            return false;
        }
    }
}
