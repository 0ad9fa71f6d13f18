using System.Diagnostics;
using System.Text;
using Terminal.Agent.Ports;
using Terminal.Rig.Consoles;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>A technician at a serial program: opens the pseudo-terminal by its name, types, reads.</summary>
internal sealed class PtyTechnician : IAsyncDisposable
{
    private readonly PtyConsole _pty;
    private readonly FileStream _far;
    private readonly StringBuilder _said = new();
    private readonly Lock _lock = new();

    public PtyTechnician(ISerialPort console)
    {
        _pty = new PtyConsole(console);
        _far = new FileStream(_pty.Name, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        new Thread(Read) { IsBackground = true }.Start();
    }

    /// <summary>Commands asked so far.</summary>
    public int Commands { get; private set; }

    public string Said
    {
        get
        {
            lock (_lock)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Types a command and waits for its end.</summary>
    /// <returns>The answer's rows, OK or ERR last.</returns>
    public async Task<string[]> AskAsync(string command, int withinMs = 180_000)
    {
        int from = Said.Length;
        Commands++;
        byte[] bytes = Encoding.UTF8.GetBytes(command + "\r");
        _far.Write(bytes, 0, bytes.Length);
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < withinMs)
        {
            string[] rows = Said[from..].Split("\r\n")[..^1];
            int end = Array.FindIndex(rows, IsEnd);
            if (end > 0)
            {
                return rows[1..(end + 1)];
            }

            await Task.Delay(5);
        }

        throw new TimeoutException($"'{command}' had no answer: {Said[from..]}");
    }

    /// <summary>Asks, and expects OK.</summary>
    public async Task<string[]> DoAsync(string command, int withinMs = 180_000)
    {
        string[] rows = await AskAsync(command, withinMs);
        return rows[^1] == "OK" ? rows : throw new InvalidOperationException(
            command + ": " + string.Join(" | ", rows));
    }

    public async ValueTask DisposeAsync() => await _pty.DisposeAsync();

    private static bool IsEnd(string row) =>
        row == "OK" || row.StartsWith("ERR ", StringComparison.Ordinal);

    private void Read()
    {
        byte[] buffer = new byte[1024];
        try
        {
            int count;
            while ((count = _far.Read(buffer, 0, buffer.Length)) > 0)
            {
                lock (_lock)
                {
                    _said.Append(Encoding.UTF8.GetString(buffer, 0, count));
                }
            }
        }
        catch (IOException)
        {
            // The pseudo-terminal has been closed.
        }
    }
}
