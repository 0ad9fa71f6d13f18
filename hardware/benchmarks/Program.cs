using Terminal.Benchmarks;
using Terminal.Benchmarks.Results;

// dotnet run -c Release --project hardware/benchmarks -- <what>
switch (args.Length > 0 ? args[0] : "")
{
    case "journal":
        JournalReport.Print();
        return 0;
    case "exchange":
        ExchangeReport.Print();
        return 0;
    case "modem":
        ModemReport.Print();
        return 0;
    case "fleet":
        FleetCost.Print();
        return 0;
    case "sale":
        SaleTimes.Print();
        return 0;
    case "all":
        AllReport.Write();
        return 0;
    case "il":
        int methods = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10;
        foreach (string line in Terminal.Benchmarks.Il.InstructionCounts.Measure().Lines(methods))
        {
            Console.WriteLine(line);
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: benchmarks all|journal|exchange|modem|sale|fleet|il [METHODS]");
        return 2;
}
