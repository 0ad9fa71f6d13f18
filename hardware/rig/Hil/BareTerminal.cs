using System.Net.Sockets;
using Terminal.Agent.Settings;
using Terminal.Firmware;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Firmware.Chips;
using AgentPorts = Terminal.Agent.Ports;

namespace Terminal.Rig.Hil;

/// <summary>
/// The board with the whole firmware on it and nothing around it: its three serial lines go outside,
/// as on a physical terminal. Files and FRAM survive a power cut.
/// </summary>
/// <param name="rootPem">Root certificate on the internal drive.</param>
/// <param name="resolve">Where WiFi reaches a host; null is nowhere.</param>
/// <param name="console">COM1.</param>
/// <param name="modem">COM2.</param>
/// <param name="reader">COM3.</param>
public sealed class BareTerminal(
    byte[] rootPem, Func<string, int, (string Host, int Port)?> resolve,
    AgentPorts.ISerialPort console, AgentPorts.ISerialPort modem, AgentPorts.ISerialPort reader)
    : IDisposable
{
    private const int AdvanceMs = 5;

    private readonly FlashFiles _files = new();
    private readonly MemoryNvram _nvram = new();
    private readonly VirtualWifi _wifi = new(VirtualClock.RealTime());
    private readonly Lock _power = new();
    private FirmwareBoard? _board;
    private Thread? _thread;

    /// <summary>An exception that got out of the firmware: always a defect.</summary>
    public Exception? Crash { get; private set; }

    /// <summary>Provisions it as the rig's terminals are.</summary>
    public void Provision()
    {
        _files.Write(BoardFiles.RootCertificate, rootPem);
        TestBoard.Provision(_files.Settings, Fill);
    }

    /// <summary>Switches on; nothing happens when it is on.</summary>
    public void PowerOn()
    {
        lock (_power)
        {
            if (_board is null)
            {
                Start();
            }
        }
    }

    /// <summary>Pulls the plug.</summary>
    public void CutPower()
    {
        Thread? thread;
        lock (_power)
        {
            _board?.Cut();
            _board = null;
            thread = _thread;
        }

        thread?.Join(TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc/>
    public void Dispose() => CutPower();

    private void Fill(TerminalSettings settings) => TestBoard.FillForRig(settings, _wifi);

    private void Start()
    {
        FirmwareBoard? made = null;
        var keypad = new KeypadChip(isHigh => made?.Drive(Wiring.KeypadInterrupt, isHigh));
        made = new FirmwareBoard(
            _files,
            [new FramChip(_nvram), new DisplayChip(new VirtualDisplay()), keypad],
            _wifi,
            new Dictionary<string, BoardLine>
            {
                ["COM1"] = new(console),
                ["COM2"] = new(modem),
                ["COM3"] = new(reader),
            },
            resolve);
        FirmwareBoard board = made;
        _board = board;
        _thread = new Thread(() => Run(board)) { IsBackground = true, Name = "firmware" };
        _thread.Start();
        new Thread(() => Advance(board)) { IsBackground = true, Name = "board" }.Start();
    }

    private void Run(FirmwareBoard board)
    {
        bool isRestarting = false;
        try
        {
            BoardSource.Give(board);
            global::Terminal.Firmware.Program.Main();
        }
        catch (PowerCutException)
        {
            // As if nothing had been.
        }
        catch (RestartException)
        {
            isRestarting = true;
        }
        catch (Exception e)
        {
            Crash = e;
        }

        board.Cut();
        lock (_power)
        {
            if (isRestarting && _board == board)
            {
                Start();
            }
        }
    }

    private void Advance(FirmwareBoard board)
    {
        while (ReferenceEquals(Volatile.Read(ref _board), board))
        {
            board.Advance();
            Thread.Sleep(AdvanceMs);
        }
    }
}
