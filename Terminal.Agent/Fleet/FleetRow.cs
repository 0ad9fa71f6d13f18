namespace Terminal.Agent.Fleet;

/// <summary>A row of key=value pairs in a message, as the console prints them.</summary>
public sealed class FleetRow
{
    private static readonly byte[] NoneWord = ByteCodec.Ascii("none");

    private readonly byte[] _scratch = new byte[24];
    private MqttWriter _into;
    private bool _isFirst;

    /// <summary>Begins a row.</summary>
    public FleetRow Begin(MqttWriter into)
    {
        _into = into;
        _isFirst = true;
        return this;
    }

    /// <summary>Puts a number under its key.</summary>
    public FleetRow Number(byte[] key, long value)
    {
        Key(key);
        int at = 0;
        if (value < 0)
        {
            _scratch[at++] = (byte)'-';
            value = -value;
        }

        _into.Raw(_scratch, 0, ByteCodec.PutDecimal(_scratch, at, value));
        return this;
    }

    /// <summary>Puts a word under its key.</summary>
    public FleetRow Word(byte[] key, byte[] word)
    {
        Key(key);
        _into.Raw(word, 0, word.Length);
        return this;
    }

    /// <summary>Puts a fault's code under its key, or none.</summary>
    public FleetRow Fault(byte[] key, FaultCode fault)
    {
        int end = FaultCodes.Write(fault, _scratch, 0);
        Key(key);
        if (end == 0)
        {
            _into.Raw(NoneWord, 0, NoneWord.Length);
        }

        _into.Raw(_scratch, 0, end);
        return this;
    }

    /// <summary>Puts a text from outside under its key, in quotes.</summary>
    public FleetRow Quoted(byte[] key, byte[] text, int count)
    {
        Key(key);
        _into.Byte('"');
        for (int i = 0; i < count; i++)
        {
            int value = text[i];
            bool isPlain = value >= ' ' && value < 0x7F && value != '"' && value != '\\';
            _into.Byte(isPlain ? value : '?');
        }

        _into.Byte('"');
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void End()
    {
        _into.Byte('\r');
        _into.Byte('\n');
    }

    private void Key(byte[] key)
    {
        if (!_isFirst)
        {
            _into.Byte(' ');
        }

        _isFirst = false;
        _into.Raw(key, 0, key.Length);
        _into.Byte('=');
    }
}
