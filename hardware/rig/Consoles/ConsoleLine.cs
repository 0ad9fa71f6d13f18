// The technician's console of a terminal on a serial line, spoken as a person would: type a line,
// read rows up to OK or ERR. What the terminal says unasked (the banner of a start) is noticed by
// whoever asked for it. A line that was cut by a restart is answered by nobody, so every question
// has a time.

using System.Diagnostics;
using System.Text;

namespace Terminal.Rig.Consoles;

/// <summary>Asks a terminal's console; one question at a time.</summary>
public sealed class ConsoleLine : IDisposable
{
    /// <summary>How the console greets after a start.</summary>
    public const string Banner = "console=ready";

    private const int PollMs = 3;
    private const byte ForgetLine = 0x15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly Stream _stream;
    private readonly Lock _gate = new();
    private readonly List<string> _rows = [];
    private readonly Thread _reader;
    private int _banners;
    private volatile bool _isGone;

    /// <summary>Listens to a line, which it closes in the end.</summary>
    public ConsoleLine(Stream stream)
    {
        _stream = stream;

        // A read of a serial line cannot be cancelled; the thread ends with the stream or the process.
        _reader = new Thread(Read) { IsBackground = true, Name = "console" };
        _reader.Start();
    }

    /// <summary>Starts of the terminal that were seen.</summary>
    public int Banners => Volatile.Read(ref _banners);

    /// <summary>Asks, and wants OK.</summary>
    /// <returns>The answer's rows without the last.</returns>
    /// <exception cref="ConsoleException">No answer, or an error; the message says which.</exception>
    public async Task<IReadOnlyList<string>> DoAsync(string command, CancellationToken stop)
    {
        IReadOnlyList<string> rows = await AskAsync(command, stop);
        return rows[^1] == "OK" ? [.. rows.SkipLast(1)]
            : throw new ConsoleException($"'{Shown(command)}' was answered: {rows[^1]}");
    }

    /// <summary>Asks.</summary>
    /// <returns>The answer's rows, OK or ERR last.</returns>
    /// <exception cref="ConsoleException">There was no answer.</exception>
    public async Task<IReadOnlyList<string>> AskAsync(string command, CancellationToken stop)
    {
        await SendAsync(command, stop);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience && !_isGone)
        {
            if (Answer() is { } rows)
            {
                return rows;
            }

            await Task.Delay(PollMs, stop);
        }

        throw new ConsoleException(
            $"the console did not answer '{Shown(command)}'; "
            + "is the terminal on, at 115200 baud, on this line?");
    }

    /// <summary>Restarts the terminal and waits until it greets: its OK may go down with it.</summary>
    /// <exception cref="ConsoleException">It refuses, or does not come back.</exception>
    public async Task RestartAsync(CancellationToken stop)
    {
        int before = Banners;
        await SendAsync("reboot", stop);
        long start = Stopwatch.GetTimestamp();
        while (Banners == before)
        {
            if (Answer() is [.., var last] && last != "OK")
            {
                throw new ConsoleException($"'reboot' was answered: {last}");
            }

            if (_isGone || Stopwatch.GetElapsedTime(start) > StartPatience)
            {
                throw new ConsoleException("the terminal did not come back from a restart");
            }

            await Task.Delay(PollMs, stop);
        }
    }

    /// <summary>The value behind a key in an answer's rows, or empty.</summary>
    public static string Value(IEnumerable<string> rows, string key) =>
        rows.SelectMany(row => row.Split(' '))
            .Where(word => word.StartsWith(key + "=", StringComparison.Ordinal))
            .Select(word => word[(key.Length + 1)..].Trim('"')).FirstOrDefault() ?? "";

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private async Task SendAsync(string command, CancellationToken stop)
    {
        lock (_gate)
        {
            _rows.Clear();
        }

        byte[] line = [ForgetLine, .. Encoding.UTF8.GetBytes(command), (byte)'\r'];
        try
        {
            await _stream.WriteAsync(line, stop);
            await _stream.FlushAsync(stop);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or TimeoutException)
        {
            throw new ConsoleException($"the console's line is gone: {e.Message}");
        }
    }

    // The first row is the echo of the question.
    private string[]? Answer()
    {
        lock (_gate)
        {
            int end = _rows.FindIndex(row => row == "OK" || row.StartsWith("ERR ", StringComparison.Ordinal));
            return end < 0 ? null : [.. _rows.Take(end + 1).Skip(end > 0 ? 1 : 0)];
        }
    }

    // Nothing that is secret goes into a message.
    private static string Shown(string command) => command.Split(' ')[0];

    private void Read()
    {
        var decoder = Encoding.UTF8.GetDecoder();
        byte[] bytes = new byte[512];
        char[] characters = new char[512];
        var line = new StringBuilder();
        try
        {
            int count;
            while ((count = _stream.Read(bytes, 0, bytes.Length)) > 0)
            {
                int length = decoder.GetChars(bytes, 0, count, characters, 0);
                for (int i = 0; i < length; i++)
                {
                    Take(line, characters[i]);
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException
            or OperationCanceledException or TimeoutException or UnauthorizedAccessException)
        {
            // The line is closed, or its adapter was pulled out.
        }

        _isGone = true;
    }

    private void Take(StringBuilder line, char character)
    {
        if (character is not ('\r' or '\n'))
        {
            line.Append(character);
            return;
        }

        string row = line.ToString();
        line.Clear();
        if (row.Contains(Banner, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _banners);
        }
        else if (row.Length > 0)
        {
            lock (_gate)
            {
                _rows.Add(row);
            }
        }
    }
}
