using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// The menus behind the Menu key: a stack of pages, of which the top one takes the keys and is
/// drawn. Cancel goes back a page and from the first one to the counter; so does time. Nothing here
/// can begin a sale.
/// </summary>
public sealed class Menu : IMenu, IScreenFamily
{
    private readonly MenuPage[] _stack = new MenuPage[Limits.MenuDepthCountMax];
    private readonly MenuCanvas _canvas;
    private readonly MenuPage _main;
    private readonly ItemsPage _wifi;
    private readonly AttentionPage _attention;
    private readonly RefundPage _refund;
    private readonly BeforeCapturePage _beforeCapture;
    private readonly TillRefundPage _tillRefund;
    private readonly HeldPage _held;
    private readonly PinPage _pin;
    private readonly CasePage _case;
    private readonly TicketPage _ticket;
    private int _depth;

    // The refund that a till has asked for; null while the menus are somebody's own.
    private SaleOrder _order;
    private long _keyAtMs;

    /// <summary>Builds every page, and attaches the menus to the agent.</summary>
    public Menu(Agent agent, Board board)
    {
        Agent = agent;
        Board = board;
        WifiTest = agent.WifiTest;
        _refund = new RefundPage(this);
        _beforeCapture = new BeforeCapturePage(this);
        _tillRefund = new TillRefundPage(this);
        _held = new HeldPage(this);
        _canvas = new MenuCanvas(agent.Painter.Canvas, agent.Texts, agent.Settings);
        _pin = new PinPage(this);
        _case = new CasePage(this);
        _ticket = new TicketPage(this);
        _attention = new AttentionPage(this);
        var setup = new WifiSetup(this);
        _wifi = new ItemsPage(
            this,
            TextId.Wifi,
            new TextId[]
            {
                TextId.WifiScan, TextId.WifiHidden, TextId.WifiTest, TextId.WifiSaved,
            },
            new MenuPage[]
            {
                setup.Scan, setup.Hidden, setup.Test, new SavedPage(this, setup),
            });
        var technician = new ItemsPage(
            this,
            TextId.Technician,
            new TextId[]
            {
                TextId.Wifi, TextId.OfflineLimits, TextId.PinChange, TextId.Reset,
                TextId.MerchantPin,
            },
            new MenuPage[]
            {
                _wifi, new LimitsPage(this),
                new PinGatePage(this, _pin, agent.Pin, null), new ResetPage(this),
                new PinGatePage(this, _pin, agent.MerchantPin, null),
            });
        _main = new ItemsPage(
            this,
            TextId.Menu,
            new TextId[]
            {
                TextId.History, TextId.Totals, TextId.LanguageMenu, TextId.Network,
                TextId.About, TextId.Technician, TextId.ConnectionTest, TextId.CloseDay,
                TextId.CounterMenu,
            },
            new MenuPage[]
            {
                new HistoryPage(this), new TotalsPage(this),
                new MerchantGatePage(this, new LanguagePage(this)),
                new NetworkPage(this), new AboutPage(this),
                new PinGatePage(this, _pin, agent.Pin, technician),
                new SimTestPage(this, new WifiTestPage(this, null)),
                new MerchantGatePage(this, new ClosePage(this)),
                new MerchantGatePage(this, new CounterPage(this)),
            });
        agent.Painter.Attach(this);
        agent.Attach((IMenu)this);
    }

    /// <summary>The agent below.</summary>
    public Agent Agent { get; }

    /// <summary>The board below.</summary>
    public Board Board { get; }

    /// <summary>The terminal's one test of WiFi.</summary>
    public WifiTest WifiTest { get; }

    /// <summary>The networks of whoever looks for some.</summary>
    public FoundNetworks Networks { get; } = new FoundNetworks();

    /// <summary>The QR code of whichever page shows one.</summary>
    public QrCode Code { get; } = new QrCode();

    /// <summary>Adds what stands above the menus to the WiFi menu; before the first step.</summary>
    public void AddToWifi(TextId words, MenuPage page) => _wifi.Add(words, page);

