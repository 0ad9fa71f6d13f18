using System.Text;
using Terminal.Rig.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// What the virtual reader seals, the emulated acquirer opens, and nobody else can read or change
/// it.
/// </summary>
public sealed class SealedCardTests
{
    private static readonly byte[] Ksn = [0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1];
    private static readonly byte[] Nonce = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    [Fact]
    public void EveryTestCardComesBack()
    {
        foreach (var card in TestCard.All)
        {
            var payload = SealedCard.Seal(card, Ksn, Nonce);
            Assert.Equal(SealedCard.PayloadBytesDefault, payload.Length);
            Assert.Equal(card, SealedCard.Open(payload, Ksn));
            var text = Encoding.Latin1.GetString(payload);
            Assert.DoesNotContain(card.Last4, text, StringComparison.Ordinal);
            Assert.DoesNotContain(card.Name, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnyChangedBitIsFoundOut()
    {
        var payload = SealedCard.Seal(TestCard.All[0], Ksn, Nonce);
        for (var bit = 0; bit < payload.Length * 8; bit++)
        {
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(SealedCard.Open(payload, Ksn));
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void AnotherKeySerialNumberOrATornPayloadDoesNotOpen()
    {
        var payload = SealedCard.Seal(TestCard.All[0], Ksn, Nonce, SealedCard.PayloadBytesMax);
        Assert.Null(SealedCard.Open(payload, [0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 2]));
        Assert.Null(SealedCard.Open(payload, []));
        for (var length = 0; length < payload.Length; length++)
        {
            Assert.Null(SealedCard.Open(payload.AsSpan(0, length), Ksn));
        }
    }

    [Fact]
    public void APayloadThatWouldNotFitTheJournalIsNotMade() =>
        Assert.Throws<ArgumentException>(() => SealedCard.Seal(TestCard.All[0], Ksn, Nonce, 257));
}
