using ScottPlot;
using Terminal.Agent.Links;

namespace Terminal.Rig.Simulation.Days;

/// <summary>The plots of a campaign.</summary>
public sealed class DayPlots(DayTally tally)
{
    private const int WidthPx = 1_100;
    private const int HeightPx = 420;
    private const int DawnHour = 6;
    private const int NoPower = 15;

    private static readonly (int State, string Name, string Colour)[] States =
    [
        ((int)LinkState.Online, "Online", "#2a9d4a"),
        ((int)LinkState.Attached, "Attached", "#9ccf8a"),
        ((int)LinkState.Degraded, "Degraded", "#f2b134"),
        ((int)LinkState.Starting, "Starting", "#8fb8de"),
        ((int)LinkState.Failed, "Failed", "#d1495b"),
        ((int)LinkState.Off, "Off", "#555555"),
        (NoPower, "no power", "#dddddd"),
    ];

    /// <summary>Draws them into a folder.</summary>
    /// <returns>File and title of each.</returns>
    public IReadOnlyList<(string File, string Title)> Save(string folder)
    {
        List<(string File, string Title, Plot Plot)> plots =
        [
            ("queue.png", "Queue depth", Queue()),
            ("sim.png", "The SIM link's state", Links(0)),
            ("wifi.png", "The WiFi link's state", Links(1)),
            ("latency.png", "From the tap to the result on the screen", Latency()),
            ("drain.png", "Time until the queue is empty, from the moment a way is open", Drain()),
            ("faults.png", "Faults injected and recovered from", Faults()),
            ("recovery.png", "From a fault's end to an empty queue and a link", Recovery()),
        ];
        foreach ((string file, string title, Plot plot) in plots)
        {
            plot.Title(title);
            plot.SavePng(Path.Combine(folder, file), WidthPx, HeightPx);
        }

        return [.. plots.Select(plot => (plot.File, plot.Title))];
    }

    private Plot Queue()
    {
        var plot = new Plot();
        double[] hours = [.. tally.QueueDepth.Select((_, minute) => DawnHour + (minute / 60.0))];
        double[] mean = [.. tally.QueueDepth.Select(depth => depth.Sum / (double)Math.Max(1, depth.Seeds))];
        double[] most = [.. tally.QueueDepth.Select(depth => (double)depth.Most)];
        Line(plot, hours, most, "deepest of all seeds", Colors.IndianRed);
        Line(plot, hours, mean, "mean", Colors.SteelBlue);
        plot.XLabel("hour of the day");
        plot.YLabel("transactions waiting");
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static void Line(Plot plot, double[] x, double[] y, string name, Color colour)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, y, colour);
        line.LegendText = name;
        line.LineWidth = 2;
    }

    private Plot Links(int link)
    {
        var plot = new Plot();
        for (int hour = 0; hour < tally.LinkStates.Length; hour++)
        {
            long[,] counts = tally.LinkStates[hour];
            double all = Math.Max(1, States.Sum(state => counts[link, state.State]));
            double from = 0;
            foreach ((int state, _, string colour) in States)
            {
                double to = from + (counts[link, state] / all * 100);
                plot.Add.Bar(new Bar
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
            plot.Legend.ManualItems.Add(new LegendItem
            {
                LabelText = name,
                FillColor = Color.FromHex(colour),
            });
        }

        plot.ShowLegend(Edge.Right);
        plot.XLabel("hour of the day");
        plot.YLabel("% of minutes, all seeds");
        plot.Axes.SetLimitsY(0, 100);
        return plot;
    }

    private Plot Latency()
    {
        var plot = new Plot();
        double[] seconds = [.. tally.LatenciesMs.Where(ms => ms < 120_000).Select(ms => ms / 1000.0).Order()];
        double[] shares = [.. seconds.Select((_, i) => (i + 1) * 100.0 / seconds.Length)];
        if (seconds.Length > 0)
        {
            Line(plot, seconds, shares, "results", Colors.SteelBlue);
        }

        plot.XLabel("seconds");
        plot.YLabel("% of results");
        plot.Axes.SetLimitsX(0, 40);
        return plot;
    }

    private Plot Drain()
    {
        var plot = new Plot();
        double[] counts = [.. tally.Drains.Select(drain => (double)drain.Count)];
        double[] seconds = [.. tally.Drains.Select(drain => drain.Ms / 1000.0)];
        if (counts.Length > 0)
        {
            plot.Add.ScatterPoints(counts, seconds, Colors.SteelBlue.WithAlpha(0.5));
        }

        plot.XLabel("transactions that waited");
        plot.YLabel("seconds");
        return plot;
    }

    private Plot Faults()
    {
        var plot = new Plot();
        DayFaultKind[] kinds = Enum.GetValues<DayFaultKind>();
        for (int i = 0; i < kinds.Length; i++)
        {
            Bar(plot, i - 0.2, tally.Injected[i], Colors.IndianRed);
            Bar(plot, i + 0.2, tally.Recovered[i], Colors.SeaGreen);
        }

        plot.Legend.ManualItems.Add(new LegendItem { LabelText = "injected", FillColor = Colors.IndianRed });
        plot.Legend.ManualItems.Add(new LegendItem
        {
            LabelText = "calm again before the day's end",
            FillColor = Colors.SeaGreen,
        });
        plot.ShowLegend(Alignment.UpperLeft);
        Name(plot, kinds);
        return plot;
    }

    private static void Bar(Plot plot, double at, double value, Color colour) => plot.Add.Bar(
        new Bar { Position = at, Value = value, FillColor = colour, LineWidth = 0, Size = 0.38 });

    private Plot Recovery()
    {
        var plot = new Plot();
        DayFaultKind[] kinds = Enum.GetValues<DayFaultKind>();
        foreach (IGrouping<DayFaultKind, (DayFaultKind Kind, long Ms)> kind in
            tally.Recoveries.GroupBy(recovery => recovery.Kind))
        {
            long[] times = [.. kind.Select(recovery => recovery.Ms).Order()];
            Bar(plot, (int)kind.Key - 0.2, times[times.Length / 2] / 1000.0, Colors.SteelBlue);
            Bar(plot, (int)kind.Key + 0.2, times[times.Length * 19 / 20] / 1000.0, Colors.Orange);
        }

        plot.Legend.ManualItems.Add(new LegendItem { LabelText = "median", FillColor = Colors.SteelBlue });
        plot.Legend.ManualItems.Add(new LegendItem { LabelText = "19 of 20", FillColor = Colors.Orange });
        plot.ShowLegend(Alignment.UpperLeft);
        plot.YLabel("seconds");
        Name(plot, kinds);
        return plot;
    }

    private static void Name(Plot plot, DayFaultKind[] kinds)
    {
        plot.Axes.Bottom.SetTicks(
            [.. kinds.Select(kind => (double)kind)], [.. kinds.Select(kind => kind.ToString())]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 60;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        plot.Axes.Bottom.MinimumSize = 130;
    }
}
