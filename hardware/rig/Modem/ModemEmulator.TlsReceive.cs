namespace Terminal.Rig.Modem;

/// <content>What comes on the CCH sessions: told, handed out, or closed.</content>
public sealed partial class ModemEmulator
{
    private Answer TellCached()
    {
        if (Array.TrueForAll(_cch, s => !s.IsOpen && s.Cached == 0))
        {
            Noticed?.Invoke("CCHRECV? without a session");
            _isFrozen = Faults.IdleReceiveFreezes;
            return _isFrozen ? Refuse() : Tell("+CCHRECV: LEN,0,0");
        }

        int told = _cch[0].Cached > 0 && Faults.LengthTooLong ? _cch[0].Cached + 1 : _cch[0].Cached;
        return Tell(Text($"+CCHRECV: LEN,{told},{_cch[1].Cached}"));
    }

    private Answer ReceiveCommand(ModemCommandLine command)
    {
        if (SessionOf(command) is not { } session)
        {
            return Refuse();
        }

        if (!session.IsOpen && session.Cached == 0)
        {
            Noticed?.Invoke("CCHRECV without a session");
            _isFrozen = Faults.IdleReceiveFreezes;
            return Refuse();
        }

        int count = command.Number(1) < 0 ? PieceBytesMax : command.Number(1);
        if (count > session.Cached)
        {
            Noticed?.Invoke(
                Text($"CCHRECV asks for {count} bytes where {session.Cached} are cached"));
            _isFrozen = Faults.OverReadFreezes;
            count = session.Cached;
        }

        return count == 0 || count > PieceBytesMax
            ? Refuse()
            : Tell() with { Then = () => HandOver(session, count) };
    }

    private void HandOver(ModemConnection session, int count)
    {
        if (IsMute)
        {
            return;
        }

        if (count > session.Cached)
        {
            // The session has ended since the command was taken, and its bytes with it.
            Line(Text($"+CCHRECV: {session.Number},4"));
            return;
        }

        Deliver(session, Text($"+CCHRECV: DATA,{session.Number},{count}"), count);
        if (!Faults.NoReceiveTail)
        {
            Line(Text($"+CCHRECV: {session.Number},0"));
        }
    }

    private void Deliver(ModemConnection connection, string head, int count)
    {
        Line(head);
        Out(connection.Take(count));
        PayloadIn += count;
    }

    private void EndSessions()
    {
        foreach (var session in _cch)
        {
            session.End();
        }
    }

    private void WatchSessions()
    {
        foreach (var session in _cch)
        {
            if (session.Session is not null)
            {
                WatchSession(session);
            }
        }
    }

    private void WatchSession(ModemConnection session)
    {
        if (!session.IsOpenReported)
        {
            WatchOpening(session);
            return;
        }

        if (session.IsReportDue)
        {
            return;
        }

        Fill(session);
        if (!_readsByCommand)
        {
            Push(session);
        }
        else if (session.Cached > 0 && !session.IsEventRaised)
        {
            session.IsEventRaised = true;
            if (!Faults.EventMissing)
            {
                Urc(Text($"+CCHEVENT: {session.Number},RECV EVENT"));
            }
        }

        if (session.IsOver && !session.IsPeerCloseTold)
        {
            session.IsPeerCloseTold = true;
            Urc(Text($"+CCH_PEER_CLOSED: {session.Number}"));
        }
    }

    // The module's own way, until it is told otherwise: what comes is handed out unasked.
    private void Push(ModemConnection session)
    {
        while (session.Cached > 0 && !IsMute)
        {
            int count = Math.Min(session.Cached, PieceBytesMax);
            Deliver(session, Text($"+CCHRECV: DATA,{session.Number},{count}"), count);
        }
    }

    private void WatchOpening(ModemConnection session)
    {
        switch (session.Session!.State)
        {
            case ModemSessionState.Open:
            case ModemSessionState.PeerClosed:
                session.IsOpenReported = true;
                Urc(Text($"+CCHOPEN: {session.Number},0"));
                break;
            case ModemSessionState.Failed:
                int error = session.Session.Error;
                session.End();
                Urc(Text($"+CCHOPEN: {session.Number},{error}"));
                break;
            default:
                break;
        }
    }

    private void Fill(ModemConnection connection)
    {
        if (IsOnNetwork && !Faults.PeerSilent)
        {
            connection.Fill();
        }
    }
}
