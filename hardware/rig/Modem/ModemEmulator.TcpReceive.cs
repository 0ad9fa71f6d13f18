using System.Text;

namespace Terminal.Rig.Modem;

/// <content>What comes on the links: told, handed out, or closed.</content>
public sealed partial class ModemEmulator
{
    private Answer Acknowledged(ModemCommandLine command) =>
        LinkOf(command.Argument(0)) is { IsOpen: true } link
            ? Tell(Text($"+CIPACK: {link.BytesOut},{link.BytesOut},{link.BytesIn + link.Cached}"))
            : Refuse(IpError(NotConnected));

    private Answer ReadLink(ModemCommandLine command)
    {
        int mode = command.Number(0);
        if (mode is 0 or 1)
        {
            return Set(() => _readsLinks = mode == 1);
        }

        if (mode is < 2 or > 4 || LinkOf(command.Argument(1)) is not { } link)
        {
            return Refuse();
        }

        if (!_readsLinks || (link.Cached == 0 && (mode != 4 || !link.IsOpen)))
        {
            return Refuse(IpError(NoData));
        }

        if (mode == 4)
        {
            return Tell(Text($"+CIPRXGET: 4,{link.Number},{link.Cached}"));
        }

        int most = mode == 3 ? HexPieceBytesMax : LinkPieceBytesMax;
        int asked = command.Argument(2).Length == 0 ? most : command.Number(2);
        return asked < 1 || asked > most ? Refuse() : ReadPiece(link, mode, asked);
    }

    // The bytes stand between the line that counts them and OK.
    private Answer ReadPiece(ModemConnection link, int mode, int asked)
    {
        int count = Math.Min(asked, link.Cached);
        var bytes = link.Take(count);
        string data = mode == 3 ? Convert.ToHexString(bytes) : Encoding.Latin1.GetString(bytes);
        PayloadIn += count;
        return Tell(Text($"+CIPRXGET: {mode},{link.Number},{count},{link.Cached}\r\n") + data);
    }

    private Answer CloseLink(ModemCommandLine command)
    {
        if (LinkOf(command.Argument(0)) is not { } link)
        {
            return Refuse();
        }

        if (link.Session is null)
        {
            int error = _isNetOpen ? LinkNotSupported : LinkNetNotOpen;
            return Refuse(Text($"+CIPCLOSE: {link.Number},{error}"));
        }

        link.End();
        return Tell() with
        {
            Then = () => After(20, () => Urc(Text($"+CIPCLOSE: {link.Number},0"))),
        };
    }

    private void EndLinks()
    {
        foreach (var link in _links)
        {
            link.End();
        }
    }

    private void DropLinks()
    {
        foreach (var link in _links)
        {
            if (link.IsOpen)
            {
                TellClosed(link);
            }
        }
    }

    // What has come may still be read; the link is free.
    private void TellClosed(ModemConnection link)
    {
        link.Disconnect();
        link.IsOpenReported = false;
        Urc(Text($"+IPCLOSE: {link.Number},1"));
    }

    private void WatchLinks()
    {
        foreach (var link in _links)
        {
            if (link.Session is not null)
            {
                WatchLink(link);
            }
        }
    }

    private void WatchLink(ModemConnection link)
    {
        if (!link.IsOpenReported)
        {
            WatchLinkOpening(link);
            return;
        }

        // Asked before the bytes are taken, or those that come in between would be lost.
        bool isOver = link.IsOver;
        Fill(link);
        isOver &= !link.IsFull;
        if (!_readsLinks)
        {
            PushLink(link);
        }
        else if (link.Cached > 0 && !link.IsEventRaised)
        {
            link.IsEventRaised = true;
            if (!Faults.EventMissing)
            {
                Urc(Text($"+CIPRXGET: 1,{link.Number}"));
            }
        }

        if (isOver)
        {
            TellClosed(link);
        }
    }

    private void WatchLinkOpening(ModemConnection link)
    {
        switch (link.Session!.State)
        {
            case ModemSessionState.Open:
            case ModemSessionState.PeerClosed:
                link.IsOpenReported = true;
                TellOpened(link, 0);
                break;
            case ModemSessionState.Failed:
                int error = link.Session.Error;
                link.End();
                TellOpened(link, LinkErrorOf(error));
                break;
            default:
                break;
        }
    }

    private void PushLink(ModemConnection link)
    {
        while (link.Cached > 0 && !IsMute)
        {
            int count = Math.Min(link.Cached, LinkPieceBytesMax);
            Deliver(link, PushHead(link, count), count);
        }
    }

    private string PushHead(ModemConnection link, int count)
    {
        if (Setting("+CIPCCFG", SocketDefaults)[HeaderType] == "1")
        {
            return Text($"+RECEIVE,{link.Number},{count}:");
        }

        string from = Setting("+CIPSRIP", On)[0] == "1"
            ? Text($"RECV FROM:{link.Session!.Address}:{link.Request!.Port}\r\n")
            : "";
        return from + (Setting("+CIPHEAD", On)[0] == "1" ? Text($"+IPD{count}") : "");
    }

    private string IpError(int number)
    {
        string words = number switch
        {
            NetAlreadyOpen => "Network is already opened",
            NotConnected => "Connection is not created",
            _ => "No data",
        };
        return Setting("+CIPCCFG", SocketDefaults)[ErrorMode] == "0"
            ? Text($"+IP ERROR: {number}")
            : "+IP ERROR: " + words;
    }
}
