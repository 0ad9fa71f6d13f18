using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Agent.Trust;

namespace Terminal.Agent.Menus;

/// <summary>
/// What support asks for on the telephone: the mobile network, WiFi, what both have carried
/// lately, the root certificates with their last days, and the last faults with their time, code
/// and words; Up and Down turn the pages.
/// </summary>
public sealed class NetworkPage : MenuPage
{
    private const int LinkPages = 3;
    private const int RootPage = LinkPages;
    private const int FixedPages = RootPage + 1;
    private const int RootRows = MenuCanvas.Rows / TrustAnchors.Count;
    private const int DaysShown = 3;
    private const int BytesOfKilobyte = 1000;
    private const int LinkColumn = 36;
    private const int FaultsPerPage = MenuCanvas.Rows / 2;
    private const int BarsColumn = 2;
    private const int IndentColumn = 8;
    private const int AfterBarsColumn = 18;
    private const int LastEndedRow = 3;

    private const int FleetRow = 5;

    private static readonly byte[] Dbm = ByteCodec.Ascii(" dBm");
    private static readonly byte[] Mqtt = ByteCodec.Ascii("MQTT: ");

    private readonly EventEntry _entry = new EventEntry();
    private readonly long[] _faultTimes = new long[Limits.MenuFaultsMax];
    private readonly FaultCode[] _faults = new FaultCode[Limits.MenuFaultsMax];
    private readonly byte[][] _rootNames = new byte[TrustAnchors.Count][];
    private readonly int[] _rootNameLengths = new int[TrustAnchors.Count];
    private readonly long[] _rootLasts = new long[TrustAnchors.Count];
    private int _faultCount;

    // The event to look at next for faults; 0 when all have been looked at.
    private uint _unread;
    private int _page;

