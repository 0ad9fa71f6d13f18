using Terminal.Agent.Screens;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>
/// QR codes: a known one module for module, the versions' edges, and what cannot be said.
/// </summary>
[TestClass]
public class ScreensQrCodeTests
{
    // "HELLO WORLD" at level M: version 1, mask 0; a row each, bit 0 at the left.
    private static readonly int[] HelloWorld =
    {
        0x1FD47F, 0x104741, 0x17545D, 0x17545D, 0x175D5D, 0x104E41, 0x1FD57F,
        0x000000, 0x091255, 0x11091E, 0x034BF8, 0x0EB9AF, 0x15CAF2, 0x144500,
        0x06907F, 0x02C641, 0x1FD35D, 0x08AC5D, 0x12EF5D, 0x1A3841, 0x10EB7F,
    };

    [TestMethod]
    public void A_known_text_gives_the_known_modules()
    {
        byte[] text = ByteCodec.Ascii("HELLO WORLD");
        var code = new QrCode();
        Assert.IsTrue(code.Encode(text, 0, text.Length, QrMode.Alphanumeric, QrLevel.Medium)
            == QrResult.Done);
        Assert.AreEqual(1, code.Version);
        Assert.AreEqual(HelloWorld.Length, code.Modules);
        Assert.AreEqual(0, code.Mask);
        for (int row = 0; row < HelloWorld.Length; row++)
        {
            Assert.AreEqual(HelloWorld[row], code.Row(row));
        }

        Assert.IsTrue(code.IsDark(0, 0));
        Assert.IsFalse(code.IsDark(0, 7));
        Assert.IsFalse(code.IsDark(-1, 0));
        Assert.IsFalse(code.IsDark(0, 21));
    }

    [DataRow(4, 1, 17, 1)]
    [DataRow(4, 1, 18, 2)]
    [DataRow(4, 1, 32, 2)]
    [DataRow(4, 1, 53, 3)]
    [DataRow(4, 1, 54, 0)]
    [DataRow(4, 0, 14, 1)]
    [DataRow(4, 0, 42, 3)]
    [DataRow(4, 0, 43, 0)]
    [DataRow(2, 1, 25, 1)]
    [DataRow(2, 1, 26, 2)]
    [DataRow(2, 1, 77, 3)]
    [DataRow(2, 1, 78, 0)]
    [DataRow(2, 0, 61, 3)]
    [DataRow(2, 0, 62, 0)]
    public void The_smallest_version_is_taken(int mode, int level, int count, int version)
    {
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = (byte)('A' + (i % 26));
        }

        var code = new QrCode();
        QrResult result = code.Encode(text, 0, count, (QrMode)mode, (QrLevel)level);
        Assert.IsTrue(result == (version == 0 ? QrResult.TooLong : QrResult.Done));
        Assert.AreEqual(version, code.Version);
        Assert.AreEqual(version == 0 ? 0 : 17 + (4 * version), code.Modules);
    }

    [TestMethod]
    public void A_small_letter_is_for_byte_mode_only()
    {
        byte[] text = ByteCodec.Ascii("Wifi");
        var code = new QrCode();
        Assert.IsTrue(code.Encode(text, 0, 4, QrMode.Alphanumeric, QrLevel.Low)
            == QrResult.BadCharacter);
        Assert.AreEqual(0, code.Modules);
        Assert.IsTrue(code.Encode(text, 0, 4, QrMode.Byte, QrLevel.Low) == QrResult.Done);
        Assert.AreEqual(21, code.Modules);
    }
}
