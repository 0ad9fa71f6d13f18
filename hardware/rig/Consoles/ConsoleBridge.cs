using Terminal.Agent.Ports;

namespace Terminal.Rig.Consoles;

/// <summary>Carries bytes between a terminal's console and a stream, both ways, until it is stopped.</summary>
public static class ConsoleBridge
{
    private const int PollMs = 5;

    /// <summary>Carries what the terminal says to a stream.</summary>
    public static async Task ListenAsync(ISerialPort console, Stream output, Action said, CancellationToken stop)
    {
        byte[] buffer = new byte[1024];
        while (!stop.IsCancellationRequested)
        {
            int count = console.Read(buffer, 0, buffer.Length);
            if (count == 0)
            {
                await Task.Delay(PollMs, stop);
                continue;
            }

            await output.WriteAsync(buffer.AsMemory(0, count), stop);
            await output.FlushAsync(stop);
            said();
        }
    }

    /// <summary>Carries a stream's bytes to the terminal; ends at the stream's end.</summary>
    public static async Task TypeAsync(Stream input, ISerialPort console, CancellationToken stop)
    {
        byte[] buffer = new byte[1024];
        int count;
        while ((count = await input.ReadAsync(buffer, stop)) > 0)
        {
            await TypeAsync(buffer.AsMemory(0, count), console, stop);
        }
    }

    /// <summary>Hands bytes over as the line takes them.</summary>
    public static async Task TypeAsync(ReadOnlyMemory<byte> bytes, ISerialPort console, CancellationToken stop)
    {
        byte[] all = bytes.ToArray();
        for (int at = 0; at < all.Length;)
        {
            int accepted = console.Write(all, at, all.Length - at);
            at += accepted;
            if (accepted == 0)
            {
                await Task.Delay(PollMs, stop);
            }
        }
    }
}
