// Stands beside the terminal and tells the bookkeeper what a person sees and does there: the words
// of a screen, the entries of the attention list, the keys, the card. It never looks into the
// journal. Whose sale a screen means, it knows as a cashier does: the one whose card was read last,
// or else the one of that amount.

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;

namespace Terminal.Rig.World;

/// <summary>Puts a terminal's screens and keys into the bookkeeper's words.</summary>
/// <param name="now">The world's clock, UTC.</param>
public sealed partial class ScreenWitness(Func<DateTimeOffset> now)
{
    // What the menus say of a refund, in both languages; the first that stands there counts.
    private static readonly (string Words, Said Said)[] RefundWords =
    [
        ("NON REMBOURSÉ", Said.RefundRefused), ("NOT REFUNDED", Said.RefundRefused),
        ("REMBOURSÉ", Said.RefundDone), ("REFUNDED", Said.RefundDone),
        ("Noté", Said.RefundNoted), ("Noted", Said.RefundNoted),
        ("Rien n'a été enregistré", Said.RefundRefused),
        ("Nothing was stored", Said.RefundRefused),
    ];

    private static readonly string[] RefundQuestion = ["REMBOURSER", "REFUND?"];

    private readonly Bookkeeper _books = new();
    private readonly List<Tapped> _taps = [];
    private readonly List<(int Number, long Cents)> _openRefunds = [];
    private readonly List<byte> _handed = [];
    private readonly AttentionEntry _entry = new();
    private readonly List<Seen> _attention = [];
    private int _attentionState = -1;
    private int _entries;
    private ScreenPainter? _painter;
    private ScreenId _screen;

    // The counter has been on the screen since the start.
    private bool _isStarted = true;
    private int _version = -1;
    private int _current;
    private int _refund;
    private int _refundOf;
    private bool _isRefundAsked;
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

    /// <summary>
    /// Bytes were handed to a connection: every create and every refund that they complete is one.
    /// </summary>
    public void Handed(ReadOnlySpan<byte> bytes)
    {
        bool isBegun = bytes.StartsWith("POST "u8) || bytes.StartsWith("GET "u8);
        if (isBegun)
        {
            _handed.Clear();
        }

        bool isWanted = bytes.StartsWith("POST "u8) || (!isBegun && _handed.Count > 0);
        if (isWanted)
        {
            _handed.AddRange(bytes);
            while (TakePost())
            {
            }
        }
    }

    /// <summary>The acquirer itself has refused a create for good.</summary>
    public void Refuse(string uniqueId) => _books.Refuse(uniqueId, now());

