using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Fleet;

/// <summary>TLS over one link of one terminal of a fleet: a way with a delay, and an acquirer.</summary>
public sealed class FleetTransport(
    SimTime time, FleetAcquirer acquirer, int roundTripMs, Action changed) : ITransport
{
    private const int RoundTrips = 4;
    private const int RefusedRoundTrips = 2;
    private readonly Queue<byte[]> _answers = new();
    private int _at;
    private long _answerMs;
    private int _epoch;

    /// <inheritdoc/>
    public TransportState State { get; private set; }

    /// <inheritdoc/>
    public FaultCode Fault { get; private set; }

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        Close();
        State = TransportState.Connecting;
        if (acquirer is { IsOut: true, IsRefusing: true })
        {
            After(roundTripMs * RefusedRoundTrips, () =>
            {
                acquirer.Connect();
                Fault = FaultCode.ConnectionRefused;
                State = TransportState.Failed;
            });
            return true;
        }

        After(roundTripMs * RoundTrips, () =>
        {
            acquirer.Connect();
            State = TransportState.Open;
        });
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        if (!_answers.TryPeek(out byte[]? answer))
        {
            return 0;
        }

        int count = Math.Min(capacity, answer.Length - _at);
        Buffer.BlockCopy(answer, _at, buffer, offset, count);
        _at += count;
        if (_at == answer.Length)
        {
            _answers.Dequeue();
            _at = 0;
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        byte[] request = buffer.AsSpan(offset, count).ToArray();
        After(roundTripMs / 2, () =>
        {
            if (acquirer is { IsOut: true, IsRefusing: true })
            {
                Fault = FaultCode.ConnectionLost;
                State = TransportState.Failed;
                return;
            }

            (byte[] answer, int afterMs) = acquirer.Answer(request);

            // Answers keep the order of their requests.
            _answerMs = Math.Max(_answerMs, time.NowMs + afterMs + (roundTripMs / 2));
            After((int)(_answerMs - time.NowMs), () => _answers.Enqueue(answer));
        });
        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _epoch++;
        _answers.Clear();
        _answerMs = 0;
        _at = 0;
        Fault = FaultCode.None;
        State = TransportState.Closed;
    }

    private void After(int ms, Action action)
    {
        int epoch = _epoch;
        time.After(ms, () =>
        {
            if (epoch == _epoch)
            {
                action();
                changed();
            }
        });
    }
}
