namespace Terminal.Rig.Tests.Il;

/// <summary>
/// One instruction of reached code that puts an object on the device's heap, or may.
/// </summary>
/// <param name="Method">Full name of the method that holds it.</param>
/// <param name="Offset">Where it stands in the method, in bytes of IL.</param>
/// <param name="OpCode">Its mnemonic, as in the allow list.</param>
/// <param name="Operand">What it names, or empty.</param>
/// <param name="Why">What makes it allocate.</param>
/// <param name="Path">How the method is reached, from an entry point on.</param>
public sealed record AllocationFinding(
    string Method, int Offset, string OpCode, string Operand, string Why, string Path)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Method} IL_{Offset:x4} {OpCode} {Operand}: {Why} (reached by {Path})";
}
