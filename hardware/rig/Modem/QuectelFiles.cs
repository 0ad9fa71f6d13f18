using System.Globalization;

namespace Terminal.Rig.Modem;

/// <summary>Quectel's file store, with a checksum for what was uploaded, and its TLS contexts.</summary>
internal sealed class QuectelFiles : ModemPart
{
    /// <summary>How many TLS contexts there are.</summary>
    public const int Contexts = 6;

    private const string Store = "UFS:";
    private const string NameOption = "checkhost";
    private const string IgnoredItems = "ignorecertitem";

    // Of the flags that a verification has, the one of a name that does not match.
    private const int NameItem = 4;
    private const int StoreBytes = 280 * 1_024;
    private const int UploadDefaultS = 5;
    private const int FileNotFound = 405;
    private const int StoreFull = 403;
    private const int TimedOut = 421;
    private const string FileExists = "+CME ERROR: file already exist";

    private static readonly (string Key, string Default, int Least, int Most)[] TlsKeys =
    [
        ("sslversion", "4", 0, 4),
        ("ciphersuite", "0XFFFF", 0, 0),
        ("cacert", "", 0, 0),
        ("clientcert", "", 0, 0),
        ("clientkey", "", 0, 0),
        ("seclevel", "0", 0, 2),
        ("session_cache", "0", 0, 1),
        ("sni", "0", 0, 1),
        (NameOption, "0", 0, 1),
        ("ignorelocaltime", "1", 0, 1),
        ("negotiatetime", "300", 10, 300),
        ("closetimemode", "0", 0, 1),
        ("renegotiation", "0", 0, 1),
        ("ignoremulticertchainverify", "0", 0, 1),
        ("ignoreinvalidcertsign", "0", 0, 1),
        (IgnoredItems, "0", 0, 1_048_575),
    ];

