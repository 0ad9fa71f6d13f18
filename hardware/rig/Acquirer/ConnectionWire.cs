// The bytes of one connection between TLS and HTTP, where an answer can be cut, doubled, dripped
// or replaced and a request can end too early, without the web server knowing. One request is in
// progress at a time on HTTP/1.1, so the handler arms the wire for the answer that it is about
// to give and reads afterwards what became of it.

using System.IO.Pipelines;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// The wire of a connection: what the web server reads and writes goes through it.
/// </summary>
internal sealed class ConnectionWire : IDuplexPipe
{
    private readonly ShapedWriter _output;
    private readonly CuttableReader _input;

    public ConnectionWire(IDuplexPipe inner, AcquirerFaults faults, Action reset)
    {
        _output = new ShapedWriter(inner.Output);
        _input = new CuttableReader(inner.Input, faults, Cut);

        void Cut(FaultRule rule)
        {
            _output.Silence();
            if (rule.Reset)
            {
                reset();
            }
        }
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    /// <summary>Bytes of the answer that went out.</summary>
    public long SentBytes => _output.SentBytes;

    /// <summary>Says how the next answer's bytes are to travel.</summary>
    public void Arm(FaultPlan plan) => _output.Arm(plan);

    /// <summary>Sends the whole answer once more.</summary>
    public ValueTask RepeatAsync() => _output.RepeatAsync();

    /// <summary>The answer is complete: what comes now belongs to the next request.</summary>
    public void NextRequest() => _input.NextRequest();
}
