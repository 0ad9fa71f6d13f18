using System.Diagnostics;
using System.Globalization;
using ScottPlot;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.Fleet;
using Terminal.Rig.Simulation.Fleet.Mqtt;

namespace Terminal.Rig.Simulation.Fleet;

/// <summary>
/// <c>fleet</c>: many terminals against one acquirer, an outage in busy hours, and whether they come
/// back without trampling it down; with <c>--mqtt</c> the same of the operators' broker.
/// </summary>
public sealed class FleetCommand : AsyncCommand<FleetSettings>
{
    private const double PeakMax = 2;
    private const int Million = 1_000_000;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(
        CommandContext context, FleetSettings settings, CancellationToken cancellationToken)
    {
        if (settings.IsMqtt)
        {
            return await PlayMqttAsync(settings, cancellationToken);
        }

        var watch = Stopwatch.StartNew();
        var world = new FleetWorld(settings);
        AnsiConsole.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask(
                "virtual seconds", maxValue: world.OutageToS + 2_400);
            world.Play(second =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                task.Value = second;
            });
        });
        return Tell(settings, world, watch.Elapsed);
    }

    private static async Task<int> PlayMqttAsync(FleetSettings settings, CancellationToken stop)
    {
        if (MosquittoBroker.Program is null)
        {
            await Console.Error.WriteLineAsync("Error: mosquitto is not installed");
            return RigApp.Unusable;
        }

        using var fleet = new MqttFleet(settings, Console.Out);
        return await fleet.PlayAsync(stop) is null ? 0 : 1;
    }

    private static int Tell(FleetSettings settings, FleetWorld world, TimeSpan wall)
    {
        FleetRates rates = FleetRates.Of(world);
        int capacity = settings.Capacity;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"terminals={settings.Terminals} sales={world.Sold} refused_full={world.Refused} "
                + $"wall_s={wall.TotalSeconds:0.0} steps={world.Steps}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"before: mean={rates.MeanBefore:0.0}/s peak={rates.PeakBefore}/s capacity={capacity}/s"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"outage: minutes={settings.OutageMinutes} kind={settings.Kind} waiting={rates.Waiting} "
                + $"requests_mean={rates.MeanDuring:0.0}/s requests_peak={rates.PeakDuring}/s "
                + $"connections_mean={rates.ConnectionsDuring:0.0}/s"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"after: peak={rates.PeakAfter}/s mean={rates.MeanAfter:0.0}/s "
                + $"peak_over_mean={rates.PeakAfter / rates.MeanAfter:0.00} "
                + $"peak_over_capacity={rates.PeakAfter / (double)capacity:0.00} "
                + $"connections_peak={rates.ConnectionsPeakAfter}/s overloaded={world.Acquirer.Overloaded} "
                + $"last_queue_empty_s={world.DrainedS}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"lost={world.Lost} duplicates_turned_away={world.Acquirer.Duplicates} booked={world.Acquirer.Booked}"));
        double scale = (double)Million / settings.Terminals;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"at 1000000 terminals: capacity={capacity * scale:0}/s peak={rates.PeakAfter * scale:0}/s; terminals do "
                + $"not know of each other, so rates grow with their number and times stay; the relative scatter of a "
                + $"second's rate falls with its square root"));
        if (settings.Report is string folder)
        {
            Plot(folder, settings, world);
        }

        string? problem = world.Lost > 0 ? $"{world.Lost} sales lost"
            : world.DrainedS < 0 ? "a queue did not empty"
            : rates.PeakAfter > PeakMax * capacity ? "the peak is above twice the capacity" : null;
        Console.WriteLine(problem is null ? "verdict=pass" : $"verdict=fail first=\"{problem}\"");
        return problem is null ? 0 : 1;
    }

    private static void Plot(string folder, FleetSettings settings, FleetWorld world)
    {
        Directory.CreateDirectory(folder);
        string title = FormattableString.Invariant(
            $"{settings.Terminals} terminals, {settings.OutageMinutes} minutes of outage in busy hours");
        var plot = new LabelledPlot(title, "minutes", "requests/s");
        double[] requests = [.. world.Acquirer.Requests.Select(n => (double)n)];
        double[] minutes = [.. requests.Select((_, second) => second / 60.0)];
        double top = Math.Max(settings.Capacity * 2.2, requests.DefaultIfEmpty().Max() * 1.1);
        plot.Plot.Add.HorizontalSpan(
            world.OutageFromS / 60.0, world.OutageToS / 60.0, Colors.LightGray);
        plot.Plot.Add.ScatterLine(minutes, requests, Colors.SteelBlue);
        plot.Plot.Add.HorizontalLine(settings.Capacity, 2, Colors.IndianRed, LinePattern.Dashed);

        // What waits has a scale of its own: its highest is nine tenths of the picture.
        double most = Math.Max(1, world.Waiting.Max());
        double[] times = [.. world.Waiting.Select((_, second) => second / 60.0)];
        double[] depths = [.. world.Waiting.Select(n => n / most * top * 0.9)];
        ScottPlot.Plottables.Scatter waiting =
            plot.Plot.Add.ScatterLine(times, depths, Colors.SeaGreen);
        waiting.LineWidth = 2;
        plot.Explain("requests", Colors.SteelBlue);
        plot.Explain(
            FormattableString.Invariant($"capacity {settings.Capacity}/s"), Colors.IndianRed);
        plot.Explain(FormattableString.Invariant($"waiting, {most:0} at most"), Colors.SeaGreen);
        plot.Explain("outage", Colors.LightGray);
        plot.SetLimits(0, world.Waiting.Count / 60.0, top);
        plot.Save(Path.Combine(folder, "fleet.png"), 1_100, 420);
    }
}
