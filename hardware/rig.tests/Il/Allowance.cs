namespace Terminal.Rig.Tests.Il;

/// <summary>
/// An allocation that may stay: every instruction of one opcode in one method, and why it is off
/// the hot path.
/// </summary>
/// <param name="Method">Full name of the method, as a finding gives it.</param>
/// <param name="OpCode">Mnemonic, as a finding gives it.</param>
/// <param name="Reason">Why it may allocate; never blank.</param>
public sealed record Allowance(string Method, string OpCode, string Reason);
