using ScottPlot;
using Terminal.Agent.Links;

namespace Terminal.Rig.Simulation.Days;

/// <summary>The plots of a campaign.</summary>
public sealed class DayPlots(DayTally tally)
{
    private const int WidthPx = 1_200;
    private const int HeightPx = 440;
    private const int DawnHour = 6;
    private const int DuskHour = 30;
    private const int NoPower = 15;
    private const int LatencySMax = 30;

    private static readonly (int State, string Name, string Colour)[] States =
    [
        ((int)LinkState.Online, "online", "#2a9d4a"),
        ((int)LinkState.Attached, "attached", "#9ccf8a"),
        ((int)LinkState.Degraded, "degraded", "#f2b134"),
        ((int)LinkState.Starting, "starting", "#8fb8de"),
        ((int)LinkState.Failed, "failed", "#d1495b"),
        ((int)LinkState.Off, "off", "#555555"),
        (NoPower, "no power", "#dddddd"),
    ];

    /// <summary>Draws them into a folder.</summary>
    /// <returns>File and title of each.</returns>
    public IReadOnlyList<(string File, string Title)> Save(string folder)
    {
        List<(string File, string Title)> plots = [];
        void Add(string file, string title, string x, string y, Action<LabelledPlot> draw)
        {
            var plot = new LabelledPlot(title, x, y);
            draw(plot);
            plot.Save(Path.Combine(folder, file), WidthPx, HeightPx);
            plots.Add((file, title));
        }

        Add("queue.png", "Queue depth", "hour of the day", "waiting", Queue);
        Add("sim.png", "The SIM link's state", "hour of the day", "% of minutes", p => Links(p, 0));
        Add("wifi.png", "The WiFi link's state", "hour of the day", "% of minutes", p => Links(p, 1));
        Add("latency.png", "From the tap to the result on the screen", "seconds", "% of results", Latency);
        Add("drain.png", "Time to empty a queue once a way is open", "transactions that waited", "seconds", Drain);
        Add("faults.png", "Faults injected and recovered from", "", "faults", Faults);
        Add("recovery.png", "From a fault's end to an empty queue and a link", "", "seconds", Recovery);
        return plots;
    }

    private void Queue(LabelledPlot plot)
    {
        double[] hours = [.. tally.QueueDepth.Select((_, minute) => DawnHour + (minute / 60.0))];
        double[] mean = [.. tally.QueueDepth.Select(d => d.Sum / (double)Math.Max(1, d.Seeds))];
        double[] most = [.. tally.QueueDepth.Select(depth => (double)depth.Most)];
        Line(plot, hours, most, "deepest of all seeds", Colors.IndianRed);
        Line(plot, hours, mean, "mean", Colors.SteelBlue);
        plot.SetLimits(DawnHour, DuskHour, most.Max() * 1.1);
    }

    private static void Line(LabelledPlot plot, double[] x, double[] y, string name, Color colour)
    {
        ScottPlot.Plottables.Scatter line = plot.Plot.Add.ScatterLine(x, y, colour);
        line.LineWidth = 2;
        plot.Explain(name, colour);
    }

    private void Links(LabelledPlot plot, int link)
    {
        for (int hour = 0; hour < tally.LinkStates.Length; hour++)
        {
            long[,] counts = tally.LinkStates[hour];
            double all = Math.Max(1, States.Sum(state => counts[link, state.State]));
            double from = 0;
            foreach ((int state, _, string colour) in States)
            {
                double to = from + (counts[link, state] / all * 100);
                plot.Plot.Add.Bar(new Bar
                {
                    Position = DawnHour + hour + 0.5,
                    ValueBase = from,
                    Value = to,
                    FillColor = Color.FromHex(colour),
                    LineWidth = 0,
                    Size = 0.95,
                });
                from = to;
            }
        }

        foreach ((_, string name, string colour) in States)
        {
            plot.Explain(name, Color.FromHex(colour));
        }

        plot.SetLimits(DawnHour, DuskHour, 100);
    }

    private void Latency(LabelledPlot plot)
    {
        double[] seconds = [.. tally.LatenciesMs.Select(ms => ms / 1000.0).Order()];
        double[] shares = [.. seconds.Select((_, i) => (i + 1) * 100.0 / seconds.Length)];
        if (seconds.Length > 0)
        {
            Line(plot, seconds, shares, "results, whatever they are", Colors.SteelBlue);
        }

        plot.SetLimits(0, LatencySMax, 100);
    }

    private void Drain(LabelledPlot plot)
    {
        double[] counts = [.. tally.Drains.Select(drain => (double)drain.Count)];
        double[] seconds = [.. tally.Drains.Select(drain => drain.Ms / 1000.0)];
        if (counts.Length > 0)
        {
            plot.Plot.Add.ScatterPoints(counts, seconds, Colors.SteelBlue.WithAlpha(0.5));
        }

        plot.SetLimits(0, counts.DefaultIfEmpty().Max() * 1.05, seconds.DefaultIfEmpty().Max() * 1.05);
    }

    private void Faults(LabelledPlot plot)
    {
        DayFaultKind[] kinds = Enum.GetValues<DayFaultKind>();
        for (int i = 0; i < kinds.Length; i++)
        {
            Bar(plot, i - 0.2, tally.Injected[i], Colors.IndianRed);
            Bar(plot, i + 0.2, tally.Recovered[i], Colors.SeaGreen);
        }

        plot.SetLimits(0, 1, tally.Injected.Max() * 1.1);
        plot.SetNames([.. kinds.Select(kind => kind.ToString())]);
        plot.Explain("injected", Colors.IndianRed);
        plot.Explain("calm again before the day's end", Colors.SeaGreen);
    }

    private static void Bar(LabelledPlot plot, double at, double value, Color colour) =>
        plot.Plot.Add.Bar(
            new Bar { Position = at, Value = value, FillColor = colour, LineWidth = 0, Size = 0.38 });

    private void Recovery(LabelledPlot plot)
    {
        DayFaultKind[] kinds = Enum.GetValues<DayFaultKind>();
        double longestS = 1;
        foreach (IGrouping<DayFaultKind, (DayFaultKind Kind, long Ms)> kind in
            tally.Recoveries.GroupBy(recovery => recovery.Kind))
        {
            long[] times = [.. kind.Select(recovery => recovery.Ms).Order()];
            double lateS = times[times.Length * 19 / 20] / 1000.0;
            Bar(plot, (int)kind.Key - 0.2, times[times.Length / 2] / 1000.0, Colors.SteelBlue);
            Bar(plot, (int)kind.Key + 0.2, lateS, Colors.Orange);
            longestS = Math.Max(longestS, lateS);
        }

        plot.SetLimits(0, 1, longestS * 1.1);
        plot.SetNames([.. kinds.Select(kind => kind.ToString())]);
        plot.Explain("median", Colors.SteelBlue);
        plot.Explain("19 of 20 take no longer", Colors.Orange);
    }
}
