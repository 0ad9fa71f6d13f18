using System.Diagnostics;
using System.Text;

namespace Terminal.Rig.Tests;

/// <summary>The rig as a process of its own, as a user starts it.</summary>
internal sealed class RigProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private RigProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it has printed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts it.</summary>
    public static RigProcess Start(params string[] args) =>
        Start(Environment.CurrentDirectory, [Path.Combine(AppContext.BaseDirectory, "Terminal.Rig"), .. args]);

    /// <summary>Starts it as somebody in another folder does: `dotnet run --project`.</summary>
    public static RigProcess StartByProject(string folder, params string[] args)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Terminal.sln")))
        {
            root = root.Parent!;
        }

        string project = Path.Combine(root.FullName, "hardware", "rig");
        return Start(
            folder, ["dotnet", "run", "--no-build", "-c", Configuration, "--project", project, "--", .. args]);
    }

    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private static RigProcess Start(string folder, string[] command)
    {
        // Whoever started the tests may have had SIGINT ignored, which is inherited.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        return new RigProcess(Process.Start(start)!);
    }

    /// <summary>Types a line.</summary>
    public void Type(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-s", "INT", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has printed so much of a text, from the occurrence given on.</summary>
    public async Task UntilAsync(string text, int occurrence = 1, int withinMs = 180_000)
    {
        long start = Stopwatch.GetTimestamp();
        while (Said.Split(text).Length <= occurrence)
        {
            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > withinMs || _process.HasExited)
            {
                throw new TimeoutException($"'{text}' was not said: {Said}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(int withinMs = 180_000)
    {
        using var patience = new CancellationTokenSource(withinMs);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("it does not end: " + Said);
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        lock (_said)
        {
            _said.Append(line).Append('\n');
        }
    }
}
