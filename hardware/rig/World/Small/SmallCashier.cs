using System.Globalization;
using Terminal.Agent.Screens;

namespace Terminal.Rig.World.Small;

/// <summary>
/// Serves the customers of a small world and answers what the screen asks; always the same way, so
/// that whatever differs is the world's doing.
/// </summary>
internal sealed class SmallCashier
{
    /// <summary>What the first customer pays.</summary>
    public const int FirstCents = 1_250;

    /// <summary>What the second customer pays.</summary>
    public const int SecondCents = 890;

    /// <summary>What he pays back of it where it is not all.</summary>
    public const int PartCents = 400;

    private const int KeyMs = 150;
    private const int AgainMs = 1_000;
    private const int PinMs = 4_000;
    private const int LeaveMs = 20_000;

    private readonly SmallWorld _world;
    private readonly SmallKind _kind;
    private int _served;
    private int _scene;
    private int _leftMenus;
    private bool _isRefundTyped;
    private bool _isTyping;

    public SmallCashier(SmallWorld world)
    {
        _world = world;
        _kind = world.Kind;
        world.Time.After(AgainMs, ServeNext);
    }

    /// <summary>Nothing is left to do for him.</summary>
    public bool IsDone => !_isTyping && _served >= Customers
        && (!IsRefundWanted || _isRefundTyped || _world.Witness.Latest != Said.Accepted);

    /// <summary>What decides what he does next, for the comparison of worlds.</summary>
    public int State => _served | (_isRefundTyped ? 16 : 0) | (_isTyping ? 32 : 0);

    private int Customers => _kind == SmallKind.Backlog ? 2 : 1;

    private string Card => _kind switch
    {
        SmallKind.Declined => "declined_51",
        SmallKind.Refund or SmallKind.Partial => "captured",
        _ => "approved",
    };

    private bool IsRefundWanted =>
        _kind is SmallKind.Refund or SmallKind.Partial or SmallKind.Void;

    public void OnScreen(ScreenId screen)
    {
        _scene++;
        switch (screen)
        {
            case ScreenId.PresentCard:
                Later(1_000, Tap);
                break;
            case ScreenId.CardTrouble:
                Later(1_500, Tap);
                break;
            case ScreenId.InProgress when _kind == SmallKind.Cancel:
                // The sale is on its way by then, and not answered.
                Later(90, () => _world.Press('c'));
                break;
            case ScreenId.OfflineConsent:
            case ScreenId.SameAmount:
            case ScreenId.ResultUnknown:
                Later(2_000, () => _world.Press('o'));
                break;
            case ScreenId.LateDecline:
            case ScreenId.AccountProblem:
                Later(3_000, Acknowledge);
                break;
            case ScreenId.AmountEntry:
            case ScreenId.AmountRefused:
                // Somebody else pressed a key.
                Later(5_000, () => _world.Press('c'));
                break;
            case ScreenId.MemoryFault:
                // Off and on is what everybody tries.
                Later(60_000, _world.SwitchOffAndOn);
                break;
            case ScreenId.Menu:
                TypeRefund();
                break;
            case ScreenId.Idle when IsRefundWanted && _served > 0 && !_isRefundTyped
                && _world.Witness.Latest == Said.Accepted:
                Later(500, () => _world.Press('m'));
                break;
            default:
                break;
        }
    }

    /// <summary>Power has gone: whoever was being served has left.</summary>
    public void Dark()
    {
        _scene++;
        _isTyping = false;
    }

    private void ServeNext()
    {
        if (_served >= Customers)
        {
            return;
        }

        if (_world.Screen is not (ScreenId.Idle or ScreenId.ConnectivityFault
            or ScreenId.ServiceUnavailable))
        {
            _world.Time.After(AgainMs, ServeNext);
            return;
        }

        _isTyping = true;
        int scene = _scene;
        int cents = _served++ == 0 ? FirstCents : SecondCents;
        int ms = 0;
        foreach (char key in cents.ToString(CultureInfo.InvariantCulture) + "o")
        {
            _world.Time.After(ms += KeyMs, () => _world.Press(key));
        }

        _world.Time.After(ms + AgainMs, () => _isTyping = false);
        _world.Time.After(ms + (3 * AgainMs), ServeNext);
    }

    private void Tap()
    {
        if (!_world.Tap(Card))
        {
            Later(700, Tap);
        }
    }

    // History, the newest, OK; the PIN; all of it, or how much; OK; then he looks what comes of it.
    private void TypeRefund()
    {
        if (_isRefundTyped || !IsRefundWanted || _world.Witness.Latest != Said.Accepted)
        {
            Later(1_000, Leave);
            return;
        }

        _isRefundTyped = true;
        _world.Witness.IntendRefund(1);
        int ms = 0;
        const string ToPin = "1o123456o";
        for (int i = 0; i < ToPin.Length; i++)
        {
            char key = ToPin[i];
            Later(ms += 250, () => _world.Press(key));
        }

        ms += PinMs;
        string amount = _kind == SmallKind.Partial
            ? PartCents.ToString(CultureInfo.InvariantCulture) : "";
        foreach (char key in amount)
        {
            Later(ms, () => _world.Press(key));
            ms += 250;
        }

        Later(ms, () => _world.Press('o'));
        Later(ms += 500, () => _world.Press('o'));
        Later(ms + LeaveMs, Leave);
    }

    // Again and again, until another screen comes.
    private void Acknowledge()
    {
        _world.Press('o');
        Later(5_000, Acknowledge);
    }

    private void Leave()
    {
        _world.Press('c');
        if (++_leftMenus < 40)
        {
            Later(500, Leave);
        }
    }

    private void Later(int ms, Action action)
    {
        int scene = _scene;
        _world.Time.After(ms, () =>
        {
            if (scene == _scene)
            {
                action();
            }
        });
    }
}
