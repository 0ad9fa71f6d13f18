using Terminal.Agent.Diagnostics;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// The one table of lines that mean something whenever they come, and who is told of each. Those
/// that change the driver's state at once stand in the driver.
/// </summary>
public sealed class UrcTable
{
    private readonly AtChannel _channel;
    private readonly AtChat _chat;
    private readonly ModemScripts _scripts;
    private readonly ModemFacts _facts;
    private readonly ModemCertificate _certificate;
    private readonly TlsSequence _tls;
    private readonly ModemSocket _socket;
    private readonly CellularSettings _settings;
    private readonly IEventSink _events;
    private readonly byte[] _lengthWord = ByteCodec.Ascii("LEN,");
    private readonly byte[] _dataWord = ByteCodec.Ascii("DATA");

    /// <summary>See <see cref="ModemDriver"/> for the parts.</summary>
    public UrcTable(
        AtChannel channel,
        AtChat chat,
        ModemScripts scripts,
        ModemFacts facts,
        ModemCertificate certificate,
        TlsSequence tls,
        ModemSocket socket,
        CellularSettings settings,
        IEventSink events)
    {
        _channel = channel;
        _chat = chat;
        _scripts = scripts;
        _facts = facts;
        _certificate = certificate;
        _tls = tls;
        _socket = socket;
        _settings = settings;
        _events = events;
    }

    /// <summary>Takes the line in the channel.</summary>
    /// <param name="token">What it is.</param>
    /// <param name="state">The driver's state.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>
    /// What it is for the command that is being carried out; None when that has nothing to learn.
    /// </returns>
    public AtToken Take(AtToken token, ModemState state, long nowMs)
    {
        switch (token)
        {
            case AtToken.Error:
                OnRefused();
                return token;
            case AtToken.CmeError:
                _facts.Take(token, nowMs);
                OnRefused();
                return token;
            case AtToken.Unknown:
                return _facts.TakeText(_chat.Current);
            case AtToken.Sim:
            case AtToken.SimNotInserted:
            case AtToken.Signal:
            case AtToken.ExtendedSignal:
            case AtToken.Registration:
            case AtToken.Operator:
            case AtToken.Clock:
            case AtToken.Context:
            case AtToken.Address:
            case AtToken.Iccid:
            case AtToken.Firmware:
                _facts.Take(token, nowMs);
                return token;
            case AtToken.Certificate:
                _certificate.OnListed();
                return token;
            case AtToken.ServiceStart:
                return _channel.Number(0) == 0 ? token : AtToken.None;
            case AtToken.ServiceStop:
                _tls.OnStopped(state);
                return token;
            case AtToken.ServiceLost:
                _tls.OnStopped(state);
                return AtToken.None;
            case AtToken.SessionOpen:
                _socket.OnOpenResult(_channel.Number(1));
                return AtToken.None;
            case AtToken.SessionClose:
                _socket.OnCloseResult();
                return AtToken.None;
            case AtToken.SessionSend:
                _socket.OnSendResult(_channel.Number(1));
                return AtToken.None;
            case AtToken.SessionEvent:
                _socket.OnEvent();
                return AtToken.None;
            case AtToken.PeerClosed:
            case AtToken.ReceiveClosed:
                _socket.OnPeerClosed();
                return AtToken.None;
            case AtToken.SessionReceive:
                return OnReceive();
            default:
                return token;
        }
    }

    // LEN,<count>,<count> or DATA,<session>,<count> or <session>,<error>.
    private AtToken OnReceive()
    {
        byte[] buffer = _channel.Buffer;
        int offset = _channel.LineOffset;
        int length = _channel.LineLength;
        int end = offset + length;
        int at = AtFields.Find(buffer, offset, length, 0);
        if (IsWordAt(buffer, at, end, _lengthWord))
        {
            _socket.OnLength(AtFields.NumberAt(buffer, at + _lengthWord.Length, end));
            return AtToken.SessionReceive;
        }

        if (IsWordAt(buffer, at, end, _dataWord))
        {
            _socket.OnData(_channel.Number(2));
            return AtToken.None;
        }

        return _socket.OnReceiveResult(_channel.Number(1)) ? AtToken.Raw : AtToken.None;
    }

    private static bool IsWordAt(byte[] buffer, int at, int end, byte[] word) =>
        at >= 0 && buffer[at] == word[0] && end - at >= word.Length
        && ByteCodec.Same(buffer, at, word, 0, word.Length);

    private void OnRefused()
    {
        if (_chat.Current == _scripts.Dates)
        {
            _events.Add(EventKind.CertificateDatesUnchecked, (int)_settings.Model, 0);
        }
    }
}
