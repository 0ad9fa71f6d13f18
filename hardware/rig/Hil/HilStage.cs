using System.Globalization;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Consoles;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Hil;

/// <summary>
/// A physical terminal behind its console, with the rig's modem, reader and acquirer around it. What
/// it had in its journal before a scenario does not count in it.
/// </summary>
/// <param name="console">The terminal's console.</param>
/// <param name="pin">The technician's PIN.</param>
/// <param name="acquirer">The rig's acquirer.</param>
/// <param name="modem">The rig's modem, or null where the real one is in its place.</param>
/// <param name="reader">The rig's reader, or null.</param>
/// <param name="hands">Somebody.</param>
public sealed class HilStage(
    ConsoleLine console, string pin, AcquirerServer acquirer, ModemEmulator? modem,
    HilReader? reader, IHands hands) : IScenarioStage
{
    private const int LookMs = 40;
    private const int CancelsMax = 6;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EmptyPatience = TimeSpan.FromSeconds(120);

    private readonly HashSet<string> _before = [];
    private string _screen = "";
    private int _requests;
    private bool _isCut;
    private bool _hasBegun;

    /// <inheritdoc/>
    public event Action<string>? Shown;

    /// <inheritdoc/>
    public event Action<Exchange>? Exchanged;

    /// <inheritdoc/>
    public string? Defect => null;

    /// <inheritdoc/>
    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>
    /// Makes the terminal ready for the next scenario: nothing wrong around it, nothing waiting in it,
    /// restarted.
    /// </summary>
    /// <exception cref="HilException">It does not become ready.</exception>
    public async Task PrepareAsync(CancellationToken stop)
    {
        acquirer.Faults.Clear();
        modem?.Faults.Clear();
        await UnlockAsync(stop);
        for (int i = 0; i < CancelsMax && await IsSellingAsync(stop); i++)
        {
            await console.AskAsync("press cancel", stop);
            await Task.Delay(500, stop);
        }

        await EmptyAsync(stop);
        acquirer.Api.Ledger.Clear();
        _before.Clear();
        foreach (JournalRow row in await JournalAsync(stop))
        {
            _before.Add(row.UniqueId);
        }

        _requests = 0;
        _screen = "";
        _isCut = false;
        _hasBegun = false;
        acquirer.Exchanged -= OnExchange;
        acquirer.Exchanged += OnExchange;
    }

    /// <inheritdoc/>
    public async Task PowerAsync(bool isOn, CancellationToken stop)
    {
        if (!isOn)
        {
            await hands.DoAsync("pull the terminal's plug", stop);
            modem?.SetSupply(false);
            _isCut = true;
            return;
        }

        int banners = console.Banners;
        if (_isCut)
        {
            await hands.DoAsync("plug the terminal in", stop);
        }
        else if (!_hasBegun)
        {
            await console.RestartAsync(stop);
        }

        _hasBegun = true;
        _isCut = false;
        await UntilAsync(() => Task.FromResult(console.Banners > banners), StartPatience, "start", stop);
        RestartModem();
        await UnlockAsync(stop);
    }

    /// <inheritdoc/>
    public async Task PressAsync(IReadOnlyList<Key> keys, CancellationToken stop)
    {
        // A line of the console has sixteen words.
        foreach (Key[] some in keys.Chunk(12))
        {
            string words = string.Join(' ', some.Select(Name));
            await console.DoAsync($"press {words}", stop);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TapAsync(string card, CancellationToken stop)
    {
        if (reader is not null)
        {
            return reader.Tap(card);
        }

        await hands.DoAsync($"present the card '{card}'", stop);
        return true;
    }

    /// <inheritdoc/>
    public async Task SetLinkAsync(string link, string condition, CancellationToken stop)
    {
        if (link == "sim" && modem is not null)
        {
            LinkConditions.Apply(modem, condition);
        }
        else
        {
            await hands.DoAsync($"bring {link} into the condition '{condition}'", stop);
        }
    }

    /// <inheritdoc/>
    public Task SetSignalAsync(string link, int levelDbm, CancellationToken stop)
    {
        LinkConditions.SetSignal(modem!, levelDbm);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SetAccessPointAsync(AccessPointStep access, CancellationToken stop) => hands.DoAsync(
        $"set the access point to '{access.Ssid}', passphrase '{access.Passphrase}'", stop);

    /// <inheritdoc/>
    public Task SetFaultsAsync(IReadOnlyList<FaultRule> rules, CancellationToken stop)
    {
        acquirer.Faults.Set(rules);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> PrefillAsync(IReadOnlyList<PrefillLine> lines, CancellationToken stop) =>
        Task.FromResult<string?>("a terminal's journal is not written from outside");

    /// <inheritdoc/>
    public Task<string?> TillAsync(TillStep step, CancellationToken stop) =>
        Task.FromResult<string?>("the till of a physical terminal is not played");

    /// <inheritdoc/>
    public Task<string?> SetMemoryAsync(bool isWorking, CancellationToken stop) =>
        Task.FromResult<string?>("a terminal's memory does not fail when asked to");

    /// <inheritdoc/>
    public Task<string?> SetBrokerAsync(BrokerMode mode, CancellationToken stop) =>
        Task.FromResult<string?>("a physical terminal's broker is its operator's");

    /// <inheritdoc/>
    public Task<DateTime> LocalNowAsync(CancellationToken stop) => Task.FromResult(DateTime.Now);

    /// <inheritdoc/>
    public Task<string?> SetClockAsync(ClockMove move, CancellationToken stop) =>
        Task.FromResult<string?>("a terminal's clock is not set from outside");

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> AskAsync(string line, CancellationToken stop) =>
        console.AskAsync(line, stop);

    /// <inheritdoc/>
    public async Task<Sight> LookAsync(Expectation asked, CancellationToken stop)
    {
        await Task.Delay(LookMs, stop);
        IReadOnlyList<LedgerPayment> ledger = acquirer.Api.Ledger.Snapshot().Payments;
        if (_isCut)
        {
            return new Sight("", 0, "none", [], [], ledger, Volatile.Read(ref _requests));
        }

        string screen = await ScreenAsync(stop);
        int waiting = asked.Waiting is null ? 0 : await WaitingAsync(stop);
        string active = asked.Active is null ? ""
            : ConsoleLine.Value(await console.DoAsync("status", stop), "active");
        IReadOnlyList<string> faults = asked.Faults.Count == 0 ? [] : await FaultsAsync(stop);
        IReadOnlyList<JournalRow> journal = asked.Journal is null ? []
            : [.. (await JournalAsync(stop)).Where(row => !_before.Contains(row.UniqueId))];
        string telemetry = asked.Telemetry is null ? ""
            : ConsoleLine.Value(await console.DoAsync("fleet", stop), "state");
        return new Sight(
            screen, waiting, active, faults, journal, ledger, Volatile.Read(ref _requests), Telemetry: telemetry);
    }

    private static string Name(Key key) => key <= Key.Digit9
        ? ((int)key).ToString(CultureInfo.InvariantCulture) : key.ToString().ToLowerInvariant();

    private async Task<string> ScreenAsync(CancellationToken stop)
    {
        IReadOnlyList<string> rows = await console.DoAsync("screen", stop);
        string screen = string.Join(' ', rows.Select(row => row[(row.IndexOf(' ') + 1)..]));
        if (screen.Length > 0 && screen != _screen)
        {
            _screen = screen;
            Shown?.Invoke(screen);
        }

        return screen;
    }

    private async Task<int> WaitingAsync(CancellationToken stop) => int.Parse(
        ConsoleLine.Value(await console.DoAsync("queue", stop), "waiting"), CultureInfo.InvariantCulture);

    private async Task<bool> IsSellingAsync(CancellationToken stop) =>
        ConsoleLine.Value(await console.DoAsync("status", stop), "sale_under_way") == "yes";

    private async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken stop)
    {
        IReadOnlyList<string> rows = await console.DoAsync("faults", stop);
        return [.. new[] { "sim", "wifi", "service", "hold" }
            .Select(key => ConsoleLine.Value(rows, key)).Where(code => code is not ("" or "none"))];
    }

    private async Task<IReadOnlyList<JournalRow>> JournalAsync(CancellationToken stop)
    {
        IReadOnlyList<string> rows = await console.AskAsync("journal all", stop);
        if (rows[^1] != "OK")
        {
            // The console has closed itself, or the terminal has restarted.
            await UnlockAsync(stop);
            rows = [.. await console.DoAsync("journal all", stop), "OK"];
        }

        return [.. rows.SkipLast(1).Select(HilJournal.Read).Reverse()];
    }

    // What is still to be delivered is delivered to the rig, so that no scenario inherits it.
    private Task EmptyAsync(CancellationToken stop) => UntilAsync(
        async () => await WaitingAsync(stop) == 0, EmptyPatience, "deliver what waits", stop);

    private async Task UnlockAsync(CancellationToken stop) => await console.DoAsync($"pin {pin}", stop);

    private void RestartModem()
    {
        modem?.SetSupply(true);
        modem?.PowerOnNow();
    }

    private static async Task UntilAsync(
        Func<Task<bool>> holds, TimeSpan patience, string what, CancellationToken stop)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(start) > patience)
            {
                throw new HilException(
                    $"the terminal did not {what} within {patience.TotalSeconds:0} s");
            }

            await Task.Delay(100, stop);
        }
    }

    private void OnExchange(Exchange exchange)
    {
        Interlocked.Increment(ref _requests);
        Exchanged?.Invoke(exchange);
    }
}
