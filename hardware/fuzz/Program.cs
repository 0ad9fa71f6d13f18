using Terminal.Rig.Fuzz;

// One target of the rig's fuzzer behind SharpFuzz, for coverage-guided campaigns with afl-fuzz; see README.md here.
// Terminal.Fuzz TARGET takes one input after another; Terminal.Fuzz TARGET --seeds DIR writes the target's seeds.
string name = args.Length > 0 ? args[0] : "";
IFuzzTarget? target = FuzzTargets.All.FirstOrDefault(t => t.Name == name);
if (target is null)
{
    Console.Error.WriteLine("usage: Terminal.Fuzz TARGET [--seeds DIR]; targets: "
        + string.Join(", ", FuzzTargets.All.Select(t => t.Name)));
    return 2;
}

if (args.Length == 3 && args[1] == "--seeds")
{
    Directory.CreateDirectory(args[2]);
    for (int i = 0; i < target.Seeds.Count; i++)
    {
        File.WriteAllBytes(Path.Combine(args[2], FormattableString.Invariant($"seed{i:00}")), target.Seeds[i]);
    }

    return 0;
}

SharpFuzz.Fuzzer.OutOfProcess.Run(stream =>
{
    using var input = new MemoryStream();
    stream.CopyTo(input);
    IFuzzRun run = target.Begin(0);
    run.Take(input.ToArray());
    run.Finish();
});
return 0;
