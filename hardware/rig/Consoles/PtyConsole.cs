using Terminal.Agent.Ports;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Consoles;

/// <summary>A terminal's console on a pseudo-terminal, for picocom, minicom and tests (Linux).</summary>
public sealed class PtyConsole : IAsyncDisposable
{
    private readonly PseudoTerminal _terminal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    /// <summary>Opens a pseudo-terminal for a console.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public PtyConsole(ISerialPort console)
    {
        _listening = ConsoleBridge.ListenAsync(console, _terminal.Stream, () => { }, _stop.Token);

        // A read of a pseudo-terminal cannot be cancelled, so it has a thread that ends with the process.
        var typing = new Thread(() => Type(console)) { IsBackground = true, Name = "console pty" };
        typing.Start();
    }

    /// <summary>What a serial program opens, such as /dev/pts/3.</summary>
    public string Name => _terminal.Name;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private void Type(ISerialPort console)
    {
        byte[] buffer = new byte[256];
        try
        {
            for (; ; )
            {
                int count = _terminal.Stream.Read(buffer, 0, buffer.Length);
                for (int at = 0; at < count;)
                {
                    int accepted = console.Write(buffer, at, count - at);
                    at += accepted;
                    if (accepted == 0)
                    {
                        Thread.Sleep(1);
                    }
                }
            }
        }
        catch (IOException)
        {
            // The pseudo-terminal is gone, and so is whoever typed.
        }
    }
}
