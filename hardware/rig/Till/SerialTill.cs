using System.Diagnostics;
using System.Text;

namespace Terminal.Rig.Till;

/// <summary>
/// A till on a serial line as public ones are: ENQ, ACK, STX data ETX LRC, ACK, EOT, then the terminal's turn. Written
/// from the protocol's public facts, apart from the agent's own side.
/// </summary>
public sealed class SerialTill(Func<byte[], int> read, Action<byte[]> write)
{
    private const byte Stx = 2;
    private const byte Etx = 3;
    private const byte Eot = 4;
    private const byte Enq = 5;
    private const byte Ack = 6;
    private const byte Nak = 0x15;
    private const int AckMs = 2_000;

    private readonly Queue<byte> _received = new();

    /// <summary>Frames of the answer that are refused before one is taken.</summary>
    public int Refusals { get; set; }

    /// <summary>True: the answer is not acknowledged, as by a till that has been switched off.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Frames that were sent again because the terminal refused them.</summary>
    public int Repeats { get; private set; }

    /// <summary>The next LRC is wrong.</summary>
    public bool SpoilsNext { get; set; }

    /// <summary>LRC of a frame's data.</summary>
    public static byte Lrc(IEnumerable<byte> data) => data.Aggregate(Etx, (lrc, value) => (byte)(lrc ^ value));

    /// <summary>Asks and waits for the answer's data.</summary>
    /// <exception cref="TimeoutException">The terminal does not speak in time.</exception>
    public string Ask(string data, int answerMs)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(data);
        Bid();
        byte answer;
        do
        {
            byte lrc = (byte)(Lrc(bytes) ^ (SpoilsNext ? 0x40 : 0));
            SpoilsNext = false;
            write([Stx, .. bytes, Etx, lrc]);
            answer = Next(AckMs);
            Repeats += answer == Nak ? 1 : 0;
        }
        while (answer == Nak && Repeats < 5);
        if (answer != Ack)
        {
            throw new TimeoutException($"no ACK for the frame: {answer:X2}");
        }

        write([Eot]);
        return Answer(answerMs);
    }

    private void Bid()
    {
        // What is left of an earlier conversation is nobody's answer.
        byte[] rest = new byte[64];
        while (read(rest) > 0)
        {
        }

        _received.Clear();
        for (int i = 0; i < 3; i++)
        {
            write([Enq]);
            try
            {
                byte value = 0;
                while (value is not Ack and not Nak)
                {
                    // What the console says meanwhile is not meant for the till.
                    value = Next(AckMs);
                }

                if (value == Ack)
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                // Again.
            }

            write([Eot]);
            Thread.Sleep(1_000);
        }

        throw new TimeoutException("no ACK for ENQ");
    }

    private string Answer(int answerMs)
    {
        Until(Enq, answerMs);
        write([Ack]);
        while (true)
        {
            Until(Stx, AckMs);
            var data = new List<byte>();
            byte value;
            while ((value = Next(AckMs)) != Etx)
            {
                data.Add(value);
            }

            bool isWhole = Next(AckMs) == Lrc(data);
            if (LosesAnswer)
            {
                return Encoding.Latin1.GetString([.. data]);
            }

            if (isWhole && Refusals-- <= 0)
            {
                write([Ack]);
                Until(Eot, AckMs);
                return Encoding.Latin1.GetString([.. data]);
            }

            write([Nak]);
        }
    }

    // Everything else on the line means nothing to a till that waits.
    private void Until(byte wanted, int withinMs)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            byte value = Next(withinMs);
            if (value == wanted)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > withinMs)
            {
                throw new TimeoutException($"{wanted:X2} does not come");
            }
        }
    }

    private byte Next(int withinMs)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] buffer = new byte[64];
        while (_received.Count == 0)
        {
            int count = read(buffer);
            for (int i = 0; i < count; i++)
            {
                _received.Enqueue(buffer[i]);
            }

            if (count == 0)
            {
                if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > withinMs)
                {
                    throw new TimeoutException("the line is silent");
                }

                Thread.Sleep(1);
            }
        }

        return _received.Dequeue();
    }
}
