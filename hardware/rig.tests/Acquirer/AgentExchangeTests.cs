using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The exchange over a transport whose worker moves on at the worst moment.</summary>
public sealed class AgentExchangeTests
{
    private static readonly byte[] Host = "api.example"u8.ToArray();
    private static readonly byte[] Request = "GET / HTTP/1.1\r\n\r\n"u8.ToArray();

    [Fact]
    public void An_answer_that_comes_along_with_the_close_is_taken()
    {
        var transport = new LastMomentTransport(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        var answer = new AcquirerResponse();
        var exchange = new AcquirerConnection(answer);
        exchange.SetHost(Host, Host.Length, 443);
        exchange.Connect(transport, 0);
        exchange.Step(1);
        exchange.Step(2);
        Assert.Equal(ConnectionState.Ready, exchange.State);

        answer.Reset([], 0);
        exchange.Send(Request, Request.Length, 3);
        for (int ms = 4; ms < 10 && exchange.State == ConnectionState.Busy; ms++)
        {
            exchange.Step(ms);
        }

        Assert.Equal(ConnectionState.Answered, exchange.State);
        Assert.Equal(200, answer.HttpStatus);
    }

    // Once the request is out, the whole answer and the end of the connection arrive right after
    // somebody looked for bytes and found none.
    private sealed class LastMomentTransport(string answer) : ITransport
    {
        private readonly byte[] _answer = Encoding.ASCII.GetBytes(answer);
        private bool _isAsked;
        private bool _hasArrived;
        private bool _isTaken;

        public TransportState State { get; private set; }

        public FaultCode Fault => FaultCode.None;

        public bool Open(byte[] host, int hostLength, int port)
        {
            State = TransportState.Open;
            return true;
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            if (_hasArrived && !_isTaken)
            {
                _isTaken = true;
                _answer.CopyTo(buffer, offset);
                return _answer.Length;
            }

            if (_isAsked)
            {
                _hasArrived = true;
                State = TransportState.PeerClosed;
            }

            return 0;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            _isAsked = true;
            return count;
        }

        public void Close() => State = TransportState.Closed;
    }
}
