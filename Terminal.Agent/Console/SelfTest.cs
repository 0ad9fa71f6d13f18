using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>
/// Tests every part of the terminal in turn, step by step, while the loop goes on. Call
/// <see cref="Begin"/>, then <see cref="Step"/>; each time a part's result stands, take it and call
/// <see cref="Next"/>. To be used while no sale is under way.
/// </summary>
internal sealed class SelfTest
{
    private const int Pages = 8;
    private const int Columns = 128;
    private const int PatternBytes = 32;

    private static readonly byte[] PemBegin = ByteCodec.Ascii("-----BEGIN CERTIFICATE-----");

    private readonly Agent _agent;
    private readonly Board _board;
    private readonly DurableCell _cell;
    private readonly byte[] _pattern = new byte[Columns];
    private readonly byte[] _written = new byte[PatternBytes];
    private readonly byte[] _read = new byte[PatternBytes];
    private bool _hasBegun;
    private bool _isDisplayGood;
    private int _keyCount;
    private long _deadlineMs;

    /// <summary>Makes the self-test of an agent and its board.</summary>
    public SelfTest(Agent agent, Board board)
    {
        _agent = agent;
        _board = board;
        _cell = new DurableCell(board.Nvram, DurableCell.SelfTest);
        Part = SelfTestPart.End;
    }

    /// <summary>The part under test; End when there is none.</summary>
    public SelfTestPart Part { get; private set; }

    /// <summary>What was found of it.</summary>
    public SelfTestResult Result { get; private set; }

    /// <summary>The code that goes with a failure; None otherwise.</summary>
    public FaultCode Code { get; private set; }

    /// <summary>Begins with the first part.</summary>
    public void Begin()
    {
        Part = SelfTestPart.Nvram;
        Clear();
    }

    /// <summary>Goes on to the next part.</summary>
    public void Next()
    {
        Part = Part == SelfTestPart.End ? Part : Part + 1;
        Clear();
    }

    /// <summary>Gives up; display and reader are put back.</summary>
    public void Stop(long nowMs)
    {
        if (Part == SelfTestPart.Display && _hasBegun)
        {
            ShowScreen();
        }
        else if (Part == SelfTestPart.Reader && _hasBegun && _agent.Sale.IsIdle)
        {
            _agent.Reader.Cancel();
            _agent.Reader.Step(nowMs);
        }

        Part = SelfTestPart.End;
    }

    /// <summary>Works on the part under test.</summary>
    public SelfTestResult Step(long nowMs)
    {
        if (Result != SelfTestResult.Running)
        {
            return Result;
        }

        switch (Part)
        {
            case SelfTestPart.Nvram:
                TestNvram();
                break;
            case SelfTestPart.Display:
                TestDisplay(nowMs);
                break;
            case SelfTestPart.Keypad:
                TestKeypad(nowMs);
                break;
            case SelfTestPart.Reader:
                TestReader(nowMs);
                break;
            case SelfTestPart.Modem:
                End(_agent.Links.Sim.Fault);
                break;
            case SelfTestPart.Wifi:
                TestWifi();
                break;
            case SelfTestPart.Clock:
                End(_board.Clock.UtcSeconds >= Limits.ClockFloorS
                    ? FaultCode.None : FaultCode.ClockUnknown);
                break;
            case SelfTestPart.Certificate:
                End(HasCertificate() ? FaultCode.None : FaultCode.CertificateRefused);
                break;
            case SelfTestPart.Acquirer:
                TestAcquirer(nowMs);
                break;
            default:
                Result = SelfTestResult.Skipped;
                break;
        }

        return Result;
    }

    private void Clear()
    {
        Result = SelfTestResult.Running;
        Code = FaultCode.None;
        _hasBegun = false;
    }

    private void End(FaultCode code)
    {
        Code = code;
        Result = code == FaultCode.None ? SelfTestResult.Passed : SelfTestResult.Failed;
    }

