using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Till;

/// <summary>
/// The till's link: a part above the agent, off unless a setting says otherwise. While it is off
/// it listens to nobody.
/// </summary>
public sealed class TillLink : IAgentPart
{
    private readonly ITillPort _port;
    private readonly TillSettings _settings;
    private readonly TillDesk _desk;
    private readonly TillChannel[] _channels;
    private readonly TillLine _line;
    private readonly ReceiptPrinter _printer;
    private readonly uint[] _allowed = new uint[Limits.TillAddressesMax];
    private bool _isListening;

    /// <summary>Builds it on an agent: everything that it will ever allocate.</summary>
    public TillLink(Agent agent, Board board)
    {
        _port = board.Till;
        _settings = agent.Settings.Till;
        int count = _port == null ? 0 : _port.ChannelCount;
        _desk = new TillDesk(agent, board.Clock, count + 1);
        var frames = new TillFrames(agent.Settings);
        var writer = new TillWriter(Limits.TillAnswerBytesMax);
        var input = new byte[Limits.TillInBytes];
        _channels = new TillChannel[count];
        for (int i = 0; i < count; i++)
        {
            _channels[i] = new TillChannel(_port, i, _desk, frames, writer, input);
            _desk.Add(_channels[i]);
        }

        _line = new TillLine(board, agent.Settings, _desk, writer);
        _desk.Add(_line);
        _printer = new ReceiptPrinter(agent, _line);
    }

    /// <summary>The console's share of its line, which a till may have too.</summary>
    public ISerialPort Console => _line.Console;

    /// <summary>The till's end of that line.</summary>
    public TillLine Line => _line;

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        int lineMs = _line.Step(nowMs);
        int printerMs = _printer.Step();
        lineMs = printerMs < lineMs ? printerMs : lineMs;
        int waitMs = Limits.IdleStepMs;
        if (_settings.IsOn)
        {
            waitMs = StepChannels(nowMs);
        }
        else if (_isListening)
        {
            Stop(nowMs);
        }

        if (_settings.IsOn || _line.IsShared)
        {
            int deskMs = _desk.Step(nowMs);
            waitMs = deskMs < waitMs ? deskMs : waitMs;
        }

        return lineMs < waitMs ? lineMs : waitMs;
    }

    private int StepChannels(long nowMs)
    {
        if (_channels.Length == 0)
        {
            return Limits.IdleStepMs;
        }

        _isListening = true;
        _port.Listen(_settings.Port);
        bool isBusy = false;
        int allowed = Ipv4List.Read(
            _settings.Addresses, _settings.AddressesLength, _allowed);
        for (int i = 0; i < _channels.Length; i++)
        {
            _channels[i].Step(_allowed, allowed, nowMs);
            isBusy |= !_channels[i].IsFree;
        }

        return isBusy ? Limits.TillStepMs : Limits.IdleStepMs;
    }

    private void Stop(long nowMs)
    {
        _isListening = false;
        for (int i = 0; i < _channels.Length; i++)
        {
            _channels[i].Drop(nowMs);
        }

        _port.Listen(0);
    }
}