    /// <summary>True while a page is on top.</summary>
    public bool IsShown(MenuPage page) => _depth > 0 && _stack[_depth - 1] == page;

    /// <summary>Opens the menus with a page.</summary>
    /// <returns>False while they are open, or somebody is at the counter.</returns>
    public bool Show(MenuPage page, long nowMs)
    {
        if (_depth > 0 || !Agent.Sale.IsIdle)
        {
            return false;
        }

        _keyAtMs = nowMs;
        Agent.View.Id = ScreenId.Menu;
        Go(page, nowMs);
        return true;
    }

    /// <inheritdoc/>
    public bool IsOpen => _depth > 0;

    /// <inheritdoc/>
    public bool Press(Key key, long nowMs)
    {
        _keyAtMs = nowMs;
        if (_depth == 0)
        {
            bool isHeld = Agent.View.Id == ScreenId.QueueHeld;
            bool isAttention = key == Key.Ok && (isHeld || Agent.Attention.Count > 0);
            bool isCase = key == Key.Up && IsFault(Agent.View.Id);
            bool isTicket = key == Key.Down && Agent.Sale.Ticket.IsOpen
                && !Agent.Sale.Ticket.IsOffered;
            if ((key != Key.Menu && !isAttention && !isCase && !isTicket)
                || !Agent.Sale.IsIdle)
            {
                return false;
            }

            Agent.View.Id = ScreenId.Menu;
            if (isHeld && isAttention)
            {
                DecideQueue(nowMs);
                return true;
            }

            Go(
                isAttention ? _attention : isCase ? _case : isTicket ? _ticket : (MenuPage)_main,
                nowMs);
            return true;
        }

        if (key == Key.Cancel)
        {
            if (!_stack[_depth - 1].Cancel(nowMs))
            {
                Back(nowMs);
            }
        }
        else if (key == Key.Menu)
        {
            if (_stack[_depth - 1].IsHeld)
            {
                return true;
            }

            BackTo(_depth > 1 ? 1 : 0, nowMs);
        }
        else
        {
            _stack[_depth - 1].Press(key, nowMs);
        }

        Agent.View.Touch();
        return true;
    }

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        if (_depth == 0)
        {
            // A PIN that was given is judged to its end by the agent.
            return Limits.IdleStepMs;
        }

        if (_order != null && _order.State == OrderState.Shown && nowMs >= _order.CardUntilMs)
        {
            _order.State = OrderState.TimedOut;
            Close(nowMs);
            return 0;
        }

        Agent.PinWork.Step(nowMs);
        MenuPage page = _stack[_depth - 1];
        if (nowMs - _keyAtMs >= page.IdleMs)
        {
            BackTo(0, nowMs);
            return 0;
        }

