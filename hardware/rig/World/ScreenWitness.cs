// Stands beside the terminal and tells the bookkeeper what a person sees and does there: the words
// of a screen, the entries of the attention list, the keys, the card. It never looks into the
// journal. Whose sale a screen means, it knows as a cashier does: the one whose card was read last,
// or else the one of that amount.

using System.Globalization;
using System.Text;
using System.Text.Json;
using Terminal.Agent.Screens;
using Terminal.Rig.Screens;

namespace Terminal.Rig.World;

/// <summary>Puts a terminal's screens and keys into the bookkeeper's words.</summary>
/// <param name="now">The world's clock, UTC.</param>
public sealed class ScreenWitness(Func<DateTimeOffset> now)
{
    private readonly Bookkeeper _books = new();
    private readonly List<Tapped> _taps = [];
    private ScreenId _screen;
    private int _version = -1;
    private int _current;
    private int _refund;
    private int _refundOf;
    private string _refundWords = "";

    /// <summary>The books that are kept.</summary>
    public Bookkeeper Books => _books;

    /// <summary>What was said last of the latest tap; Nothing before the first.</summary>
    public Said Latest { get; private set; }

    /// <summary>
    /// Grows with everything that was told; two worlds in which the same was told, in the same
    /// order, have the same.
    /// </summary>
    public ulong Told { get; private set; }

    /// <summary>A card was read for the amount on the screen.</summary>
    /// <param name="cents">That amount.</param>
    /// <param name="last4">The card's last digits.</param>
    /// <param name="sealedCard">What the reader sealed.</param>
    public void Tap(int cents, string last4, byte[] sealedCard)
    {
        int customer = _taps.Count + 1;
        _taps.Add(new Tapped(customer, cents, last4));
        _current = customer;
        Latest = Said.Nothing;
        _books.Tap(customer, cents, "eur", now(), Convert.ToBase64String(sealedCard));
        Note(customer, 100);
    }

    /// <summary>Bytes were handed to a connection: every create in them is one.</summary>
    public void Handed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("POST /v1/checkout "u8))
        {
            HandedCreate(bytes);
        }
    }

    /// <summary>The agent has taken a step: looks at the screen if it is another one.</summary>
    public void Look(ScreenModel view, ScreenPainter painter)
    {
        if (view.Version == _version)
        {
            return;
        }

        _version = view.Version;
        bool isOther = view.Id != _screen;
        _screen = view.Id;
        if (_refundOf != 0)
        {
            LookAtRefund(painter);
        }

        if (isOther || view.Id == ScreenId.LateDecline)
        {
            OnScreen(view);
        }
    }

    /// <summary>The terminal has gone dark: whoever stood before it sees nothing more.</summary>
    public void Dark()
    {
        _screen = ScreenId.Starting;
        _version = -1;
        _current = 0;
        _refundOf = 0;
        Note(0, 101);
    }

    /// <summary>A key is pressed at the screen that is shown.</summary>
    public void Press(char key)
    {
        if (_current == 0)
        {
            return;
        }

        bool isQuestion = _screen == ScreenId.OfflineConsent;
        if (isQuestion && key is 'o' or 'c')
        {
            _books.Consent(_current, key == 'o', now());
            Note(_current, 102 + key);
        }
        else if (key == 'c' && _screen is ScreenId.InProgress or ScreenId.ResultUnknown)
        {
            _books.AskCancel(_current, now());
            Note(_current, 102);
        }
    }

    /// <summary>
    /// The cashier confirms a refund of a sale; from now on the menus' words are about it.
    /// </summary>
    public void AskRefund(int customer, long cents)
    {
        _refund = _books.AskRefund(customer, cents, now());
        _refundOf = customer;
        _refundWords = "";
        Note(customer, 103);
    }

    /// <summary>The tap that is served, or was last.</summary>
    public int LatestCustomer => _taps.Count;

    private void HandedCreate(ReadOnlySpan<byte> bytes)
    {
        int head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(bytes[(head + 4)..]);
        using JsonDocument body = JsonDocument.ParseValue(ref reader);
        JsonElement root = body.RootElement;
        string uniqueId = root.GetProperty("unique_id").GetString()!;
        string? card = root.GetProperty("card").GetProperty("sealed").GetString();
        _books.Handed(
            uniqueId, root.GetProperty("amount").GetInt64(),
            root.GetProperty("currency").GetString()!, now(), card);
    }

    private void OnScreen(ScreenModel view)
    {
        Said said = Meaning(view.Id);
        if (said == Said.Nothing)
        {
            return;
        }

        if (said == Said.LateDecline && view.IsRefund)
        {
            TellRefund(Said.RefundRefused, "late decline of a refund");
            return;
        }

        int customer = said == Said.LateDecline ? FindLate(view) : _current;
        if (customer == 0)
        {
            return;
        }

        _books.Show(customer, said, now(), view.Id.ToString());
        Latest = customer == LatestCustomer ? said : Latest;
        Note(customer, (int)said);
        if (said is Said.NotCharged or Said.Cancelled)
        {
            _current = 0;
        }
    }

    private static Said Meaning(ScreenId screen) => screen switch
    {
        ScreenId.InProgress => Said.InProgress,
        ScreenId.Approved => Said.Accepted,
        ScreenId.Declined => Said.Refused,
        ScreenId.Rejected => Said.NotProcessed,
        ScreenId.AcceptedOffline => Said.AcceptedOffline,
        ScreenId.OfflineRefused => Said.NotCharged,
        ScreenId.ResultUnknown => Said.Unknown,
        ScreenId.SaleCancelled => Said.Cancelled,
        ScreenId.CancelKept => Said.CancelNoted,
        ScreenId.LateDecline => Said.LateDecline,
        _ => Said.Nothing,
    };

    // A late decline shows amount and card. Of several such sales nobody can tell which it is, but
    // one whose end is open is likelier than one that was told.
    private int FindLate(ScreenModel view)
    {
        string last4 = Encoding.ASCII.GetString(view.Last4);
        Tapped? match = _taps.Where(one => one.Cents == view.AmountCents && one.Last4 == last4
            && !one.IsLateTold).MinBy(one => one.Customer);
        if (match is null)
        {
            return 0;
        }

        match.IsLateTold = true;
        return match.Customer;
    }

    private void LookAtRefund(ScreenPainter painter)
    {
        if (_screen != ScreenId.Menu)
        {
            return;
        }

        string words = ScreenText.Words(painter);
        if (words == _refundWords)
        {
            return;
        }

        _refundWords = words;
        Said said = words.Contains("NON REMBOURSÉ", StringComparison.Ordinal) ? Said.RefundRefused
            : words.Contains("REMBOURSÉ", StringComparison.Ordinal) ? Said.RefundDone
            : words.Contains("Noté", StringComparison.Ordinal) ? Said.RefundNoted
            : words.Contains("Rien n'a été", StringComparison.Ordinal) ? Said.RefundRefused
            : Said.Nothing;
        if (said != Said.Nothing)
        {
            TellRefund(said, words);
        }
    }

    private void TellRefund(Said said, string words)
    {
        if (_refund != 0)
        {
            _books.ShowRefund(_refund, said, now(), words);
            Note(_refund, 200 + (int)said);
        }
    }

    private void Note(int who, int what) =>
        Told = (Told ^ ((ulong)(uint)who << 32) ^ (uint)what) * 0x9E3779B97F4A7C15UL;

    private sealed record Tapped(int Customer, int Cents, string Last4)
    {
        public bool IsLateTold { get; set; }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Customer}: {Cents} {Last4}");
    }
}
