using System.Text;

namespace Terminal.Rig.Modem;

/// <content>What comes from the terminal: command lines and payloads.</content>
public sealed partial class ModemEmulator
{
    private const byte EndOfText = 0x1A;
    private const byte Cancel = 0x1B;
    private const int LineMax = 1_100;

    private readonly Queue<byte> _input = new();
    private readonly MemoryStream _payload = new();
    private readonly StringBuilder _line = new();
    private string _lastLine = "";
    private int _payloadWanted;
    private bool _isTextEntry;
    private Action<byte[]?>? _onPayload;

    private void Consume()
    {
        while (_input.Count > 0 && _isOn)
        {
            if (_isFrozen || Faults.Hung)
            {
                _input.Clear();
                return;
            }

            if (_isBusy)
            {
                return;
            }

            byte value = _input.Dequeue();
            if (_payloadWanted > 0)
            {
                TakePayload(value);
            }
            else
            {
                TakeText(value);
            }
        }
    }

    private void TakePayload(byte value)
    {
        if (_isTextEntry && value is (EndOfText or Cancel))
        {
            EndPayload(value == EndOfText);
            return;
        }

        if (_isTextEntry && _echo)
        {
            _output.Enqueue(value);
        }

        if (_payload.Length < _payloadWanted)
        {
            _payload.WriteByte(value);
        }

        if (_payload.Length == _payloadWanted && !_isTextEntry)
        {
            EndPayload(true);
        }
    }

    private void EndPayload(bool isWanted)
    {
        byte[]? bytes = isWanted ? _payload.ToArray() : null;
        _payload.SetLength(0);
        _payloadWanted = 0;
        _isTextEntry = false;
        _onPayload!(bytes);
    }

    private void TakeText(byte value)
    {
        if (_echo && value != '\n')
        {
            _output.Enqueue(value);
        }

        switch (value)
        {
            case (byte)'\r':
                string command = _line.ToString().Trim();
                _line.Clear();
                if (_echo)
                {
                    _output.Enqueue((byte)'\n');
                }

                if (command.Length > 0 && !Faults.EchoOnly)
                {
                    Run(command);
                }

                break;
            case (byte)'/' when IsRepeat():
                _line.Clear();
                if (_lastLine.Length > 0 && !Faults.EchoOnly)
                {
                    Run(_lastLine);
                }

                break;
            case (byte)'\n' or Cancel or EndOfText:
                break;
            case (byte)'\b' or 0x7F:
                if (_line.Length > 0)
                {
                    _line.Length--;
                }

                break;
            default:
                if (_line.Length < LineMax)
                {
                    _line.Append((char)value);
                }

                break;
        }
    }

    // A/ needs no carriage return: it repeats the line before at once.
    private bool IsRepeat() =>
        _line.ToString().Trim().Equals("A", StringComparison.OrdinalIgnoreCase);

    private void ClearInput()
    {
        _input.Clear();
        _line.Clear();
        _lastLine = "";
        _payloadWanted = 0;
        _isTextEntry = false;
    }

    private void Prompt(int count, Action<byte[]> onPayload, string prompt = "\r\n>") =>
        Prompt(count, bytes => onPayload(bytes!), false, prompt);

    // Text up to Ctrl-Z, of so many bytes at most; ESC takes it back, which is told as null.
    private void PromptText(int most, Action<byte[]?> onText) =>
        Prompt(most, onText, true, "\r\n>");

    private void Prompt(int count, Action<byte[]?> onPayload, bool isText, string prompt)
    {
        // What ends in CR LF has its LF behind it, which is no payload: that follows the prompt.
        if (_input.TryPeek(out byte next) && next == '\n')
        {
            _input.Dequeue();
        }

        _payload.SetLength(0);
        _payloadWanted = count;
        _isTextEntry = isText;
        _onPayload = onPayload;
        if (!Faults.PromptMissing)
        {
            Out(Encoding.ASCII.GetBytes(prompt));
        }
    }
}
