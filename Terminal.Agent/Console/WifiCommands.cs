using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>wifi: networks in reach, configured networks, and the test step by step.</summary>
internal sealed class WifiCommands : IConsoleGroup
{
    private const int PassphraseBytesMin = 8;

    private static readonly byte[][] Verbs =
    {
        ByteCodec.Ascii("scan"), ByteCodec.Ascii("list"), ByteCodec.Ascii("test"),
        ByteCodec.Ascii("add"),
        ByteCodec.Ascii("forget"),
    };

    private static readonly byte[] SecurityKey = ByteCodec.Ascii("security");
    private static readonly byte[] OpenWord = ByteCodec.Ascii("open");
    private static readonly byte[] UnusableWord = ByteCodec.Ascii("unusable");
    private static readonly byte[] StaleKey = ByteCodec.Ascii("stale");
    private static readonly byte[] UnknownWord = ByteCodec.Ascii("unknown");
    private static readonly byte[] SetWord = ByteCodec.Ascii("set");
    private static readonly byte[] NetworkKey = ByteCodec.Ascii("network");
    private static readonly byte[] SsidRange = ByteCodec.Ascii("SSID of 1 to 32 bytes");
    private static readonly byte[] PassphraseRange =
        ByteCodec.Ascii("passphrase of 8 to 63 characters, or 64 hexadecimal digits");

    private readonly ConsoleContext _context;
    private readonly ConsoleOutput _out;
    private readonly TerminalSettings _settings;
    private readonly WifiTest _test;
    private readonly WifiNetwork _network = new WifiNetwork();
    private readonly bool[] _isListed = new bool[Limits.ConsoleScanRows];
    private int _verb;
    private int _next;
    private bool _isScanWanted;
    private bool _isScanning;
    private long _deadlineMs;

    public WifiCommands(ConsoleContext context)
    {
        _context = context;
        _out = context.Out;
        _settings = context.Agent.Settings;
        _test = context.WifiTest;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        CommandLine line = _context.Line;
        _verb = line.IndexIn(1, Verbs);
        _next = 0;
        switch (_verb)
        {
            case 0:
                return line.Count == 2 ? BeginScan(nowMs) : ConsoleAnswer.Usage;
            case 1:
                return line.Count == 2 ? ConsoleAnswer.More : ConsoleAnswer.Usage;
            case 2:
                return line.Count == 2 ? BeginTest(nowMs) : ConsoleAnswer.Usage;
            case 3:
                return line.Count == 3 || line.Count == 4 ? Add(nowMs) : ConsoleAnswer.Usage;
            case 4:
                return line.Count == 3 ? Forget(nowMs) : ConsoleAnswer.Usage;
            default:
                return ConsoleAnswer.Usage;
        }
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs) =>
        _verb == 0 ? ScanRow(nowMs) : _verb == 1 ? ListRow() : TestRow(nowMs);

    /// <summary>Lets WiFi join again, and payments have it.</summary>
    public void Interrupt()
    {
        _test.Stop();
        _isScanning = false;
        _context.Agent.Wifi.IsPaused = false;
    }

    private ConsoleAnswer BeginScan(long nowMs)
    {
        Array.Clear(_isListed, 0, _isListed.Length);
        _isScanWanted = true;
        _isScanning = true;
        _deadlineMs = nowMs + Limits.WifiScanMs;
        _context.Agent.Wifi.IsPaused = true;
        return ConsoleAnswer.Wait;
    }

    private ConsoleAnswer ScanRow(long nowMs)
    {
        if (_isScanning)
        {
            // A station in the middle of a join takes the scan when that has ended.
            IWifi wifi = _context.Board.Wifi;
            _isScanWanted = _isScanWanted && !wifi.StartScan();
            if (_isScanWanted || wifi.State == WifiState.Scanning)
            {
                if (nowMs < _deadlineMs)
                {
                    return ConsoleAnswer.Wait;
                }

                Interrupt();
                return ConsoleAnswer.WifiBusy;
            }

            Interrupt();
        }

        int strongest = Strongest();
        if (strongest < 0 || !_context.Board.Wifi.ScanResult(strongest, _network))
        {
            return ConsoleAnswer.Ok;
        }

        _isListed[strongest] = true;
        _out.Key(ConsoleKeys.Ssid).Quoted(_network.Ssid, _network.SsidLength);
        _out.Key(ConsoleKeys.Dbm).Number(_network.SignalDbm);
        _out.Key(SecurityKey).Text(
            _network.IsUnusable ? UnusableWord
            : _network.IsOpen ? OpenWord
            : _network.IsLocked ? ConsoleKeys.Passphrase : UnknownWord);
        if (_network.IsStale)
        {
            _out.Key(StaleKey).Text(ConsoleText.YesNo[1]);
        }

        _out.End();
        return ConsoleAnswer.More;
    }

    // The strongest network not listed yet, -1 when there is none.
    private int Strongest()
    {
        IWifi wifi = _context.Board.Wifi;
        int count = wifi.ScanCount < _isListed.Length ? wifi.ScanCount : _isListed.Length;
        int strongest = -1;
        int dbm = 0;
        for (int i = 0; i < count; i++)
        {
            if (!_isListed[i] && wifi.ScanResult(i, _network)
                && (strongest < 0 || _network.SignalDbm > dbm))
            {
                strongest = i;
                dbm = _network.SignalDbm;
            }
        }

        return strongest;
    }

