using System.Globalization;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.World;

/// <summary>
/// When something in front of the API answers in its place, and what: now and then, and in bursts
/// of minutes, as while a route is redeployed. The bursts follow from the seed and the time the
/// weather began, not from the requests.
/// </summary>
public sealed class GatewayWeather
{
    private const int BurstSharePercent = 85;
    private const int RetryAfterPercent = 25;
    private const double DaySeconds = 86_400;

    private static readonly int[] NeverReached = [401, 403, 404, 413, 421, 425, 431];
    private static readonly int[] Failures = [500, 502, 503, 504, 520];

    private readonly Manners _manners;
    private readonly Random _bursts;
    private readonly Random _answers;
    private DateTimeOffset _burstBegins;
    private DateTimeOffset _burstEnds;
    private (int Status, GatewayBody Body)? _burstAnswer;

    /// <summary>Begins the weather of a seed.</summary>
    public GatewayWeather(Manners manners, DateTimeOffset now, int seed)
    {
        _manners = manners;
        _bursts = new Random(seed);
        _answers = new Random(seed + 1);
        _burstEnds = now;
        DrawBurst();
    }

    /// <summary>The answer of the latest call was one of a burst.</summary>
    public bool WasBurst { get; private set; }

    /// <summary>What stands in front says to a request now; null lets it through.</summary>
    public ApiResponse? Answer(DateTimeOffset now)
    {
        while (now >= _burstEnds && _manners.GatewayBurstsADay > 0)
        {
            DrawBurst();
        }

        WasBurst = _manners.GatewayBurstsADay > 0 && now >= _burstBegins
            && Hits(BurstSharePercent);
        if (!WasBurst && !Hits(_manners.GatewayPercent))
        {
            return null;
        }

        (int status, GatewayBody body) =
            WasBurst && _burstAnswer is { } one ? one : DrawAnswer(_answers);
        ApiResponse answer = GatewayAnswer.Of(status, body);
        string date = now.ToString("R", CultureInfo.InvariantCulture);
        bool isLater = status >= 429 && Hits(RetryAfterPercent);
        return answer with
        {
            Headers = isLater
                ? [new("Date", date), new("Retry-After", RetryAfter(now))]
                : [new("Date", date)],
        };
    }

    private bool Hits(int percent) => percent > 0 && _answers.Next(100) < percent;

    // Seconds, and now and then a date.
    private string RetryAfter(DateTimeOffset now)
    {
        int seconds = _answers.Next(1, 121);
        return _answers.Next(4) == 0
            ? now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture);
    }

    // Two bursts in three say one thing only.
    private void DrawBurst()
    {
        if (_manners.GatewayBurstsADay == 0)
        {
            return;
        }

        double gap = -Math.Log(1 - _bursts.NextDouble()) * DaySeconds / _manners.GatewayBurstsADay;
        _burstBegins = _burstEnds.AddSeconds(gap);
        _burstEnds = _burstBegins.AddSeconds(
            1 + _bursts.Next(Math.Max(1, _manners.GatewayBurstSeconds)));
        _burstAnswer = _bursts.Next(3) switch
        {
            0 => null,
            1 => (404, GatewayBody.Json),
            _ => DrawAnswer(_bursts),
        };
    }

    private static (int Status, GatewayBody Body) DrawAnswer(Random random)
    {
        int[] statuses = random.Next(2) == 0 ? NeverReached : Failures;
        int status = statuses[random.Next(statuses.Length)];
        return (status, (GatewayBody)random.Next((int)GatewayBody.Empty + 1));
    }
}