    // Nothing is written to a memory whose layout is not this firmware's.
    private void TestNvram()
    {
        TransactionJournal journal = _agent.Journal;
        if (!journal.IsWritable)
        {
            End(journal.Mounted == MountResult.WrongSize ? FaultCode.NvramWrongSize
                : journal.Mounted == MountResult.NewerVersion
                    ? FaultCode.JournalNewer : FaultCode.NvramSilent);
            return;
        }

        _cell.Load(_read);
        for (int i = 0; i < PatternBytes; i++)
        {
            _written[i] = (byte)_board.Random.Next();
        }

        bool isKept = _cell.Store(_written, 0, PatternBytes)
            && _cell.Load(_read) == PatternBytes
            && ByteCodec.Same(_written, 0, _read, 0, PatternBytes);
        End(!isKept ? FaultCode.NvramSilent
            : journal.DamagedCount > 0 ? FaultCode.JournalDamaged
            : journal.IsFull ? FaultCode.JournalFull : FaultCode.None);
    }

    private void TestDisplay(long nowMs)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _isDisplayGood = true;
            _deadlineMs = nowMs + Limits.SelfTestPatternMs;
            for (int i = 0; i < Columns; i++)
            {
                _pattern[i] = (byte)((i & 1) == 0 ? 0xAA : 0x55);
            }

            for (int page = 0; page < Pages; page++)
            {
                _isDisplayGood &= _board.Display.Show(page, 0, _pattern, 0, Columns, 1);
            }
        }
        else if (nowMs >= _deadlineMs)
        {
            ShowScreen();
            End(_isDisplayGood ? FaultCode.None : FaultCode.DisplaySilent);
        }
    }

    private void ShowScreen()
    {
        _isDisplayGood &= _board.Display.Show(0, 0, _agent.Painter.Frame, 0, Columns, Pages);
    }

    private void TestKeypad(long nowMs)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _keyCount = _agent.KeyCount;
            _deadlineMs = nowMs + Limits.SelfTestKeyMs;
        }
        else if (_agent.KeyCount != _keyCount)
        {
            End(FaultCode.None);
        }
        else if (nowMs >= _deadlineMs)
        {
            Result = SelfTestResult.Skipped;
        }
    }

    // The key that was pressed a moment ago may have begun a sale, which has the reader then.
    private void TestReader(long nowMs)
    {
        if (!_agent.Sale.IsIdle)
        {
            Result = SelfTestResult.Skipped;
            return;
        }

        if (!_hasBegun)
        {
            _hasBegun = true;
            _deadlineMs = nowMs + Limits.SelfTestReaderMs;
            _agent.Reader.Begin(Limits.AmountCentsMin, _agent.Settings.Currency);
        }

        _agent.Reader.Step(nowMs);
        bool isAnswered = _agent.Reader.IsAnswered;
        if (isAnswered || nowMs >= _deadlineMs)
        {
            _agent.Reader.Cancel();
            _agent.Reader.Step(nowMs);
            End(isAnswered ? FaultCode.None : FaultCode.ReaderSilent);
        }
    }

    private void TestWifi()
    {
        if (_agent.Settings.WifiProfileCount == 0)
        {
            Result = SelfTestResult.Skipped;
            Code = FaultCode.WifiNotConfigured;
            return;
        }

        FaultCode fault = _agent.Links.Wifi.Fault;
        End(_board.Wifi.State == WifiState.Joined ? FaultCode.None
            : fault == FaultCode.None ? FaultCode.AccessPointNotFound : fault);
    }

    private bool HasCertificate()
    {
        byte[] root = _agent.Anchors.Pem(_agent.Anchors.Selected);
        return root.Length > 2 * PemBegin.Length
            && ByteCodec.Same(root, 0, PemBegin, 0, PemBegin.Length);
    }

    private void TestAcquirer(long nowMs)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _deadlineMs = nowMs + Limits.SelfTestAcquirerMs;
        }

        LinkManager links = _agent.Links;
        bool isConnected =
            links.Active != null && links.Active.Transport.State == TransportState.Open;
        if (isConnected)
        {
            FaultCode hold = _agent.StoreAndForward.BlockingFault;
            End(hold != FaultCode.None ? hold : _agent.StoreAndForward.ServiceFault);
        }
        else if (nowMs >= _deadlineMs || links.IsHopeless)
        {
            FaultCode last = _agent.StoreAndForward.LastFault;
            End(last != FaultCode.None ? last
                : links.SimFault != FaultCode.None ? links.SimFault : FaultCode.ConnectTimeout);
        }
        else
        {
            _agent.StoreAndForward.Warm();
        }
    }
}
