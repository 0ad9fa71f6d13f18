namespace Terminal.Rig.Modem;

/// <content>Certificates, TLS settings and the CCH service.</content>
public sealed partial class ModemEmulator
{
    private const int PieceBytesMax = 2_048;
    private const int CacheBytesMax = 16_384;

    private readonly Dictionary<string, string> _tls = new(StringComparer.OrdinalIgnoreCase);
    private readonly MemoryStream _cache = new();
    private IModemSession? _session;
    private bool _isServiceUp;
    private bool _isOpenReported;
    private bool _isEventRaised;
    private bool _isPeerCloseTold;
    private bool _readsByCommand;
    private bool _reportsSends;
    private int _cacheRead;

    /// <summary>Payload bytes that went to peers since construction.</summary>
    public long PayloadOut { get; private set; }

    /// <summary>Payload bytes that came from peers since construction.</summary>
    public long PayloadIn { get; private set; }

    /// <summary>Names of the certificates that the modem holds.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    private int Cached => (int)_cache.Length - _cacheRead;

    private bool IsSessionOpen => _session is not null && _isOpenReported;

    /// <summary>Puts a file into the modem's store, as left there by an earlier life.</summary>
    public void PutFile(string name, byte[] content) => _files[name] = content;

    /// <summary>Empties the file store.</summary>
    public void DropFiles() => _files.Clear();

    /// <summary>The network drops the session's connection, now.</summary>
    public void DropSession()
    {
        lock (_gate)
        {
            if (IsSessionOpen)
            {
                EndSession();
                Urc("+CCH_PEER_CLOSED: 0");
            }
        }
    }

    /// <summary>The TLS service stops by itself, now.</summary>
    public void StopService()
    {
        lock (_gate)
        {
            _isServiceUp = false;
            EndSession();
            Urc("+CCH: CCH STOP");
        }
    }

    private void ResetTls()
    {
        EndSession();
        _isServiceUp = false;
        _tls.Clear();
        _readsByCommand = false;
        _reportsSends = false;
    }

    private void BuildTlsCommands()
    {
        _commands["+CCERTDOWN"] = Upload;
        _commands["+CCERTLIST"] = _ =>
            Tell([.. _files.Keys.Select(name => $"+CCERTLIST: \"{name}\"")]);
        _commands["+CCERTDELE"] = command =>
            _files.Remove(command.Argument(0)) ? Set(() => { }) : Fail(50);
        _commands["+CSSLCFG"] = Configure;
        _commands["+CCHSSLCFG"] = _ =>
            _isServiceUp ? Set(() => { }) : new Answer(Error, Options.AnswerMs);
        _commands["+CCHSET"] = command => Set(() =>
        {
            _reportsSends = command.Number(0) == 1;
            _readsByCommand = command.Number(1) == 1;
        });
        _commands["+CCHSTART"] = StartService;
        _commands["+CCHSTOP"] = StopServiceCommand;
        _commands["+CCHOPEN"] = OpenSession;
        _commands["+CCHCLOSE"] = CloseSession;
        _commands["+CCHSEND"] = SendCommand;
        _commands["+CCHRECV"] = ReceiveCommand;
    }

    private Answer Upload(ModemCommandLine command)
    {
        string name = command.Argument(0);
        int count = command.Number(1);
        if (name.Length == 0 || count < 1 || count > 10_240)
        {
            return Fail(50);
        }

        return new Answer(Ok, Options.AnswerMs)
        {
            IsPrompt = true,
            Then = () => Prompt(count, bytes =>
            {
                if (Faults.UploadDamaged)
                {
                    bytes[bytes.Length / 2] ^= 0x15;
                }

                _files[name] = bytes;
                After(Options.AnswerMs, () => Late(Ok));
            }),
        };
    }

    private void Late(string final)
    {
        if (!IsMute)
        {
            Line(final);
        }
    }

