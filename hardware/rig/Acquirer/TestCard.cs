// What each test card of the rig leads to at the emulated acquirer. The virtual reader taps them
// by name; clients that send a card number (the acquirer's ordinary libraries do) reach the same
// outcomes by number.

namespace Terminal.Rig.Acquirer;

/// <summary>
/// A card of the rig and the outcome that the emulated acquirer gives to a payment with it.
/// </summary>
/// <param name="Name">Its name in scenarios and on the bench.</param>
/// <param name="Number">The number that foreign clients send for this outcome; never in a sealed
/// payload.</param>
/// <param name="Brand">Brand as the API spells it.</param>
/// <param name="Status">Status of the payment; null is a null status, which decides
/// nothing.</param>
/// <param name="Response">Response code of the payment.</param>
/// <param name="DelayMs">How long the answer is held back after the payment was booked, in
/// ms.</param>
public sealed record TestCard(
    string Name, string Number, string Brand, string? Status, string Response, int DelayMs = 0)
{
    /// <summary>A payment with this card is captured after its authorisation.</summary>
    public const string ToCapture = "to_capture";

    private const string Refused = "refused";

    /// <summary>Every test card, approved first.</summary>
    public static IReadOnlyList<TestCard> All { get; } =
    [
        new("approved", "4242424242424242", "visa", ToCapture, "00"),
        new("approved_mastercard", "5555555555554444", "mastercard", ToCapture, "00"),
        new("captured", "4000000000000077", "visa", "captured", "00"),
        new("slow", "4000000000005126", "visa", ToCapture, "00", 6_000),
        new("declined_05", "4000000000000002", "visa", Refused, "05"),
        new("declined_41", "4000000000009987", "visa", Refused, "41"),
        new("declined_42", "4000000000009979", "visa", Refused, "42"),
        new("declined_51", "4000000000009995", "visa", Refused, "51"),
        new("declined_75", "4000000000000127", "visa", Refused, "75"),
        new("refused_00", "4000000000000341", "visa", Refused, "00"),
        new("null_status", "4000000000000259", "visa", null, "75"),
    ];

    /// <summary>The last four digits of its number.</summary>
    public string Last4 => Number[^4..];

    /// <summary>The card of that name, or null.</summary>
    public static TestCard? ByName(string name) => All.FirstOrDefault(card => card.Name == name);

    /// <summary>
    /// The card of that number; a number that is well formed and not listed is an approved one.
    /// Null where the number cannot be a card's.
    /// </summary>
    public static TestCard? ByNumber(string number)
    {
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit) || !LuhnHolds(number))
        {
            return null;
        }
        return All.FirstOrDefault(card => card.Number == number)
            ?? new TestCard("approved", number, BrandOf(number), ToCapture, "00");
    }

    private static string BrandOf(string number) => number[0] switch
    {
        '4' => "visa",
        '5' or '2' => "mastercard",
        '3' when number[1] == '5' => "jcb",
        '3' => "amex",
        _ => "unknown",
    };

    private static bool LuhnHolds(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            if ((i & 1) == 1)
            {
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            }
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
