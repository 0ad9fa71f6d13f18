using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Setup;

/// <summary>
/// What phones on the terminal's own network get: an address, one answer for every name, and the
/// page. Whoever asks another host is sent to the page, because that is how phones find a portal; a
/// form that another page sends is refused. All its room is allocated when it is built.
/// </summary>
public sealed class PhoneServer
{
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int WrongMethod = 405;
    private const int WrongType = 415;
    private const int ReadsPerStep = 4;

    private readonly IAccessPoint _point;
    private readonly PageView _view;
    private readonly TerminalSettings _settings;
    private readonly IPhoneForms _forms;
    private readonly PageWriter _writer;
    private readonly DhcpServer _addresses = new DhcpServer();
    private readonly PhoneChannel[] _channels;

    // The phone whose form was the last to be taken; 0: it has had, whole, the page that tells
    // what became of it.
    private uint _waiting;
    private long _toldMs;
    private readonly byte[] _question = new byte[Limits.PhoneDatagramBytes];
    private readonly byte[] _answer = new byte[Limits.PhoneDatagramBytes];

    private readonly byte[] _pageHead = ByteCodec.Ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
        + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
        + "script-src 'sha256-" + ScriptHash + "'; connect-src 'self'; img-src data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
        + "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
        + "Connection: close\r\n\r\n");

    private readonly byte[] _stateHead = ByteCodec.Ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\n"
        + "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");

    private readonly byte[] _portal = ByteCodec.Ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: application/captive+json\r\nCache-Control: no-store\r\n"
        + "Connection: close\r\n\r\n"
        + "{\"captive\":true,\"user-portal-url\":\"http://192.168.4.1/\"}");

    private readonly byte[] _redirect = ByteCodec.Ascii(
        "HTTP/1.1 302 Found\r\nLocation: http://192.168.4.1/\r\nCache-Control: no-store\r\n"
        + "Content-Length: 0\r\nConnection: close\r\n\r\n");

    private readonly byte[] _back = ByteCodec.Ascii(
        "HTTP/1.1 303 See Other\r\nLocation: /\r\nCache-Control: no-store\r\n"
        + "Content-Length: 0\r\nConnection: close\r\n\r\n");

    private readonly byte[] _status = ByteCodec.Ascii("HTTP/1.1 ");
    private readonly byte[] _refusal = ByteCodec.Ascii(
        " \r\nCache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    /// <summary>SHA-256 of <see cref="PageText.ScriptText"/>: no other script may run.</summary>
    public const string ScriptHash = "4TGRYkD0xxyD4wqUpKIvJvmV3OrhO5YrO+8kst84br0=";

    /// <summary>Builds it.</summary>
    public PhoneServer(
        IAccessPoint point, PageView view, TerminalSettings settings, IPhoneForms forms)
    {
        _point = point;
        _view = view;
        _settings = settings;
        _forms = forms;
        _writer = new PageWriter(view, new PageText());
        _channels = new PhoneChannel[point.ChannelCount];
        for (int i = 0; i < _channels.Length; i++)
        {
            _channels[i] = new PhoneChannel();
        }
    }

    /// <summary>Phones that have an address.</summary>
    public int PhoneCount(long nowMs) => _addresses.LeaseCount(nowMs);

    /// <summary>True once a phone has had the page.</summary>
    public bool IsPageSeen { get; private set; }

    /// <summary>
    /// True while the phone that sent the last form has yet to learn what became of it.
    /// </summary>
    public bool IsAwaited => _waiting != 0;

    /// <summary>True while the page that told it may still be on its way.</summary>
    public bool IsArriving(long nowMs) => nowMs - _toldMs < Limits.PhoneArriveMs;

    /// <summary>Serves whoever is there.</summary>
    public void Step(long nowMs)
    {
        int count = _point.Receive(PhoneService.Address, _question);
        if (count > 0)
        {
            count = _addresses.Answer(_question, count, _answer, nowMs);
            Reply(PhoneService.Address, count, _addresses.IsToAll);
        }

        count = _point.Receive(PhoneService.Name, _question);
        if (count > 0)
        {
            Reply(PhoneService.Name, DnsServer.Answer(_question, count, _answer), false);
        }

        for (int i = 0; i < _channels.Length; i++)
        {
            StepChannel(i, _channels[i], nowMs);
        }
    }

    private void Reply(PhoneService service, int count, bool isToAll)
    {
        if (count > 0)
        {
            _point.Reply(service, _answer, count, isToAll);
        }
    }

    private void StepChannel(int index, PhoneChannel channel, long nowMs)
    {
        PhoneChannelState state = _point.State(index);
        if (channel.Stage == PhoneStage.Free)
        {
            if (state == PhoneChannelState.Free)
            {
                return;
            }

            channel.Request.Reset();
            channel.Stage = PhoneStage.Reading;
            channel.UntilMs = nowMs + Limits.PhoneRequestMs;
        }

        bool isThere = state == PhoneChannelState.Open || state == PhoneChannelState.HalfClosed;
        if (!isThere || nowMs >= channel.UntilMs)
        {
            Close(index, channel);
            return;
        }

        if (channel.Stage == PhoneStage.Reading)
        {
            Read(index, channel, nowMs);
        }

        if (channel.Stage == PhoneStage.Sending)
        {
            Send(index, channel, nowMs);
        }
    }

    private void Read(int index, PhoneChannel channel, long nowMs)
    {
        for (int i = 0; i < ReadsPerStep; i++)
        {
            // The piece is free while nothing is sent.
            int count = _point.Read(index, channel.Piece, 0, channel.Piece.Length);
            if (count == 0)
            {
                return;
            }

            HttpResult result = channel.Request.Take(channel.Piece, 0, count);
            if (result != HttpResult.NeedMore)
            {
                channel.Stage = PhoneStage.Sending;
                channel.UntilMs = nowMs + Limits.PhoneAnswerMs;
                channel.SentBytes = 0;
                channel.PieceBytes = 0;
                channel.HasPage = false;

                // A passphrase may have come this way.
                System.Array.Clear(channel.Piece, 0, count);
                Route(index, channel, result, nowMs);
                return;
            }
        }
    }

    private void Route(int index, PhoneChannel channel, HttpResult result, long nowMs)
    {
        HttpRequest request = channel.Request;
        if (result == HttpResult.Refused)
        {
            Refuse(channel, request.Status);
        }
        else if (request.Host != HttpOrigin.Own)
        {
            Put(channel, _redirect);
        }
        else if (request.Method == HttpMethod.Post)
        {
            TakeForm(index, channel, request, nowMs);
        }
        else
        {
            Show(channel, request);
        }
    }

    private void TakeForm(int index, PhoneChannel channel, HttpRequest request, long nowMs)
    {
        if (request.Path < HttpPath.Join)
        {
            Refuse(channel, request.Path == HttpPath.Other ? NotFound : WrongMethod);
        }
        else if (request.Origin == HttpOrigin.Foreign)
        {
            Refuse(channel, Forbidden);
        }
        else if (!request.IsForm)
        {
            Refuse(channel, WrongType);
        }
        else
        {
            bool isTaken = _forms.Take(request.Path, request.Body, request.BodyLength, nowMs);
            _waiting = isTaken ? _point.PhoneAt(index) : _waiting;
            Put(channel, _back);
        }

        request.Reset();
    }

    private void Show(PhoneChannel channel, HttpRequest request)
    {
        switch (request.Path)
        {
            case HttpPath.Page:
                Put(channel, _pageHead);
                channel.HasPage = request.Method == HttpMethod.Get;
                channel.Cursor.Begin(
                    _view.State, request.Language < 0 ? _settings.Language : request.Language);
                IsPageSeen = true;
                break;
            case HttpPath.State:
                Put(channel, _stateHead);
                if (request.Method == HttpMethod.Get)
                {
                    channel.PieceBytes = ByteCodec.PutDecimal(
                        channel.Piece, channel.PieceBytes, _view.Version);
                }

                break;
            case HttpPath.Portal:
                Put(channel, _portal);
                break;
            case HttpPath.Other:
                Refuse(channel, NotFound);
                break;
            default:
                Refuse(channel, WrongMethod);
                break;
        }
    }

    private void Refuse(PhoneChannel channel, int status)
    {
        Put(channel, _status);
        channel.PieceBytes = ByteCodec.PutDecimal(channel.Piece, channel.PieceBytes, status);
        Put(channel, _refusal);
    }

    private static void Put(PhoneChannel channel, byte[] text) =>
        channel.PieceBytes = ByteCodec.Put(channel.Piece, channel.PieceBytes, text);

    // A piece each time round: the loop has more to do.
    private void Send(int index, PhoneChannel channel, long nowMs)
    {
        channel.SentBytes += _point.Write(
            index, channel.Piece, channel.SentBytes, channel.PieceBytes - channel.SentBytes);
        if (channel.SentBytes < channel.PieceBytes)
        {
            return;
        }

        channel.SentBytes = 0;
        channel.PieceBytes = channel.HasPage ? _writer.Write(channel.Cursor, channel.Piece) : 0;
        if (channel.PieceBytes == 0)
        {
            NoteSent(index, channel, nowMs);
            Close(index, channel);
        }
    }

    // A page that moves tells nothing yet, one that has been overtaken nothing any more.
    private void NoteSent(int index, PhoneChannel channel, long nowMs)
    {
        bool isTold = channel.HasPage && channel.Cursor.State == _view.State && !_view.IsMoving
            && _point.PhoneAt(index) == _waiting;
        if (isTold)
        {
            _waiting = 0;
            _toldMs = nowMs;
        }
    }

    private void Close(int index, PhoneChannel channel)
    {
        channel.Request.Reset();
        channel.Stage = PhoneStage.Free;
        _point.Close(index);
    }
}