    private Answer Configure(ModemCommandLine command)
    {
        string key = command.Argument(0);
        string value = command.Argument(2);
        bool isKnown = key is "sslversion" or "authmode" or "cacert" or "enableSNI"
            || key == "negotiatetime" || (key == "ignorelocaltime" && !Faults.NoDateCheck);
        if (!isKnown || command.Number(1) != 0 || value.Length == 0
            || (key == "cacert" && !_files.ContainsKey(value)))
        {
            return new Answer(Error, Options.AnswerMs);
        }

        return Set(() => _tls[key] = value);
    }

    private Answer StartService(ModemCommandLine command)
    {
        if (_isServiceUp || Faults.ServiceStuck || !_isActive)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        if (Faults.StartNeverReports)
        {
            return Set(() => _isServiceUp = true);
        }

        return Reported("+CCHSTART: 0", () => _isServiceUp = true);
    }

    private Answer StopServiceCommand(ModemCommandLine command)
    {
        Faults.ServiceStuck = false;
        if (!_isServiceUp)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        return Reported("+CCHSTOP: 0", () =>
        {
            _isServiceUp = false;
            EndSession();
        });
    }

    private Answer Reported(string report, Action act)
    {
        if (Faults.ReportFirst)
        {
            act();
            return new Answer(Ok, Options.ServiceMs, report);
        }

        return new Answer(Ok, Options.AnswerMs)
        {
            Then = () => After(Options.ServiceMs, () =>
            {
                act();
                Urc(report);
            }),
        };
    }

    private Answer OpenSession(ModemCommandLine command)
    {
        string host = command.Argument(1);
        int port = command.Number(2);
        bool isPossible = _isServiceUp && _session is null;
        if (!isPossible || command.Number(0) != 0 || host.Length == 0 || port < 1)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        if (Faults.OpenNeverReports)
        {
            return new Answer(Ok, Options.AnswerMs);
        }

        int error = OpenError(out byte[]? root);
        if (error != 0)
        {
            return new Answer(Ok, Options.AnswerMs)
            {
                Then = () => After(400, () => Urc(Text($"+CCHOPEN: 0,{error}"))),
            };
        }

        return new Answer(Ok, Options.AnswerMs)
        {
            Then = () => Begin(new ModemSessionRequest(
                host,
                port,
                root,
                _tls.GetValueOrDefault("enableSNI") == "1",
                _tls.GetValueOrDefault("ignorelocaltime", "1") == "0" ? ModemUtc : null)),
        };
    }

    private void Begin(ModemSessionRequest request)
    {
        EndSession();
        _session = _network.Open(request);
        After(0, Watch);
    }

    private int OpenError(out byte[]? root)
    {
        root = null;
        bool isVerified = _tls.GetValueOrDefault("authmode", "0") != "0";
        string name = _tls.GetValueOrDefault("cacert", "");
        if (isVerified && !_files.TryGetValue(name, out root))
        {
            return 19;
        }

        return !IsOnNetwork ? 17
            : !_isActive || Faults.NoBearer ? 9
            : Faults.NameFails ? 13
            : Faults.Refused ? 14
            : Faults.HandshakeFails ? 15 : 0;
    }

    private Answer CloseSession(ModemCommandLine command)
    {
        if (_session is null)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        EndSession();
        return new Answer(Ok, Options.AnswerMs)
        {
            Then = () => After(20, () => Urc("+CCHCLOSE: 0,0")),
        };
    }

    private Answer SendCommand(ModemCommandLine command)
    {
        int count = command.Number(1);
        if (!IsSessionOpen || command.Number(0) != 0 || count < 1 || count > PieceBytesMax)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        return new Answer(Ok, Options.AnswerMs)
        {
            IsPrompt = true,
            Then = () => Prompt(count, bytes => After(Options.AnswerMs, () => Send(bytes))),
        };
    }

