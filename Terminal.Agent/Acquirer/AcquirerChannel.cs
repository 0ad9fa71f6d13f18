using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// The way to the acquirer: one connection over the link that carries payments, the request at
/// hand, and the requests that have followed it. It answers with a slot and what became of the
/// slot's request. Whoever drives it looks at what is so, never at what has changed: a connection
/// may open, answer or end inside any call, and on the board between any two.
/// </summary>
public sealed class AcquirerChannel
{
    private const int NoSlot = -1;

    private readonly LinkManager _links;
    private readonly AcquirerConnection _connection;
    private readonly Pipeline _pipeline = new Pipeline();

    // The slot of the request at hand; NoSlot while there is none.
    private int _slot = NoSlot;
    private RequestKind _request;
    private ILink _link;

    // True from Connect until the open connection has been taken note of.
    private bool _isProofDue;

    // After the end of a connection: true when the latest request had begun to leave.
    private bool _wasLatestBegun;

    /// <summary>Makes the channel; everything it needs is allocated here.</summary>
    public AcquirerChannel(LinkManager links)
    {
        _links = links;
        _connection = new AcquirerConnection(Answer);
    }

    /// <summary>The answer to the request at hand.</summary>
    public AcquirerResponse Answer { get; } = new AcquirerResponse();

    /// <summary>Payments of the backlog that are under way together.</summary>
    public Pipeline Pipeline => _pipeline;

    /// <summary>Where the connection stands.</summary>
    public ConnectionState State => _connection.State;

    /// <summary>The link that carries it; null for none.</summary>
    public ILink Link => _link;

    /// <summary>The slot whose request is at hand; -1 while there is none.</summary>
    public int Slot => _slot;

    /// <summary>What is asked about it.</summary>
    public RequestKind Request => _request;

    /// <summary>True while bytes wait to be sent.</summary>
    public bool IsSending => _connection.IsSending;

    /// <summary>Why the exchange at hand failed; None when it was answered.</summary>
    public FaultCode Fault => _connection.Fault;

    /// <summary>
    /// True while nothing moves by itself: no exchange, no connection in the making, and the link
    /// is still the one that carries payments.
    /// </summary>
    public bool IsAtRest
    {
        get
        {
            ConnectionState state = _connection.State;
            return (state == ConnectionState.Ready || state == ConnectionState.Closed)
                && _links.Active == _link;
        }
    }

    /// <summary>Changes with every stage of every exchange.</summary>
    public int Mark => (int)_connection.State + (_slot << 4) + (_pipeline.Count << 12)
        + ((int)_connection.BegunMs << 16);

    /// <summary>How the exchange at hand has ended.</summary>
    public ExchangeEnd End =>
        _connection.State == ConnectionState.Answered ? ExchangeEnd.Answered
        : _connection.IsStaleConnection ? ExchangeEnd.Stale
        : _connection.MayBeReceived ? ExchangeEnd.NoAnswer : ExchangeEnd.NotSent;

    /// <summary>True while one more request may follow the one at hand.</summary>
    public bool MayFollow => _pipeline.HasRoom && _connection.CanFollow;

    /// <summary>True while the connection, or one in the making, is over a link.</summary>
    public bool IsUsing(ILink link) =>
        _link == link && _connection.State != ConnectionState.Closed;

    /// <summary>
    /// True when the exchange at hand failed because its answer was longer than is taken.
    /// </summary>
    public bool IsTooLong =>
        _connection.State == ConnectionState.Failed && _connection.IsTooLong;

    /// <summary>Another sink takes the next body; null: the answer does.</summary>
    public void Use(IJsonSink sink) => _connection.Use(sink);

    /// <summary>Names the acquirer's host; takes effect with the next connection.</summary>
    public void SetHost(byte[] host, int hostLength, int port) =>
        _connection.SetHost(host, hostLength, port);

    /// <summary>Moves the connection on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        if (_isProofDue)
        {
            _connection.IsPatient = _links.IsLastHope(_link);
        }

        return _connection.Step(nowMs);
    }

    /// <summary>
    /// Of a connection that is ready: true once, because its certificate was verified.
    /// </summary>
    public bool TakeProof()
    {
        bool isDue = _isProofDue;
        _isProofDue = false;
        return isDue;
    }

    /// <summary>
    /// True when another link than the connection's carries payments now. An exchange that still
    /// has its link is not broken for a better one.
    /// </summary>
    public bool IsLinkLost => _links.Active != _link
        && (_connection.State != ConnectionState.Busy || !_links.IsUsable(_link));

    /// <summary>
    /// Takes the link that carries payments now. The connection over the old one ends; what it
    /// carried is for <see cref="TakeUnanswered"/> first.
    /// </summary>
    public void TakeLink()
    {
        _connection.Close();
        _link = _links.Active;
    }

    /// <summary>Begins to connect.</summary>
    public void Connect(long nowMs)
    {
        _isProofDue = true;
        _connection.Connect(_link.Transport, nowMs);
    }

    /// <summary>Sends the request at hand over a connection that is ready.</summary>
    public void Send(int slot, RequestKind request, RequestWriter writer, long nowMs)
    {
        _slot = slot;
        _request = request;
        _connection.Send(writer.Buffer, writer.Length, nowMs);
    }

    /// <summary>Sends the request that creates a payment behind the one at hand.</summary>
    public void Follow(int slot, RequestWriter writer)
    {
        _pipeline.Push(slot);
        _connection.Follow(writer.Buffer, writer.Length);
    }

    /// <summary>
    /// True when what is at hand has had its time while a customer waits since
    /// <paramref name="sinceMs"/>. Where connections take long the next one would take longer than
    /// the answer that is under way.
    /// </summary>
    public bool IsTooSlow(long sinceMs, long nowMs)
    {
        long begunMs = _connection.BegunMs;
        long waitedMs = nowMs - (_pipeline.Count > 0 && sinceMs < begunMs ? sinceMs : begunMs);
        return waitedMs >= Limits.LivePreemptMs && waitedMs >= _connection.ConnectedInMs;
    }

    /// <summary>
    /// The end of the exchange at hand has been dealt with: goes on to the request that followed,
    /// if its connection stands. Else what followed is for <see cref="TakeUnanswered"/>.
    /// </summary>
    /// <returns>The slot now at hand; -1 when there is none.</returns>
    public int Next(long nowMs)
    {
        _wasLatestBegun = _connection.IsLatestBegun;
        _connection.Acknowledge(nowMs);
        _slot = _connection.State == ConnectionState.Busy ? _pipeline.Pop() : NoSlot;
        return _slot;
    }

    /// <summary>The connection ends, whatever is under way.</summary>
    public void Drop()
    {
        _wasLatestBegun = _connection.IsLatestBegun;
        _connection.Close();
    }

    /// <summary>
    /// After the connection has gone: the next slot whose request has no answer, oldest first.
    /// </summary>
    /// <returns>-1 behind the last.</returns>
    public int TakeUnanswered()
    {
        int slot = _slot;
        _slot = NoSlot;
        if (slot != NoSlot)
        {
            return slot;
        }

        if (_pipeline.Count > 0)
        {
            _pipeline.Doubt();
            _request = RequestKind.Create;
            return _pipeline.Pop();
        }

        _pipeline.End();
        return NoSlot;
    }

    /// <summary>
    /// Of the slot that <see cref="TakeUnanswered"/> gave: true when no byte of its request has
    /// left. Only the latest request can be such a one.
    /// </summary>
    public bool IsUnsent => _pipeline.Count == 0 && !_wasLatestBegun;
}
