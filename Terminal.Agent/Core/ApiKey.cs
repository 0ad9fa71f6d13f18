namespace Terminal.Agent;

/// <summary>
/// The rules of an API key: [sp](prod|test)_ and 24 word characters. A terminal takes secret keys
/// only, and only of its own mode.
/// </summary>
public static class ApiKey
{
    /// <summary>Length of every key in bytes.</summary>
    public const int LengthBytes = 30;

    private static readonly byte[] ProductionPrefix = ByteCodec.Ascii("prod_");
    private static readonly byte[] TestPrefix = ByteCodec.Ascii("test_");

    /// <summary>Says whether the terminal may use a key.</summary>
    public static KeyVerdict Check(byte[] key, int length, bool isTestMode)
    {
        if (length == 0)
        {
            return KeyVerdict.Missing;
        }

        if (length != LengthBytes)
        {
            return KeyVerdict.WrongLength;
        }

        bool isProduction = ByteCodec.Same(key, 1, ProductionPrefix, 0, ProductionPrefix.Length);
        bool isTest = ByteCodec.Same(key, 1, TestPrefix, 0, TestPrefix.Length);
        if ((key[0] != 's' && key[0] != 'p') || (!isProduction && !isTest))
        {
            return KeyVerdict.WrongPrefix;
        }

        for (int i = 6; i < LengthBytes; i++)
        {
            if (!IsWord(key[i]))
            {
                return KeyVerdict.WrongCharacter;
            }
        }

        if (key[0] == 'p')
        {
            return KeyVerdict.PublicKey;
        }

        return isTest == isTestMode ? KeyVerdict.Usable : KeyVerdict.OtherMode;
    }

    /// <summary>The fault that a screen shows for a verdict.</summary>
    public static FaultCode Fault(KeyVerdict verdict) =>
        verdict == KeyVerdict.Usable ? FaultCode.None
        : verdict == KeyVerdict.OtherMode ? FaultCode.KeyOfOtherMode : FaultCode.KeyMissing;

    /// <summary>True for a letter, a digit or an underscore.</summary>
    public static bool IsWord(int value) =>
        (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z')
        || (value >= 'a' && value <= 'z') || value == '_';
}