    private void Send(byte[] bytes)
    {
        Late(Ok);
        if (_session is null)
        {
            Urc("+CCHSEND: 0,4");
            return;
        }

        if (Faults.SendTimesOut)
        {
            After(3_000, () => Urc("+CCHSEND: 0,18"));
            return;
        }

        if (IsOnNetwork)
        {
            _session.Send(bytes);
            PayloadOut += bytes.Length;
        }

        if (_reportsSends && !Faults.SendNeverReports)
        {
            After(Options.SendReportMs, () => Urc("+CCHSEND: 0,0"));
        }
    }

    private Answer ReceiveCommand(ModemCommandLine command)
    {
        if (!IsSessionOpen && Cached == 0)
        {
            Noticed?.Invoke("CCHRECV without a session");
            _isFrozen = Faults.IdleReceiveFreezes;
            return command.IsQuery && !_isFrozen
                ? Tell("+CCHRECV: LEN,0,0")
                : new Answer(Error, Options.AnswerMs);
        }

        if (command.IsQuery)
        {
            int told = Cached > 0 && Faults.LengthTooLong ? Cached + 1 : Cached;
            return Tell(Text($"+CCHRECV: LEN,{told},0"));
        }

        int count = command.Number(1) < 0 ? PieceBytesMax : command.Number(1);
        if (count > Cached)
        {
            Noticed?.Invoke(Text($"CCHRECV asks for {count} bytes where {Cached} are cached"));
            _isFrozen = Faults.OverReadFreezes;
            count = Cached;
        }

        if (count == 0 || count > PieceBytesMax)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        return new Answer(Ok, Options.AnswerMs) { Then = () => HandOver(count) };
    }

    private void HandOver(int count)
    {
        if (IsMute)
        {
            return;
        }

        if (count > Cached)
        {
            // The session has ended since the command was taken, and its bytes with it.
            Line("+CCHRECV: 0,4");
            return;
        }

        Line(Text($"+CCHRECV: DATA,0,{count}"));
        Out(_cache.GetBuffer().AsSpan(_cacheRead, count));
        _cacheRead += count;
        PayloadIn += count;
        if (Cached == 0)
        {
            _cache.SetLength(0);
            _cacheRead = 0;
            _isEventRaised = false;
        }

        if (!Faults.NoReceiveTail)
        {
            Line("+CCHRECV: 0,0");
        }
    }

    private void EndSession()
    {
        _session?.Dispose();
        _session = null;
        _isOpenReported = false;
        _isEventRaised = false;
        _isPeerCloseTold = false;
        _cache.SetLength(0);
        _cacheRead = 0;
    }

    private void WatchSession()
    {
        if (_session is null)
        {
            return;
        }

        if (!_isOpenReported)
        {
            WatchOpening();
            return;
        }

        FillCache();
        if (Cached > 0 && !_isEventRaised)
        {
            _isEventRaised = true;
            if (_readsByCommand && !Faults.EventMissing)
            {
                Urc("+CCHEVENT: 0,RECV EVENT");
            }
        }

        bool isOver = _session.State is ModemSessionState.PeerClosed or ModemSessionState.Failed;
        if (isOver && !_isPeerCloseTold)
        {
            _isPeerCloseTold = true;
            Urc("+CCH_PEER_CLOSED: 0");
        }
    }

    private void WatchOpening()
    {
        switch (_session!.State)
        {
            case ModemSessionState.Open:
            case ModemSessionState.PeerClosed:
                _isOpenReported = true;
                Urc("+CCHOPEN: 0,0");
                break;
            case ModemSessionState.Failed:
                int error = _session.Error;
                EndSession();
                Urc(Text($"+CCHOPEN: 0,{error}"));
                break;
            default:
                break;
        }
    }

    private void FillCache()
    {
        if (!IsOnNetwork || Faults.PeerSilent)
        {
            return;
        }

        Span<byte> piece = stackalloc byte[512];
        while (Cached < CacheBytesMax)
        {
            int count = _session!.Read(piece);
            if (count == 0)
            {
                return;
            }

            _cache.Position = _cache.Length;
            _cache.Write(piece[..count]);
        }
    }
}
