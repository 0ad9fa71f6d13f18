using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Fleet;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// What a scenario is played on: a terminal, virtual or physical, with the links and the acquirer
/// around it. Used by one player at a time.
/// </summary>
public interface IScenarioStage
{
    /// <summary>Raised with the words of the screen when they have changed, on any thread.</summary>
    event Action<string>? Shown;

    /// <summary>Raised after each answer of the acquirer, on any thread.</summary>
    event Action<Exchange>? Exchanged;

    /// <summary>What went wrong with the terminal itself, or null.</summary>
    string? Defect { get; }

    /// <summary>Gives the terminal power, or takes it away without warning.</summary>
    Task PowerAsync(bool isOn, CancellationToken stop);

    /// <summary>Presses keys, one after the other.</summary>
    Task PressAsync(IReadOnlyList<Key> keys, CancellationToken stop);

    /// <summary>Taps a card.</summary>
    /// <returns>False when the reader does not want one now.</returns>
    Task<bool> TapAsync(string card, CancellationToken stop);

    /// <summary>Puts a link into a condition; see <see cref="LinkConditions"/>.</summary>
    Task SetLinkAsync(string link, string condition, CancellationToken stop);

    /// <summary>Sets the level at which a link is received, in dBm.</summary>
    Task SetSignalAsync(string link, int levelDbm, CancellationToken stop);

    /// <summary>Changes name, passphrase or visibility of the access point; null leaves it.</summary>
    Task SetAccessPointAsync(AccessPointStep access, CancellationToken stop);

    /// <summary>Replaces the acquirer's faults; none puts it right.</summary>
    Task SetFaultsAsync(IReadOnlyList<FaultRule> rules, CancellationToken stop);

    /// <summary>The time of day around the terminal.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Puts sales that were made before into the journal.</summary>
    /// <returns>What is wrong, or null.</returns>
    Task<string?> PrefillAsync(IReadOnlyList<PrefillLine> lines, CancellationToken stop);

    /// <summary>A till asks, is answered, or goes away.</summary>
    /// <returns>What is wrong, or null.</returns>
    Task<string?> TillAsync(TillStep step, CancellationToken stop);

    /// <summary>The journal's memory answers nothing, or works again.</summary>
    /// <returns>What is wrong, or null.</returns>
    Task<string?> SetMemoryAsync(bool isWorking, CancellationToken stop);

    /// <summary>The operator's broker behaves otherwise.</summary>
    /// <returns>What is wrong, or null.</returns>
    Task<string?> SetBrokerAsync(BrokerMode mode, CancellationToken stop);

    /// <summary>The time of day that the terminal shows: the merchant's.</summary>
    Task<DateTime> LocalNowAsync(CancellationToken stop);

    /// <summary>Moves the time of day, the terminal's and everybody's around it.</summary>
    /// <returns>What is wrong, or null.</returns>
    Task<string?> SetClockAsync(ClockMove move, CancellationToken stop);

    /// <summary>Asks the terminal's console.</summary>
    /// <returns>The answer's rows, OK or ERR last.</returns>
    Task<IReadOnlyList<string>> AskAsync(string line, CancellationToken stop);

    /// <summary>Looks at what an expectation asks for; what it does not ask for may be missing.</summary>
    Task<Sight> LookAsync(Expectation asked, CancellationToken stop);
}
