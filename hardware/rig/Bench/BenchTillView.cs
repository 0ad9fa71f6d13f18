namespace Terminal.Rig.Bench;

/// <summary>The till's side as the page shows it.</summary>
/// <param name="EndPoint">Where foreign tills connect.</param>
/// <param name="Exchanges">What was said, oldest first.</param>
public sealed record BenchTillView(string EndPoint, IReadOnlyList<BenchTillExchange> Exchanges);
