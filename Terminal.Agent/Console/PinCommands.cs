using Terminal.Agent.Settings;

namespace Terminal.Agent.Console;

/// <summary>
/// pin: opens and closes the console, sets the technician's code, and the merchant's anew.
/// </summary>
internal sealed class PinCommands : IConsoleGroup
{
    private static readonly byte[] LockWord = ByteCodec.Ascii("lock");
    private static readonly byte[] MerchantWord = ByteCodec.Ascii("merchant");
    private static readonly byte[] MerchantKey = ByteCodec.Ascii("merchant_set");
    private static readonly byte[] MerchantWrongKey = ByteCodec.Ascii("merchant_wrong");
    private static readonly byte[] SetKey = ByteCodec.Ascii("pin_set");
    private static readonly byte[] OpenKey = ByteCodec.Ascii("open");
    private static readonly byte[] WrongKey = ByteCodec.Ascii("wrong");
    private static readonly byte[] WaitKey = ByteCodec.Ascii("wait_s");

    private readonly ConsoleContext _context;
    private readonly PinGuard _pin;
    private readonly PinGuard _merchant;

    // The code that the command is about.
    private PinGuard _guard;
    private bool _isSetting;

    public PinCommands(ConsoleContext context)
    {
        _context = context;
        _pin = context.Agent.Pin;
        _merchant = context.Agent.MerchantPin;
        _guard = _pin;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        CommandLine line = _context.Line;
        if (line.Count == 1)
        {
            Show(nowMs);
            return ConsoleAnswer.Ok;
        }

        if (line.Count == 2 && line.Is(1, LockWord))
        {
            _context.Close();
            return ConsoleAnswer.Ok;
        }

        bool isMerchant = line.Count == 3 && line.Is(1, MerchantWord);
        _guard = isMerchant ? _merchant : _pin;
        _isSetting = isMerchant || (line.Count == 3 && line.Is(1, ConsoleKeys.Set));
        if (_isSetting)
        {
            ConsoleAnswer answer =
                isMerchant || _pin.IsSet ? _context.NeedPin(nowMs) : ConsoleAnswer.Ok;
            return answer != ConsoleAnswer.Ok ? answer
                : AnswerTo(_guard.Set(line.Bytes, line.Start[2], line.Length[2]), nowMs);
        }

        return line.Count != 2 || line.Is(1, ConsoleKeys.Set) || line.Is(1, MerchantWord)
            ? ConsoleAnswer.Usage
            : AnswerTo(_pin.Check(line.Bytes, line.Start[1], line.Length[1], nowMs), nowMs);
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs) => AnswerTo(_guard.Verdict, nowMs);

    private ConsoleAnswer AnswerTo(PinVerdict verdict, long nowMs)
    {
        switch (verdict)
        {
            case PinVerdict.Busy:
                // The agent's loop works on it.
                return ConsoleAnswer.Wait;
            case PinVerdict.Right:
                if (_isSetting)
                {
                    _context.Agent.ChangeSettings();
                }

                _context.Open(nowMs);
                return ConsoleAnswer.Ok;
            case PinVerdict.Locked:
                _context.Detail = (_pin.WaitMs(nowMs) + 999) / 1000;
                return ConsoleAnswer.PinLocked;
            case PinVerdict.NotSet:
                return ConsoleAnswer.PinNotSet;
            case PinVerdict.Malformed:
                return _guard == _merchant
                    ? ConsoleAnswer.MerchantPinForm : ConsoleAnswer.PinForm;
            default:
                _context.Close();
                return ConsoleAnswer.PinWrong;
        }
    }

    private void Show(long nowMs)
    {
        _context.YesNo(SetKey, _pin.IsSet);
        _context.YesNo(OpenKey, _context.IsOpen(nowMs));
        _context.Out.Key(WrongKey).Number(_pin.WrongCount);
        _context.Out.Key(WaitKey).Number((_pin.WaitMs(nowMs) + 999) / 1000);
        _context.YesNo(MerchantKey, _merchant.IsSet);
        _context.Out.Key(MerchantWrongKey).Number(_merchant.WrongCount);
        _context.Out.End();
    }
}