    private readonly ModemRealTimeClock _clock;
    private readonly ModemFileStore _files;
    private readonly Dictionary<string, string>[] _tls =
        [.. Enumerable.Range(0, Contexts).Select(_ =>
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase))];

    /// <summary>Contexts over a store.</summary>
    public QuectelFiles(ModemCore core, ModemRealTimeClock clock, ModemFileStore files)
        : base(core)
    {
        _clock = clock;
        _files = files;
        Add("+QFUPL", Upload, null, "<filename>,(1-286720),(1-65535),(0,1)");
        Add("+QFLST", List);
        Add("+QFLDS", _ => Tell(Text($"+QFLDS: {StoreBytes - _files.Bytes},{StoreBytes}")));
        Add("+QFDEL", command => _files.Delete(NameOf(command.Argument(0)))
            ? Tell() : Fail(FileNotFound));
        Core.Commands.Set("+QSSLCFG", command => command.IsTest ? ListOptions()
            : command.IsQuery ? Refuse()
            : Configure(command));
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        foreach (var context in _tls)
        {
            context.Clear();
        }
    }

    /// <summary>What a TLS session by a context needs.</summary>
    /// <returns>False when its certificate is not there.</returns>
    public bool Request(int context, string host, int port, out ModemSessionRequest request)
    {
        bool isVerified = TlsValue(context, "seclevel") != "0";
        byte[]? root = isVerified ? _files.Get(NameOf(TlsValue(context, "cacert"))) : null;
        bool isNameIgnored = (int.Parse(
            TlsValue(context, IgnoredItems), CultureInfo.InvariantCulture) & NameItem) != 0;
        bool isNameWanted = !HasNameOption || TlsValue(context, NameOption) == "1";
        request = new ModemSessionRequest(
            host,
            port,
            root,
            TlsValue(context, "sni") == "1",
            TlsValue(context, "ignorelocaltime") == "0" ? _clock.Utc : null)
        {
            ChecksName = isVerified && ChecksNames && isNameWanted && !isNameIgnored,
        };
        return !isVerified || root is not null;
    }

    private static string NameOf(string name) =>
        name.StartsWith(Store, StringComparison.Ordinal) ? name[Store.Length..] : name;

    // Of 16-bit words, the first byte high; an odd last byte is a high half.
    private static int Checksum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum ^= i % 2 == 0 ? bytes[i] << 8 : bytes[i];
        }

        return sum;
    }

    private ModemAnswer Upload(ModemCommandLine command)
    {
        string name = NameOf(command.Argument(0));
        int count = command.Number(1);
        int timeoutS = command.Arguments.Length > 2 ? command.Number(2) : UploadDefaultS;
        if (name.Length == 0 || count < 1 || timeoutS < 1)
        {
            return Refuse();
        }

        if (_files.Get(name) is not null)
        {
            return new ModemAnswer(FileExists, Options.AnswerMs);
        }

        if (count > StoreBytes - _files.Bytes)
        {
            return Fail(StoreFull);
        }

        return Tell() with { IsPrompt = true, Then = () => TakeFile(name, count, timeoutS) };
    }

    private void TakeFile(string name, int count, int timeoutS)
    {
        bool isOver = false;
        Prompt(
            count,
            bytes =>
            {
                isOver = true;
                Keep(name, bytes);
                After(Options.AnswerMs, () =>
                {
                    TellFile(bytes);
                    Late(Ok);
                });
            },
            "\r\nCONNECT\r\n");
        After(timeoutS * 1_000, () =>
        {
            if (isOver)
            {
                return;
            }

            byte[] part = Core.Parser.EndPromptEarly();
            Keep(name, part);
            TellFile(part);
            Late(Fail(TimedOut).Final);
        });
    }

    private void Keep(string name, byte[] bytes)
    {
        if (Faults.UploadDamaged && bytes.Length > 0)
        {
            bytes[bytes.Length / 2] ^= 0x15;
        }

        _files.Put(name, bytes);
    }

    private void TellFile(byte[] bytes) => Late(Text($"+QFUPL: {bytes.Length},{Checksum(bytes):x4}"));

    private ModemAnswer List(ModemCommandLine command)
    {
        string wanted = NameOf(command.Argument(0));
        return Tell([.. _files.Names
            .Where(name => wanted is "" or "*" || wanted == name)
            .Select(name => Text($"+QFLST: \"{Store}{name}\",{_files.Get(name)!.Length}"))]);
    }

    // Firmware that has no option neither takes nor tells it.
    private IEnumerable<(string Key, string Default, int Least, int Most)> Keys =>
        TlsKeys.Where(k => k.Key != NameOption || HasNameOption);

    private ModemAnswer ListOptions() => Tell([.. Keys.Select(k => k.Most > 0
        ? Text($"+QSSLCFG: \"{k.Key}\",(0-5),({k.Least}-{k.Most})")
        : Text($"+QSSLCFG: \"{k.Key}\",(0-5),<{k.Key}>"))]);

    private ModemAnswer Configure(ModemCommandLine command)
    {
        var known = Keys.FirstOrDefault(
            k => k.Key.Equals(command.Argument(0), StringComparison.OrdinalIgnoreCase));
        int context = command.Number(1);
        if (known.Key is null || context is < 0 or >= Contexts
            || (known.Key == "ignorelocaltime" && Faults.NoDateCheck))
        {
            return Refuse();
        }

        if (command.Arguments.Length == 2)
        {
            string value = TlsValue(context, known.Key);
            string told = known.Key is "cacert" or "clientcert" or "clientkey"
                ? "\"" + value + "\"" : value;
            return Tell(Text($"+QSSLCFG: \"{known.Key}\",{context},{told}"));
        }

        bool isPossible = known.Most == 0
            || (command.Number(2) >= known.Least && command.Number(2) <= known.Most);
        return isPossible ? Set(() => _tls[context][known.Key] = command.Argument(2)) : Refuse();
    }

    private string TlsValue(int context, string key) =>
        _tls[context].TryGetValue(key, out string? value)
            ? value
            : Array.Find(TlsKeys, k => k.Key == key).Default;
}