    /// <summary>The agent has taken a step: looks at the screen if it is another one.</summary>
    public void Look(ScreenModel view, ScreenPainter painter)
    {
        if (view.Version == _version)
        {
            return;
        }

        _version = view.Version;
        _painter = painter;
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

    /// <summary>Looks at the attention list, as whoever opens it would read it.</summary>
    public void Look(AttentionList list)
    {
        // Without its memory the terminal has no list to open.
        int state = ((int)list.NewestNumber << 8) ^ list.OpenCount;
        if (state == _attentionState || _screen is ScreenId.Starting or ScreenId.MemoryFault)
        {
            return;
        }

        _attentionState = state;
        foreach (Seen seen in _attention.ToArray())
        {
            Follow(list, seen);
        }

        for (uint number = list.Next(0, true); number != 0; number = list.Next(number, true))
        {
            bool isNew = list.Read(number, _entry) && !_attention.Exists(seen => seen.Is(_entry));
            if (isNew)
            {
                Raise(_entry);
            }
        }
    }

    /// <summary>The terminal has gone dark: whoever stood before it sees nothing more.</summary>
    public void Dark()
    {
        _screen = ScreenId.Starting;
        _isStarted = false;
        _version = -1;
        _attentionState = -1;
        _current = 0;
        _refundOf = 0;
        _isRefundAsked = false;
        _painter = null;
        _handed.Clear();
        _books.GoDark();
        Note(0, 101);
    }

    /// <summary>A key is pressed at the screen that is shown.</summary>
    public void Press(char key)
    {
        if (key == 'o' && _screen == ScreenId.Menu && _refundOf != 0 && !_isRefundAsked)
        {
            ConfirmRefund();
            return;
        }

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
        else if (key == 'c' && _screen is ScreenId.InProgress or ScreenId.ResultUnknown or ScreenId.Interrupted)
        {
            _books.AskCancel(_current, now());
            Note(_current, 102);
        }
    }

    /// <summary>
    /// The cashier goes to pay a sale back: when the menus ask and OK is pressed, it is this one's;
    /// 0 when he gives it up.
    /// </summary>
    public void IntendRefund(int customer)
    {
        _refundOf = customer;
        _isRefundAsked = false;
        _refundWords = "";
    }

    /// <summary>The tap that is served, or was last.</summary>
    public int LatestCustomer => _taps.Count;

    // A modem hands a request over in pieces.
    private bool TakePost()
    {
        Span<byte> bytes = CollectionsMarshal.AsSpan(_handed);
        int head = bytes.IndexOf("\r\n\r\n"u8);
        int at = head < 0 ? -1 : bytes[..head].IndexOf("Content-Length:"u8);
        if (at < 0)
        {
            return false;
        }

        Span<byte> value = bytes[(at + "Content-Length:".Length)..head];
        int line = value.IndexOf((byte)'\r');
        int length = int.Parse(
            line < 0 ? value : value[..line], NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture);
        int end = head + 4 + length;
        if (bytes.Length < end)
        {
            return false;
        }

        if (bytes.StartsWith("POST /v1/checkout "u8))
        {
            TellCreate(_handed.GetRange(head + 4, length).ToArray());
        }
        else if (bytes.StartsWith("POST /v1/refunds "u8))
        {
            TellRefundSent(_handed.GetRange(head + 4, length).ToArray());
        }

        _handed.RemoveRange(0, end);
        return _handed.Count > 0;
    }

    private void TellCreate(byte[] body)
    {
        using JsonDocument? document = Parse(body);
        if (document is null)
        {
            return;
        }

        JsonElement root = document.RootElement;
        _books.Handed(
            root.GetProperty("unique_id").GetString()!, root.GetProperty("amount").GetInt64(),
            root.GetProperty("currency").GetString()!, now(),
            root.GetProperty("card").GetProperty("sealed").GetString());
    }

    private void TellRefundSent(byte[] body)
    {
        using JsonDocument? document = Parse(body);
        if (document is not null)
        {
            _books.HandedRefund(document.RootElement.GetProperty("amount").GetInt64(), now());
        }
    }

    // A modem whose line loses bytes hands over what no server takes for a request.
    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void ConfirmRefund()
    {
        string words = _painter is null ? "" : ScreenText.Words(_painter);
        if (!RefundQuestion.Any(question => words.Contains(question, StringComparison.Ordinal))
            || AmountIn(words) is not long cents)
        {
            return;
        }

        _refund = _books.AskRefund(_refundOf, cents, now());
        _openRefunds.Add((_refund, cents));
        _isRefundAsked = true;
        Note(_refundOf, 103);
    }

    private static long? AmountIn(string words)
    {
        Match match = Amount().Match(words);
        string digits = string.Concat(match.Value.Where(char.IsAsciiDigit));
        return match.Success ? long.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\d[\d\s.,\u00A0\u202F]*[.,]\d\d(?!\d)")]
    private static partial Regex Amount();

    private void OnScreen(ScreenModel view)
    {
        if (view.Id is ScreenId.Idle or ScreenId.AmountEntry or ScreenId.PresentCard)
        {
            _isStarted = true;
            // The next sale: what is shown from here on is about a card that is not read yet.
            _current = 0;
            return;
        }

        Said said = view.IsTakenBack ? Said.NotCharged : Meaning(view.Id);
        if (said == Said.Nothing)
        {
            return;
        }

        if (!_isStarted && said != Said.LateDecline)
        {
            _current = FindResumed(view);
        }

        if (said == Said.LateDecline && view.IsRefund)
        {
            TellRefund(FindOpenRefund(view.AmountCents), Said.RefundRefused, view.Id.ToString());
            return;
        }

        int customer = said == Said.LateDecline ? FindLate(view) : FindCurrent(view, said);
        if (customer == 0)
        {
            return;
        }

        _books.Show(customer, said, now(), view.Id.ToString());
        Latest = customer == LatestCustomer ? said : Latest;
        Note(customer, (int)said);
    }

    // A card may be read late, when the terminal asks for one again.
    private int FindCurrent(ScreenModel view, Said said)
    {
        bool isRead = _current == 0 && Latest == Said.Nothing && _taps.Count > 0
            && said is Said.InProgress or Said.AcceptedOffline
            && _taps[^1].Cents == view.AmountCents;
        _current = isRead ? LatestCustomer : _current;
        return _current;
    }

    private static Said Meaning(ScreenId screen) => screen switch
    {
        ScreenId.InProgress => Said.InProgress,
        ScreenId.Approved => Said.Accepted,
        ScreenId.Declined => Said.Refused,
        ScreenId.Rejected => Said.NotProcessed,
        ScreenId.AcceptedOffline => Said.AcceptedOffline,
        ScreenId.OfflineRefused => Said.NotCharged,
        ScreenId.ResultUnknown or ScreenId.Interrupted => Said.Unknown,
        ScreenId.SaleCancelled => Said.Cancelled,
        ScreenId.CancelKept => Said.CancelNoted,
        ScreenId.LateDecline => Said.LateDecline,
        _ => Said.Nothing,
    };

    // What a start shows before anything else is the sale in the middle of which power went.
    private int FindResumed(ScreenModel view)
    {
        string last4 = Encoding.ASCII.GetString(view.Last4);
        return _taps.FindLast(one => one.Cents == view.AmountCents && one.Last4 == last4)?.Customer ?? 0;
    }

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
            _refundOf = 0;
            return;
        }

        string words = ScreenText.Words(painter);
        if (words == _refundWords)
        {
            return;
        }

        _refundWords = words;
        Said said = RefundWords.FirstOrDefault(
            one => words.Contains(one.Words, StringComparison.Ordinal)).Said;
        if (said != Said.Nothing && _isRefundAsked)
        {
            TellRefund(_refund, said, words);
        }
    }

