using System.Globalization;

namespace Terminal.Rig.Modem;

/// <summary>
/// The file store and the TLS contexts.
/// </summary>
internal sealed class ModemCertificates : ModemPart
{
    /// <summary>How many TLS contexts there are.</summary>
    public const int Contexts = 10;

    private const string NameOption = "ignorecertCN";

    // Bytes of one file.
    private const int FileBytesMax = 10_240;

    // What a context may be told, in the order that its query tells it: a number has its range, a
    // file must be there.
    private static readonly (string Key, string Default, int Least, int Most)[] TlsKeys =
    [
        ("sslversion", "4", 0, 4),
        ("authmode", "0", 0, 3),
        ("ignorelocaltime", "1", 0, 1),
        ("negotiatetime", "300", 10, 300),
        ("cacert", "", 0, 0),
        ("clientcert", "", 0, 0),
        ("clientkey", "", 0, 0),
        ("enableSNI", "0", 0, 1),
        (NameOption, "0", 0, 1),
    ];

    private readonly ModemRealTimeClock _clock;
    private readonly ModemFileStore _files;
    private readonly Dictionary<string, string>[] _tls =
        [.. Enumerable.Range(0, Contexts).Select(_ =>
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase))];

    /// <summary>Contexts over a store.</summary>
    public ModemCertificates(ModemCore core, ModemRealTimeClock clock, ModemFileStore files)
        : base(core)
    {
        _clock = clock;
        _files = files;
        Add("+CCERTDOWN", Upload);
        AddReport(
            "+CCERTLIST",
            () => Tell([.. _files.Names.Select(name => $"+CCERTLIST: \"{name}\"")]));
        Add(
            "+CCERTDELE",
            command => _files.Delete(command.Argument(0)) ? Tell() : Fail(50));
        Core.Commands.Set("+CSSLCFG", command => command.IsTest ? ListOptions()
            : command.IsQuery ? Tell([.. Enumerable.Range(0, Contexts).Select(ContextText)])
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

    private ModemAnswer Upload(ModemCommandLine command)
    {
        string name = command.Argument(0);
        int count = command.Number(1);
        if (name.Length == 0 || count < 1 || count > FileBytesMax)
        {
            return Fail(50);
        }

        return Tell() with
        {
            IsPrompt = true,
            Then = () => Prompt(count, bytes =>
            {
                if (Faults.UploadDamaged)
                {
                    bytes[bytes.Length / 2] ^= 0x15;
                }

                _files.Put(name, bytes);
                After(Options.AnswerMs, () => Late(Ok));
            }),
        };
    }

    // Firmware that has no option neither takes nor tells it.
    private IEnumerable<(string Key, string Default, int Least, int Most)> Keys =>
        TlsKeys.Where(k => k.Key != NameOption || HasNameOption);

    private ModemAnswer ListOptions() => Tell([.. Keys.Select(k => k.Most > 0
        ? Text($"+CSSLCFG: \"{k.Key}\",(0-9),({k.Least}-{k.Most})")
        : Text($"+CSSLCFG: \"{k.Key}\",(0-9),(5-108)"))]);

    private ModemAnswer Configure(ModemCommandLine command)
    {
        if (command.Arguments.Length == 1 && command.Number(0) is >= 0 and < Contexts)
        {
            return Tell(ContextText(command.Number(0)));
        }

        var known = Keys.FirstOrDefault(
            k => k.Key.Equals(command.Argument(0), StringComparison.OrdinalIgnoreCase));
        string value = command.Argument(2);
        bool isPossible = known.Key is not null
            && !(known.Key == "ignorelocaltime" && Faults.NoDateCheck)
            && command.Number(1) is >= 0 and < Contexts
            && (known.Most > 0
                ? command.Number(2) >= known.Least && command.Number(2) <= known.Most
                : _files.Get(value) is not null);
        return isPossible ? Set(() => _tls[command.Number(1)][known.Key!] = value) : Refuse();
    }

    private string ContextText(int number) => "+CSSLCFG: "
        + number.ToString(CultureInfo.InvariantCulture)
        + string.Concat(Keys.Select(k => k.Most > 0
            ? "," + TlsValue(number, k.Key)
            : ",\"" + TlsValue(number, k.Key) + "\""));

    private string TlsValue(int context, string key) =>
        _tls[context].TryGetValue(key, out string? value)
            ? value
            : Array.Find(TlsKeys, k => k.Key == key).Default;

    /// <summary>What a TLS session by a context needs.</summary>
    /// <returns>An error number when it lacks its certificate; else 0.</returns>
    public int Request(int context, string host, int port, out ModemSessionRequest request)
    {
        bool isVerified = TlsValue(context, "authmode") is "1" or "2";
        byte[]? root = isVerified ? _files.Get(TlsValue(context, "cacert")) : null;
        bool isComplete = !isVerified || root is not null;
        request = new ModemSessionRequest(
            host,
            port,
            root,
            TlsValue(context, "enableSNI") == "1",
            TlsValue(context, "ignorelocaltime") == "0" ? _clock.Utc : null)
        {
            ChecksName = isVerified && ChecksNames && TlsValue(context, NameOption) == "0",
        };
        return isComplete ? 0 : ModemTraffic.NoCertificate;
    }
}
