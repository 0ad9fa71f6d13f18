using System.Text;

namespace Terminal.Rig.Modem;

/// <summary>What comes from the terminal: bytes to command lines and payloads.</summary>
internal sealed class ModemCommandParser(ModemCore core)
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

    /// <summary>Bytes come back as they are taken.</summary>
    public bool Echo { get; set; } = true;

    /// <summary>Takes what has come, as far as nothing keeps the modem busy.</summary>
    public void Consume()
    {
        while (_input.Count > 0 && core.IsOn)
        {
            if (core.IsFrozen || core.Faults.Hung || core.Faults.Dead)
            {
                _input.Clear();
                return;
            }

            if (core.Commands.IsBusy)
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

    /// <summary>Takes a byte from the terminal.</summary>
    public void Take(byte value) => _input.Enqueue(value);

    private void TakePayload(byte value)
    {
        if (_isTextEntry && value is (EndOfText or Cancel))
        {
            EndPayload(value == EndOfText);
            return;
        }

        if (_isTextEntry && Echo)
        {
            core.Output.Echo(value);
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
        if (Echo && value != '\n')
        {
            core.Output.Echo(value);
        }

        switch (value)
        {
            case (byte)'\r':
                string command = _line.ToString().Trim();
                _line.Clear();
                if (Echo)
                {
                    core.Output.Echo((byte)'\n');
                }

                if (command.Length > 0 && !core.Faults.EchoOnly)
                {
                    Run(command);
                }

                break;
            case (byte)'/' when IsRepeat():
                _line.Clear();
                if (_lastLine.Length > 0 && !core.Faults.EchoOnly)
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

    /// <summary>Drops what has come.</summary>
    public void Clear()
    {
        _input.Clear();
        _line.Clear();
        _lastLine = "";
        _payloadWanted = 0;
        _isTextEntry = false;
    }

    /// <summary>Says a prompt and takes what follows as a payload.</summary>
    /// <param name="count">Its bytes; of a text, at most.</param>
    /// <param name="onPayload">Given the payload; null when a text was taken back.</param>
    /// <param name="isText">It ends with Ctrl-Z, or ESC takes it back.</param>
    /// <param name="prompt">What is said.</param>
    public void Prompt(int count, Action<byte[]?> onPayload, bool isText, string prompt)
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
        if (!core.Faults.PromptMissing)
        {
            core.Output.Out(Encoding.ASCII.GetBytes(prompt));
        }
    }

    /// <summary>What was waited for does not come whole: it is waited for no longer.</summary>
    /// <returns>What came of it.</returns>
    public byte[] EndPromptEarly()
    {
        byte[] part = _payload.ToArray();
        _payload.SetLength(0);
        _payloadWanted = 0;
        return part;
    }

    private void Run(string line)
    {
        core.Taken(line);
        if (line.Length < 2 || !line.StartsWith("AT", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _lastLine = line;
        core.Commands.Run(line);
    }
}