    // A late refusal shows the amount: the oldest refund of it that has not ended.
    private int FindOpenRefund(int cents) =>
        _openRefunds.Find(refund => refund.Cents == cents).Number;

    private void TellRefund(int refund, Said said, string words)
    {
        if (refund == 0)
        {
            return;
        }

        _books.ShowRefund(refund, said, now(), words);
        Note(refund, 200 + (int)said);
        if (said is Said.RefundDone or Said.RefundRefused)
        {
            _openRefunds.RemoveAll(open => open.Number == refund);
        }
    }

    private void Follow(AttentionList list, Seen seen)
    {
        if (!list.Read(seen.Number, _entry) || !seen.Is(_entry))
        {
            _books.Gone(seen.Entry, now());
            _attention.Remove(seen);
            Note(seen.Entry, 301);
        }
        else if (_entry.Exit != AttentionExit.None && !seen.IsClosed)
        {
            seen.IsClosed = true;
            _books.Acknowledge(seen.Entry, now());
            Note(seen.Entry, 302);
        }
    }

    private void Raise(AttentionEntry entry)
    {
        var seen = new Seen(++_entries, entry.Number, entry.Kind, entry.Boot, entry.Sequence);
        _attention.Add(seen);
        int customer = FindCustomer(entry);
        string words = entry.Kind.ToString();
        Note(customer, 400 + (int)entry.Kind);
        bool isOfRefund = customer == 0
            && entry.Kind is AttentionKind.RefundRefused or AttentionKind.RefundUndecided
                or AttentionKind.Mismatch or AttentionKind.LateDecline;
        int refund = isOfRefund ? FindOpenRefund(entry.AmountCents) : 0;
        if (refund != 0)
        {
            Said said = entry.Kind is AttentionKind.RefundRefused or AttentionKind.LateDecline
                ? Said.RefundRefused : Said.Undecided;
            _books.RaiseRefund(seen.Entry, refund, said, now(), words);
            return;
        }

        Said meaning = Meaning(entry.Kind);
        _books.Raise(
            seen.Entry, meaning == Said.Nothing ? 0 : customer, meaning, now(), words);
        Latest = customer == LatestCustomer && meaning != Said.Nothing ? meaning : Latest;
    }

    // An entry names its transaction; one that was never sent, only by its amount.
    private int FindCustomer(AttentionEntry entry)
    {
        string uniqueId = FormattableString.Invariant(
            $"{TestBoard.Serial}-{entry.Boot}-{entry.Sequence}");
        int customer = entry.Sequence == 0 ? 0 : _books.CustomerOf(uniqueId);
        bool isOfSale = entry.Kind is AttentionKind.UnknownThenDeclined
            or AttentionKind.PowerCutThenDeclined or AttentionKind.PowerCutThenApproved
            or AttentionKind.CancelFailed;
        return customer != 0 || !isOfSale ? customer
            : _taps.Find(tap => tap.Cents == entry.AmountCents)?.Customer ?? 0;
    }

    private static Said Meaning(AttentionKind kind) => kind switch
    {
        AttentionKind.UnknownThenDeclined or AttentionKind.PowerCutThenDeclined
            or AttentionKind.LateDecline => Said.LateDecline,
        AttentionKind.PowerCutThenApproved => Said.LateAccepted,
        AttentionKind.CancelFailed => Said.StillCharged,
        AttentionKind.RefundRefused => Said.StillCharged,
        AttentionKind.RefundUndecided or AttentionKind.Mismatch
            or AttentionKind.PaymentNotOurs => Said.Undecided,
        _ => Said.Nothing,
    };

    private void Note(int who, int what) =>
        Told = (Told ^ ((ulong)(uint)who << 32) ^ (uint)what) * 0x9E3779B97F4A7C15UL;

    private sealed record Seen(
        int Entry, uint Number, AttentionKind Kind, uint Boot, uint Sequence)
    {
        public bool IsClosed { get; set; }

        public bool Is(AttentionEntry entry) => entry.Number == Number && entry.Kind == Kind
            && entry.Boot == Boot && entry.Sequence == Sequence;
    }

    private sealed record Tapped(int Customer, int Cents, string Last4)
    {
        public bool IsLateTold { get; set; }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Customer}: {Cents} {Last4}");
    }
}