        return page.Step(nowMs);
    }

    /// <inheritdoc/>
    public bool Draw(ScreenId id)
    {
        if (id != ScreenId.Menu || _depth == 0)
        {
            return false;
        }

        _stack[_depth - 1].Draw(_canvas);
        return true;
    }

    /// <summary>Puts a page on top.</summary>
    public void Go(MenuPage page, long nowMs)
    {
        Invariant.Check(_depth < _stack.Length);
        _stack[_depth++] = page;
        page.Open(nowMs);
        Agent.View.Touch();
    }

    /// <inheritdoc/>
    public bool Begin(SaleOrder refund, long nowMs)
    {
        if (_depth > 0 || !Agent.Sale.IsIdle)
        {
            return false;
        }

        _keyAtMs = nowMs;
        _order = refund;
        refund.State = OrderState.Shown;
        _tillRefund.Choose(refund);
        _refund.Choose(refund);
        Agent.StoreAndForward.AskStatus(refund.RefundedSlot);
        Agent.View.Id = ScreenId.Menu;
        Go(_tillRefund, nowMs);
        return true;
    }

    /// <inheritdoc/>
    public bool Withdraw(SaleOrder refund, long nowMs)
    {
        if (_order != refund || refund.State != OrderState.Shown)
        {
            return false;
        }

        refund.State = OrderState.Withdrawn;
        Close(nowMs);
        return true;
    }

    /// <inheritdoc/>
    public bool LeaveResult(long nowMs)
    {
        bool isRead = _order != null && !_order.IsOpen && _refund.IsEnded;
        if (isRead || (_depth == 1 && _stack[0].GivesWay))
        {
            Close(nowMs);
        }

        return _depth == 0;
    }

    /// <summary>Something new is on the screen: it stays for its time from now on.</summary>
    public void NoteNews(long nowMs) => _keyAtMs = nowMs;

    /// <summary>Begins to pay the sale in a slot back.</summary>
    public void RefundSale(int slot, long nowMs)
    {
        _refund.Choose(slot);
        if (RefundPage.IsBeforeCapture(Agent.StoreAndForward.StatusOf(slot)))
        {
            Go(_beforeCapture, nowMs);
            return;
        }

        Agent.StoreAndForward.AskStatus(slot);
        _pin.Choose(_refund, Agent.MerchantPin);
        Go(_pin, nowMs);
    }

    /// <summary>Asks for the PIN in place of the page on top; a refund follows.</summary>
    public void GoOnToRefund(long nowMs)
    {
        _pin.Choose(_refund, Agent.MerchantPin);
        Replace(_pin, nowMs);
    }

    /// <summary>Begins to pay the sale in a slot back in place of the page on top.</summary>
    public void RefundInstead(int slot, long nowMs)
    {
        _refund.Choose(slot);
        Replace(_refund, nowMs);
    }

    /// <summary>Asks for the technician's PIN, and then what becomes of a held queue.</summary>
    public void DecideQueue(long nowMs) => AskPin(_held, nowMs);

    /// <summary>Shows the ticket that has been asked for.</summary>
    public void ShowTicket(long nowMs) => Go(_ticket, nowMs);

    /// <summary>Shows the case for support.</summary>
    public void ShowCase(long nowMs) => Go(_case, nowMs);

    /// <summary>Asks for the technician's PIN, which leads on to a page.</summary>
    public void AskPin(MenuPage next, long nowMs)
    {
        _pin.Choose(next, Agent.Pin);
        Go(_pin, nowMs);
    }

    /// <summary>
    /// Leads to a page that is the merchant's: behind the code where there is one.
    /// </summary>
    public void GoAsMerchant(MenuPage page, long nowMs)
    {
        if (Agent.MerchantPin.IsSet)
        {
            _pin.Choose(page, Agent.MerchantPin);
            Replace(_pin, nowMs);
        }
        else
        {
            Replace(page, nowMs);
        }
    }

    /// <summary>Takes the top page away.</summary>
    public void Back(long nowMs) => BackTo(_depth - 1, nowMs);

    /// <summary>Takes the top page away and puts another in its place.</summary>
    public void Replace(MenuPage page, long nowMs)
    {
        _stack[--_depth].Leave();
        Go(page, nowMs);
    }

    /// <summary>Gives the screen back to the counter.</summary>
    public void Close(long nowMs) => BackTo(0, nowMs);

    /// <summary>Takes away what lies on the WiFi menu and puts a page there.</summary>
    public void ReplaceAllAboveWifi(MenuPage page, long nowMs)
    {
        while (_depth > 1 && _stack[_depth - 1] != _wifi)
        {
            _stack[--_depth].Leave();
        }

        Go(page, nowMs);
    }

    private static bool IsFault(ScreenId id) => id == ScreenId.ConnectivityFault
        || id == ScreenId.MemoryFault || id == ScreenId.AccountProblem
        || id == ScreenId.QueueHeld || id == ScreenId.JournalFull
        || id == ScreenId.ServiceUnavailable;

    private void BackTo(int depth, long nowMs)
    {
        while (_depth > depth)
        {
            _stack[--_depth].Leave();
        }

        if (_depth > 0)
        {
            _stack[_depth - 1].Resume(nowMs);
        }
        else
        {
            EndOrder();
        }

        Agent.View.Touch();
    }

    // Left before the code was given.
    private void EndOrder()
    {
        if (_order != null && _order.State == OrderState.Shown)
        {
            _order.State = OrderState.Cancelled;
        }

        _order = null;
    }
}
