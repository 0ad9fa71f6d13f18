namespace Terminal.Rig.Fuzz;

/// <summary>Something that takes bytes from outside and must stand whatever they are.</summary>
public interface IFuzzTarget
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What is fed to what, in one line.</summary>
    string Description { get; }

    /// <summary>Well-formed inputs, which are mutated.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Pieces that mean something to it, which are spliced in.</summary>
    IReadOnlyList<byte[]> Words { get; }

    /// <summary>Begins a block of inputs with everything fresh.</summary>
    /// <param name="block">Its number, which may decide how the block is run.</param>
    IFuzzRun Begin(long block);
}

/// <summary>A block of inputs into one instance of a target.</summary>
public interface IFuzzRun
{
    /// <summary>
    /// Feeds one input. What it throws is a finding; so is an allocation that it reports.
    /// </summary>
    void Take(ReadOnlySpan<byte> input);

    /// <summary>Bytes that the code under test has allocated so far, its first inputs left out.</summary>
    long AllocatedBytes { get; }

    /// <summary>After the last input: shows that the target still works.</summary>
    /// <exception cref="FuzzFindingException">It does not.</exception>
    void Finish();
}

/// <summary>A target that broke a promise.</summary>
public sealed class FuzzFindingException(string message) : Exception(message);