    private ConsoleAnswer ListRow()
    {
        if (_next >= _settings.WifiProfileCount)
        {
            return ConsoleAnswer.Ok;
        }

        WifiProfile profile = _settings.WifiProfiles[_next++];
        _out.Key(NetworkKey).Number(_next);
        _out.Key(ConsoleKeys.Ssid).Quoted(profile.Ssid, profile.SsidLength);
        _out.Key(ConsoleKeys.Passphrase).Text(
            profile.PassphraseLength > 0 ? SetWord : ConsoleKeys.None);
        _out.End();
        return ConsoleAnswer.More;
    }

    private ConsoleAnswer BeginTest(long nowMs)
    {
        if (!_context.Agent.Sale.IsIdle)
        {
            return ConsoleAnswer.SaleUnderWay;
        }

        if (_context.Agent.Links.Lent != null)
        {
            return ConsoleAnswer.TestUnderWay;
        }

        _test.Begin(false, nowMs);
        return ConsoleAnswer.Wait;
    }

    private ConsoleAnswer TestRow(long nowMs)
    {
        _test.Step(nowMs);
        if (_next == WifiTest.StepCount)
        {
            _context.Detail = 1;
            return _test.Fault != FaultCode.None ? ConsoleAnswer.TestFailed
                : _test.Mark(WifiTestStep.Acquirer) == LinkTestMark.Good
                    ? ConsoleAnswer.Ok : ConsoleAnswer.Interrupted;
        }

        LinkTestMark mark = _test.Mark((WifiTestStep)_next);
        if (_test.IsRunning && !IsFinal(mark))
        {
            return ConsoleAnswer.Wait;
        }

        SelfTestResult result = mark == LinkTestMark.Good ? SelfTestResult.Passed
            : mark == LinkTestMark.Bad ? SelfTestResult.Failed : SelfTestResult.Skipped;
        _out.Key(ConsoleText.WifiSteps[_next]).Text(ConsoleText.Results[(int)result]);
        _out.Key(ConsoleKeys.Code).Fault(
            result == SelfTestResult.Failed ? _test.Fault : FaultCode.None);
        _out.End();
        _next++;
        return ConsoleAnswer.More;
    }

    // The first network's association counts no more when a second one is tried.
    private bool IsFinal(LinkTestMark mark) => mark == LinkTestMark.Bad
        || (mark == LinkTestMark.Good
            && (_next > 0 || _test.Mark(WifiTestStep.Address) == LinkTestMark.Good));

    private ConsoleAnswer Add(long nowMs)
    {
        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        CommandLine line = _context.Line;
        int ssidLength = line.Length[2];
        if (ssidLength < 1 || ssidLength > WifiNetwork.SsidBytesMax)
        {
            return _context.Error(ConsoleAnswer.BadValue, SsidRange);
        }

        if (line.Count == 4 && !IsPassphrase(3))
        {
            return _context.Error(ConsoleAnswer.BadValue, PassphraseRange);
        }

        int at = Find();
        if (at < 0 && _settings.WifiProfileCount == Limits.WifiProfilesMax)
        {
            return ConsoleAnswer.NetworksFull;
        }

        at = at < 0 ? _settings.WifiProfileCount++ : at;
        WifiProfile profile = _settings.WifiProfiles[at];
        profile.Clear();
        profile.SsidLength = line.Copy(2, profile.Ssid);
        if (line.Count == 4)
        {
            profile.PassphraseLength = line.Copy(3, profile.Passphrase);
        }

        Apply();
        return ConsoleAnswer.Ok;
    }

    private bool IsPassphrase(int word)
    {
        CommandLine line = _context.Line;
        int length = line.Length[word];
        for (int i = 0; i < length; i++)
        {
            if (line.Bytes[line.Start[word] + i] > '~')
            {
                return false;
            }
        }

        return WifiProfile.IsKey(line.Bytes, line.Start[word], length)
            || (length >= PassphraseBytesMin && length <= WifiProfile.PassphraseBytesMax);
    }

    private ConsoleAnswer Forget(long nowMs)
    {
        ConsoleAnswer answer = _context.NeedPinAndNoSale(nowMs);
        if (answer != ConsoleAnswer.Ok)
        {
            return answer;
        }

        int at = Find();
        if (at < 0)
        {
            return ConsoleAnswer.NoSuchNetwork;
        }

        int last = --_settings.WifiProfileCount;
        for (; at < last; at++)
        {
            _settings.WifiProfiles[at].Copy(_settings.WifiProfiles[at + 1]);
        }

        _settings.WifiProfiles[last].Clear();
        Apply();
        return ConsoleAnswer.Ok;
    }

    // The profile of the SSID in the third word, -1 when there is none.
    private int Find()
    {
        CommandLine line = _context.Line;
        for (int i = 0; i < _settings.WifiProfileCount; i++)
        {
            WifiProfile profile = _settings.WifiProfiles[i];
            if (profile.SsidLength == line.Length[2]
                && ByteCodec.Same(profile.Ssid, 0, line.Bytes, line.Start[2], profile.SsidLength))
            {
                return i;
            }
        }

        return -1;
    }

    private void Apply()
    {
        _context.Agent.ChangeSettings();
        _context.Agent.Wifi.Restart();
        _context.Agent.Log.Add(EventKind.SettingChanged, SettingCommands.NetworksChanged, 0);
    }
}
