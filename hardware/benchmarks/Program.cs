using Terminal.Benchmarks;

// dotnet run -c Release --project hardware/benchmarks -- <what>
switch (args.Length > 0 ? args[0] : "")
{
    case "journal":
        JournalReport.Print();
        return 0;
    case "exchange":
        ExchangeReport.Print();
        return 0;
    case "il":
        foreach (string line in Terminal.Benchmarks.Il.InstructionCounts.Measure().Lines())
        {
            Console.WriteLine(line);
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: benchmarks journal|exchange|il");
        return 2;
}
