namespace Terminal.Rig.Watch;

/// <summary>Where the operator's broker is.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">The operator's user.</param>
/// <param name="Secret">The operator's secret.</param>
/// <param name="RootPem">What its certificate is verified against; null: what the machine trusts.</param>
/// <param name="IsPlain">Without TLS, for a broker on loopback only.</param>
public sealed record WatchBroker(
    string Host, int Port, string User, string Secret, string? RootPem = null, bool IsPlain = false);
