using System.Diagnostics;
using Terminal.Rig.House;

namespace Terminal.Rig.Fuzz;

/// <summary>Feeds a target a number of inputs, in blocks that begin fresh.</summary>
public sealed class Fuzzer
{
    /// <summary>Inputs of a block.</summary>
    public const int BlockInputs = 5_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IFuzzTarget _target;
    private readonly int _seed;
    private long _done;
    private long _bytes;
    private long _number;
    private string? _finding;

    /// <summary>A fuzzer of a target.</summary>
    public Fuzzer(IFuzzTarget target, int seed)
    {
        _target = target;
        _seed = seed;
    }

    /// <summary>
    /// Runs inputs <paramref name="from"/> up to <paramref name="from"/> + <paramref
    /// name="count"/>.
    /// </summary>
    /// <param name="from">First input; begin at a block's first to play a finding again.</param>
    /// <param name="count">How many.</param>
    /// <param name="onProgress">Told now and then how many are done.</param>
    public FuzzReport Run(long from, long count, Action<long>? onProgress = null)
    {
        var watch = Stopwatch.StartNew();
        var thread = new Thread(() => Work(from, count)) { IsBackground = true, Name = "fuzz" };
        thread.Start();
        long seen = -1;
        while (!thread.Join(Patience))
        {
            long done = Interlocked.Read(ref _done);
            onProgress?.Invoke(done);
            if (done == seen)
            {
                // The thread cannot be ended; it is a background thread of a process that ends.
                _finding = "hangs";
                break;
            }

            seen = done;
        }

        string? repeat = _finding is null ? null : Text(Interlocked.Read(ref _number));
        return new FuzzReport(_done, _bytes, watch.Elapsed, _finding, repeat);
    }

    private string Text(long number)
    {
        long block = number / BlockInputs * BlockInputs;
        return FormattableString.Invariant(
            $"fuzz --target {_target.Name} --seed {_seed} --from {block} ")
            + FormattableString.Invariant($"--inputs {number - block + 1}");
    }

    private void Work(long from, long count)
    {
        Statics.Run();
        var mutator = new Mutator(_target, _seed);
        IFuzzRun? run = null;
        try
        {
            for (long i = from; i < from + count; i++)
            {
                if (run is null || i % BlockInputs == 0)
                {
                    run?.Finish();
                    run = _target.Begin(i / BlockInputs);
                }

                Interlocked.Exchange(ref _number, i);
                var input = mutator.Make(i);
                run.Take(input);
                if (run.AllocatedBytes > 0)
                {
                    throw new FuzzFindingException($"allocated {run.AllocatedBytes} bytes");
                }

                _bytes += input.Length;
                Interlocked.Increment(ref _done);
            }

            run?.Finish();
        }
        catch (Exception e)
        {
            _finding = e is FuzzFindingException ? e.Message : e.ToString();
        }
    }
}

/// <summary>What a run of the fuzzer found.</summary>
/// <param name="Inputs">Inputs that passed.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Elapsed">Time taken.</param>
/// <param name="Finding">What broke; null when nothing did.</param>
/// <param name="Repeat">The command that plays it again.</param>
public sealed record FuzzReport(
    long Inputs,
    long Bytes,
    TimeSpan Elapsed,
    string? Finding,
    string? Repeat);
