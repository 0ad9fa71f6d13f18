using System.Globalization;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>
/// Bytes of one payment and its answer, layer by layer: JSON, HTTP, TLS records, AT commands, the modem's line.
/// Measured where the layer can be seen, reckoned where only a sum can (TLS, by its own format).
/// </summary>
public static class LayerBytes
{
    // TLS 1.2 with AES-GCM: header 5, explicit nonce 8, tag 16.
    private const int TlsRecordBytes = 29;

    /// <summary>The table, in rows of text.</summary>
    public static IEnumerable<string[]> Rows()
    {
        var requests = new List<ApiRequest>();
        var world = SimWorld.OnSim(1);
        bool isWarm = world.Sell(1_000)
            && world.RunUntil(() => world.Terminal.Agent!.Journal.WaitingCount == 0, 20_000);
        world.Run(10_000);
        world.Server.Arrived += arrived => requests.Add(arrived.Request);
        long upBefore = world.Terminal.Modem.PayloadOut;
        long downBefore = world.Terminal.Modem.PayloadIn;
        long outBefore = world.Terminal.ModemPort.BytesToModem;
        long inBefore = world.Terminal.ModemPort.BytesFromModem;
        bool isSold = isWarm && world.Sell(4_250)
            && world.RunUntil(() => world.Terminal.Agent!.Journal.WaitingCount == 0 && requests.Count == 1, 20_000);
        if (!isSold)
        {
            throw new InvalidOperationException("the sale did not go as it must");
        }

        world.Run(60);
        long httpOut = world.Terminal.Modem.PayloadOut - upBefore;
        long httpIn = world.Terminal.Modem.PayloadIn - downBefore;
        long lineOut = world.Terminal.ModemPort.BytesToModem - outBefore;
        long lineIn = world.Terminal.ModemPort.BytesFromModem - inBefore;
        int jsonOut = requests[0].Body.Length;
        long jsonIn = world.Server.LastAnswerBodyBytes;
        yield return Row("JSON", jsonOut, jsonIn);
        yield return Row("HTTP head", httpOut - jsonOut, httpIn - jsonIn);
        yield return Row("TLS record (by its format)", TlsRecordBytes, TlsRecordBytes);
        yield return Row("over the air, without TCP/IP", httpOut + TlsRecordBytes, httpIn + TlsRecordBytes);
        yield return Row("AT commands and answers", lineOut - httpOut, lineIn - httpIn);
        yield return Row("the modem's line (TLS is in the modem)", lineOut, lineIn);
        yield return
        [
            "of which the line's time at 115200 baud",
            string.Create(CultureInfo.InvariantCulture, $"{lineOut / 11.52:0} ms"),
            string.Create(CultureInfo.InvariantCulture, $"{lineIn / 11.52:0} ms"),
        ];
    }

    private static string[] Row(string layer, long bytesOut, long bytesIn) =>
        [layer, bytesOut.ToString(CultureInfo.InvariantCulture), bytesIn.ToString(CultureInfo.InvariantCulture)];
}
