using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Fleet;
using Terminal.Rig.Watch;
using Limits = Terminal.Agent.Limits;

namespace Terminal.Rig.Simulation.Fleet.Mqtt;

/// <summary>
/// Terminals with a real TLS connection each to a real mosquitto on loopback, an outage of that broker, and its
/// return. Their time goes faster than the host's where the host keeps up with the handshakes. Whether all are back
/// is asked of the broker's own memory, by the operator's page.
/// </summary>
public sealed class MqttFleet : IDisposable
{
    private const int HandshakesPerS = 35;
    private const int SpeedMax = 10;
    private const int RestMs = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly FleetSettings _settings;
    private readonly TextWriter _told;
    private readonly HurriedClock _time = new();
    private readonly CertificateAuthority _authority = new();
    private readonly List<long> _openedMs = [];
    private BrokerTerminal[] _terminals = [];

    /// <summary>Makes it; nothing runs yet.</summary>
    /// <param name="settings">How many, how long, and the seed.</param>
    /// <param name="told">Where the figures go.</param>
    public MqttFleet(FleetSettings settings, TextWriter told)
    {
        _settings = settings;
        _told = told;
    }

    private int Online => _terminals.Count(terminal => terminal.IsOnline);

    /// <summary>Plays it and tells.</summary>
    /// <returns>What is wrong, in words, or null.</returns>
    public async Task<string?> PlayAsync(CancellationToken stop)
    {
        int count = _settings.Terminals;
        using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            _authority,
            Enumerable.Range(0, count).Select(i => (BrokerTerminal.SerialOf(i), BrokerTerminal.SecretOf(i))));
        var reached = new IPEndPoint(IPAddress.Loopback, broker.Port);
        _terminals = [.. Enumerable.Range(0, count).Select(i => new BrokerTerminal(
            _time, i, _settings.Seed, _authority.RootPem, CertificateAuthority.BrokerHost, reached,
            () => _openedMs.Add(_time.NowMs)))];

        _time.Speed = SpeedFor(Limits.FleetMoveMs);
        if (!Run(() => Online == count, stop))
        {
            return Tell($"only {Online} of {count} terminals came to the broker at first; {Story()}");
        }

        _told.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"terminals={count} online={Online} over TLS at one mosquitto, after {_time.NowMs / 1000} s"));
        _time.Speed = SpeedFor(Limits.FleetSpreadMs);
        RunFor(Limits.FleetStateMs + 10_000, stop);

        broker.Stop();
        long outageMs = _time.NowMs;
        RunFor(_settings.OutageMinutes * 60_000, stop);
        int left = Online;
        await broker.StartAsync();
        long returnMs = _time.NowMs;
        bool areBack = Run(() => Online == count, stop);
        ReturnRates rates = ReturnRates.Of(
            count, [.. _openedMs.Where(atMs => atMs >= outageMs).Select(atMs => atMs - returnMs)]);
        int known = await CountAtBrokerAsync(broker, count, stop);
        TellRates("return", count, (int)((returnMs - outageMs) / 1000), rates);
        _told.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"online={Online} known_to_the_broker={known} speed={_time.Speed:0.#}"));
        ReturnRates many = ReturnRates.InVirtualTime(10_000, _settings.OutageMinutes * 60, _settings.Seed);
        TellRates("virtual", 10_000, _settings.OutageMinutes * 60, many);
        return Tell(left > 0 ? $"{left} terminals were online without a broker"
            : !areBack ? $"only {Online} of {count} terminals came back; {Story()}"
            : known != count ? $"the broker knows {known} of {count} terminals"
            : !rates.IsGentle ? "the terminals trample the broker: the peak is above twice the mean"
            : !many.IsGentle ? "ten thousand in virtual time trample the broker" : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_terminals, terminal => terminal.Dispose());
        _authority.Dispose();
    }

    private double SpeedFor(int spreadMs) =>
        Math.Clamp(HandshakesPerS * (spreadMs / 1000.0) / _settings.Terminals, 1, SpeedMax);

    private string? Tell(string? problem)
    {
        _told.WriteLine(problem is null
            ? "verdict=pass: all came back by themselves, and nobody trampled the broker"
            : $"verdict=fail first=\"{problem}\"");
        return problem;
    }

    private void TellRates(string what, int terminals, int outageS, ReturnRates rates) =>
        _told.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: terminals={terminals} outage_s={outageS} vain_tries={rates.Vain} peak={rates.Peak:0.00}/s "
                + $"mean={rates.Mean:0.00}/s peak_over_mean={rates.Peak / rates.Mean:0.00} "
                + $"last_after_s={rates.LastMs / 1000} slices_s={rates.SliceMs / 1000}"));

    private string Story()
    {
        BrokerTerminal? away = Array.Find(_terminals, terminal => !terminal.IsOnline);
        return away is null ? "" : $"one is {away.Line.State} after {away.Line.Error} {away.Line.Detail}";
    }

    private void RunFor(int ms, CancellationToken stop)
    {
        long endMs = _time.NowMs + ms;
        Run(() => _time.NowMs >= endMs, stop);
    }

    private bool Run(Func<bool> holds, CancellationToken stop)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!holds())
        {
            stop.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                return false;
            }

            foreach (BrokerTerminal terminal in _terminals)
            {
                terminal.StepIfDue();
            }

            Thread.Sleep(RestMs);
        }

        return true;
    }

    // The broker sends what it retains to whoever comes: the operator's page.
    private async Task<int> CountAtBrokerAsync(MosquittoBroker broker, int count, CancellationToken stop)
    {
        var book = new WatchBook();
        await using var page = new WatchClient(book, new WatchBroker(
            "localhost", broker.Port, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
            Encoding.ASCII.GetString(_authority.RootPem)));
        page.Start();
        long begun = Stopwatch.GetTimestamp();
        while (book.Count < count && Stopwatch.GetElapsedTime(begun) < Patience / 5)
        {
            Run(() => true, stop);
            await Task.Delay(RestMs, stop);
        }

        return book.Count;
    }
}
