namespace Terminal.Rig.Bench;

/// <summary>A fault switch of the acquirer on the bench.</summary>
/// <param name="Name">Its name for <see cref="IBenchTerminal.SetFault"/>: letters, digits, - and
/// _.</param>
/// <param name="Title">What it does, in French, a few words.</param>
/// <param name="Group">Heading under which it stands: connexion, réponse, service, certificat.</param>
/// <param name="Use">Position of the switch.</param>
public sealed record BenchFault(string Name, string Title, string Group, BenchFaultUse Use);