    /// <summary>Makes the page.</summary>
    public NetworkPage(Menu menu)
        : base(menu)
    {
        for (int i = 0; i < TrustAnchors.Count; i++)
        {
            _rootNames[i] = new byte[Limits.RootNameBytesMax];
        }
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _page = 0;
        _faultCount = 0;
        _unread = Menu.Agent.Log.NewestNumber;
        CollectFaults();
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        int pages = Pages;
        _page = key == Key.Down || key == Key.Ok ? (_page + 1) % pages
            : key == Key.Up ? (_page + pages - 1) % pages : _page;
        if (_page == RootPage)
        {
            ReadRoots();
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        // Signal and states move by themselves.
        Menu.Agent.View.Touch();
        CollectFaults();
        return _unread != 0 ? 0 : Limits.IdleStepMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        switch (_page)
        {
            case 0:
                DrawMobile(canvas);
                break;
            case 1:
                DrawWifi(canvas);
                break;
            case 2:
                DrawUse(canvas);
                break;
            case RootPage:
                DrawRoots(canvas);
                break;
            default:
                DrawFaults(canvas);
                break;
        }
    }

    private int Pages => FixedPages
        + (_faultCount == 0 ? 1 : (_faultCount + FaultsPerPage - 1) / FaultsPerPage);

    private void DrawMobile(MenuCanvas canvas)
    {
        LinkManager links = Menu.Agent.Links;
        canvas.Title(TextId.Mobile, 1, Pages);
        DrawLink(canvas, links.Sim, links.SimFault, IconCode.Bars0);
        var link = links.Sim as CellularLink;
        if (link == null)
        {
            return;
        }

        ModemFacts modem = link.Modem.Facts;
        LineWriter line = canvas.Line.Start();
        Put(line, modem.Operator);
        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(0));
        byte[] technology = modem.Technology;
        line.Start().Text(technology);
        canvas.RightAt(MenuCanvas.RightColumn, MenuCanvas.RowTop(0));
        if (links.SimFault == FaultCode.ServerUnchecked)
        {
            // The address is good for nothing then: this is why.
            line.Start().Text(canvas.Texts.OfFault(links.SimFault));
        }
        else
        {
            canvas.Canvas.StartWords(TextId.NetworkIp);
            Put(line, modem.Address);
        }

        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(2));
        canvas.Canvas.StartWords(TextId.Imei);
        Put(line, modem.Imei);
        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(3));
        canvas.Words(TextId.Iccid, MenuCanvas.LeftColumn, MenuCanvas.RowTop(4));
        line.Start();
        Put(line, modem.Iccid);
        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(5));
    }

    private void DrawWifi(MenuCanvas canvas)
    {
        LinkManager links = Menu.Agent.Links;
        canvas.Title(TextId.Wifi, 2, Pages);
        DrawLink(canvas, links.Wifi, links.WifiFault, IconCode.Wifi0);
        TerminalSettings settings = Menu.Agent.Settings;
        if (settings.WifiProfileCount > 0)
        {
            WifiProfile profile = settings.WifiProfiles[Menu.Agent.Wifi.Profile];
            canvas.Line.Start();
            canvas.Utf8(profile.Ssid, profile.SsidLength, 120);
            canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(0));
        }

        uint address = Menu.Board.Wifi.Ipv4Address;
        LineWriter line = canvas.Canvas.StartWords(TextId.NetworkIp);
        if (address == 0)
        {
            line.Byte((byte)'-');
        }
        else
        {
            line.Number(address >> 24).Byte((byte)'.').Number((address >> 16) & 255)
                .Byte((byte)'.').Number((address >> 8) & 255).Byte((byte)'.')
                .Number(address & 255);
        }

        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(2));
        line.Start().Text(canvas.Texts.OfFault(links.WifiFault));
        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(3));
        DrawFleet(canvas);
    }

    // The line to the operator's broker, where it is switched on.
    private void DrawFleet(MenuCanvas canvas)
    {
        FleetStatus fleet = Menu.Agent.Fleet;
        if (fleet.State == FleetState.Off)
        {
            return;
        }

        LinkState state = fleet.State == FleetState.Online ? LinkState.Online
            : fleet.State == FleetState.Waiting || fleet.State == FleetState.Connecting
                ? LinkState.Starting : LinkState.Failed;
        LineWriter line = canvas.Line.Start().Text(Mqtt);
        if (state != LinkState.Online && fleet.Error == FleetError.NotReached)
        {
            line.Fault((FaultCode)fleet.Detail).Byte((byte)' ');
        }

        line.Text(canvas.Texts.Of((TextId)((int)TextId.LinkOff + (int)state)));
        canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(FleetRow));
    }

    // Bars, level in dBm and state on the second row; on the row for trouble why it is not better.
    private void DrawLink(MenuCanvas canvas, ILink link, FaultCode fault, byte icon)
    {
        int y = MenuCanvas.RowTop(1);
        LineWriter line = canvas.Line.Start();
        if (link.SignalDbm != 0)
        {
            int bars = link.SignalBars < 0 ? 0 : link.SignalBars;
            canvas.Canvas.Frame.Icon(canvas.Canvas.Icons, (byte)(icon + bars), BarsColumn, y);
            line.Byte((byte)'-').Number(-link.SignalDbm).Text(Dbm);
            canvas.LeftAt(AfterBarsColumn, y);
            line.Start();
        }

        bool isWorking = link.State == LinkState.Online || link.State == LinkState.Attached;
        if (!isWorking && fault != FaultCode.None)
        {
            line.Fault(fault).Byte((byte)' ');
        }

        line.Text(canvas.Texts.Of((TextId)((int)TextId.LinkOff + (int)link.State)));
        canvas.RightAt(MenuCanvas.RightColumn, y);
    }

    // A row for each link and day: what was sent and what was received, in whole kilobytes.
    private void DrawUse(MenuCanvas canvas)
    {
        canvas.Title(TextId.DataUse, LinkPages, Pages);
        DataUse use = Menu.Agent.Use;
        int row = 0;
        for (int age = 0; age < DaysShown; age++)
        {
            int day = use.Newest - age;
            if (use.IsKept(day))
            {
                canvas.Line.Start();
                canvas.Day(day, false);
                canvas.LeftAt(MenuCanvas.LeftColumn, MenuCanvas.RowTop(row));
                DrawUse(canvas, row++, TextId.Sim, day, 0);
                DrawUse(canvas, row++, TextId.Wifi, day, DataUse.FiguresOfLink);
            }
        }
    }

    private void DrawUse(MenuCanvas canvas, int row, TextId name, int day, int figure)
    {
        DataUse use = Menu.Agent.Use;
        int y = MenuCanvas.RowTop(row);
        canvas.Words(name, LinkColumn, y);
        canvas.Line.Start().Number(Kilobytes(use.Figure(day, figure + DataUse.BytesOut)))
            .Byte((byte)' ').Byte((byte)'/').Byte((byte)' ')
            .Number(Kilobytes(use.Figure(day, figure + DataUse.BytesIn)));
        canvas.RightAt(MenuCanvas.RightColumn, y);
    }

    private static int Kilobytes(int bytes) => (bytes + BytesOfKilobyte - 1) / BytesOfKilobyte;

    // Once, when the page is turned to: a certificate takes a tenth of a second.
    private void ReadRoots()
    {
        RootCertificate reader = Menu.Agent.RootReader;
        for (int i = 0; i < TrustAnchors.Count; i++)
        {
            byte[] pem = Menu.Agent.Anchors.Pem(i);
            reader.Read(pem, pem.Length, 0);
            System.Array.Copy(reader.Name, 0, _rootNames[i], 0, reader.NameLength);
            _rootNameLengths[i] = reader.NameLength;
            _rootLasts[i] = reader.LastUtcSeconds;
        }
    }

    private void DrawRoots(MenuCanvas canvas)
    {
        canvas.Title(TextId.Roots, RootPage + 1, Pages);
        TrustAnchors anchors = Menu.Agent.Anchors;
        for (int i = 0; i < TrustAnchors.Count; i++)
        {
            int y = MenuCanvas.RowTop(i * RootRows);
            canvas.Line.Start().Number(i + 1).Byte((byte)' ');
            if (anchors.Pem(i).Length == 0)
            {
                canvas.Line.Byte((byte)'-');
                canvas.LeftAt(MenuCanvas.LeftColumn, y);
                continue;
            }

            canvas.Utf8(
                _rootNames[i], _rootNameLengths[i],
                MenuCanvas.RightColumn - MenuCanvas.LeftColumn);
            canvas.LeftAt(MenuCanvas.LeftColumn, y);
            y += MenuCanvas.RowPitch;
            if (_rootLasts[i] == 0)
            {
                canvas.Words(TextId.RootBad, IndentColumn, y);
                continue;
            }

            canvas.Canvas.StartWords(TextId.RootUntil);
            canvas.Day(_rootLasts[i] / Calendar.SecondsPerDay, true);
            canvas.LeftAt(IndentColumn, y);
            if (anchors.Selected == i)
            {
                canvas.Words(TextId.RootUsed, IndentColumn, y + MenuCanvas.RowPitch);
            }
        }
    }

    private void DrawFaults(MenuCanvas canvas)
    {
        canvas.Title(TextId.LastFaults, _page + 1, Pages);
        if (_faultCount == 0)
        {
            canvas.Canvas.Words(TextId.NoFaults, 32);
            return;
        }

        int first = (_page - FixedPages) * FaultsPerPage;
        int last = first + FaultsPerPage < _faultCount ? first + FaultsPerPage : _faultCount;
        for (int i = first; i < last; i++)
        {
            int y = MenuCanvas.RowTop((i - first) * 2);
            canvas.Line.Start();
            canvas.Date(_faultTimes[i], false);
            canvas.LeftAt(MenuCanvas.LeftColumn, y);
            canvas.Line.Start().Fault(_faults[i]);
            canvas.RightAt(MenuCanvas.RightColumn, y);
            canvas.Line.Start().Text(canvas.Texts.OfFault(_faults[i]));
            canvas.LeftAt(IndentColumn, y + MenuCanvas.RowPitch);
        }
    }

    // A few events at a step: the loop has more to do.
    private void CollectFaults()
    {
        EventLog log = Menu.Agent.Log;
        for (int looks = 0; _unread != 0 && looks < Limits.EventsPerStepCountMax; looks++)
        {
            FaultCode fault = log.Read(_unread, _entry) ? FaultOf(_entry) : FaultCode.None;
            if (fault != FaultCode.None && fault != FaultCode.Starting)
            {
                _faultTimes[_faultCount] = _entry.UtcSeconds;
                _faults[_faultCount++] = fault;
            }

            _unread = _faultCount == _faults.Length ? 0 : log.Older(_unread);
        }
    }

    private static FaultCode FaultOf(EventEntry entry)
    {
        switch (entry.Kind)
        {
            case EventKind.FaultRaised:
            case EventKind.ModemFault:
                return (FaultCode)entry.A;
            case EventKind.Outcome:
                // The first rows of the outcome table are those without an answer.
                return entry.A <= LastEndedRow ? (FaultCode)entry.B : FaultCode.None;
            default:
                return FaultCode.None;
        }
    }

    private static void Put(LineWriter line, ModemText text)
    {
        if (text.Length == 0)
        {
            line.Byte((byte)'-');
        }
        else
        {
            line.Text(text.Bytes, text.Length);
        }
    }
}
