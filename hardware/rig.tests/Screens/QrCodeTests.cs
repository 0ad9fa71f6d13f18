using System.Text;
using SkiaSharp;
using Terminal.Agent.Screens;
using Terminal.Rig.Screens;
using Terminal.Rig.Support;
using Xunit;
using ZXing;
using ZXing.Common;
using ZXing.QrCode.Internal;
using Decoder = ZXing.QrCode.Internal.Decoder;
using QrEncoder = ZXing.QrCode.Internal.Encoder;

namespace Terminal.Rig.Tests.Screens;

/// <summary>
/// The QR codes of the screen, read by ZXing: every version, level, mode and mask, every length, and
/// as a phone photographs them.
/// </summary>
public sealed class QrCodeTests
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Photos = 200;

    // ISO/IEC 18004, table 7: characters that versions 1 to 3 hold.
    private static readonly int[] LowAlphanumeric = [25, 47, 77];
    private static readonly int[] MediumAlphanumeric = [20, 38, 61];
    private static readonly int[] LowBytes = [17, 32, 53];
    private static readonly int[] MediumBytes = [14, 26, 42];

    public static TheoryData<QrMode, QrLevel> Kinds { get; } = new()
    {
        { QrMode.Alphanumeric, QrLevel.Low },
        { QrMode.Alphanumeric, QrLevel.Medium },
        { QrMode.Byte, QrLevel.Low },
        { QrMode.Byte, QrLevel.Medium },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_length_stands_in_the_smallest_version_and_is_read(QrMode mode, QrLevel level)
    {
        int[] capacities = Capacities(mode, level);
        var random = new Random(24);
        var code = new QrCode();
        for (int count = 1; count <= capacities[^1]; count++)
        {
            string text = Text(random, mode, count);
            Assert.Equal(QrResult.Done, Encode(code, text, mode, level));
            Assert.Equal(1 + capacities.Count(c => c < count), code.Version);
            Assert.Equal(17 + (4 * code.Version), code.Modules);
            Assert.Equal(text, new Decoder().decode(Matrix(code), null)?.Text);
            if (capacities.Contains(count) || capacities.Contains(count - 1))
            {
                AssertRead(code, text, level);
            }
        }

        Assert.Equal(
            QrResult.TooLong, Encode(code, Text(random, mode, capacities[^1] + 1), mode, level));
        Assert.Equal(0, code.Modules);
        Assert.False(code.IsDark(0, 0));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_mask_of_every_version_is_read(QrMode mode, QrLevel level)
    {
        int[] capacities = Capacities(mode, level);
        for (int version = 1; version <= capacities.Length; version++)
        {
            var masks = new HashSet<int>();
            for (int seed = 0; masks.Count < 8; seed++)
            {
                Assert.True(seed < 500, $"version {version}: only {masks.Count} masks");
                var random = new Random(seed);
                var code = new QrCode();
                string text = Text(random, mode, capacities[version - 1] - random.Next(3));
                Assert.Equal(QrResult.Done, Encode(code, text, mode, level));
                Assert.Equal(version, code.Version);
                if (masks.Add(code.Mask))
                {
                    AssertRead(code, text, level);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Module_for_module_it_is_what_another_encoder_makes(QrMode mode, QrLevel level)
    {
        int[] capacities = Capacities(mode, level);
        var code = new QrCode();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            string text = Text(random, mode, 1 + random.Next(capacities[^1]));
            Assert.Equal(QrResult.Done, Encode(code, text, mode, level));
            var hints = new Dictionary<EncodeHintType, object>
            {
                [EncodeHintType.QR_MASK_PATTERN] = code.Mask,
            };
            QRCode other = QrEncoder.encode(
                text, level == QrLevel.Low ? ErrorCorrectionLevel.L : ErrorCorrectionLevel.M, hints);
            Assert.Equal(other.Matrix.Width, code.Modules);
            Assert.Equal(Picture(other.Matrix), Picture(code));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_mask_is_the_one_that_the_standard_prefers(QrMode mode, QrLevel level)
    {
        int[] capacities = Capacities(mode, level);
        var code = new QrCode();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(1_000 + seed);
            string text = Text(random, mode, 1 + random.Next(capacities[^1]));
            Assert.Equal(QrResult.Done, Encode(code, text, mode, level));
            int[] penalties = [.. Enumerable.Range(0, 8).Select(mask => Penalty(text, level, mask))];
            Assert.True(
                penalties[code.Mask] == penalties.Min(),
                $"seed {seed}: mask {code.Mask} of {string.Join(' ', penalties)}");
        }
    }

    [Fact]
    public void What_a_phone_takes_is_read()
    {
        var misses = new List<int>();
        for (int seed = 0; seed < Photos; seed++)
        {
            var random = new Random(seed);
            QrMode mode = seed % 2 == 0 ? QrMode.Alphanumeric : QrMode.Byte;
            QrLevel level = seed % 4 < 2 ? QrLevel.Low : QrLevel.Medium;
            int[] capacities = Capacities(mode, level);
            string text = Text(random, mode, capacities[^1] - random.Next(12));
            var code = new QrCode();
            Assert.Equal(QrResult.Done, Encode(code, text, mode, level));
            var photo = new PhonePhoto(Shown(code), seed);
            if (QrReader.Read(photo.Grey, PhonePhoto.Width, PhonePhoto.Height)?.Text != text)
            {
                misses.Add(seed);
                Save(photo, seed);
            }
        }

        string figure = $"read {Photos - misses.Count} of {Photos}; seeds not read: {string.Join(' ', misses)}";
        TestContext.Current.SendDiagnosticMessage(figure);
        Assert.True(misses.Count * 100 <= Photos, figure);
    }

    [Fact]
    public void A_damaged_code_is_not_read_as_something_else()
    {
        // The reader itself: half of the code wiped is beyond what the check bytes can mend.
        var code = new QrCode();
        Assert.Equal(QrResult.Done, Encode(code, "TA26-00042 R03 R10", QrMode.Alphanumeric, QrLevel.Medium));
        byte[] frame = Shown(code);
        Array.Clear(frame, 4 * FrameBuffer.Columns, 2 * FrameBuffer.Columns);
        Assert.Null(QrReader.Read(FramePicture.Png(frame, 4)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("AB_")]
    [InlineData("ABCé")]
    [InlineData("A\0")]
    public void What_alphanumeric_mode_cannot_say_is_refused(string text)
    {
        var code = new QrCode();
        Assert.Equal(QrResult.Done, Encode(code, "A", QrMode.Alphanumeric, QrLevel.Low));
        Assert.Equal(QrResult.BadCharacter, Encode(code, text, QrMode.Alphanumeric, QrLevel.Low));
        Assert.Equal(0, code.Modules);
        Assert.Equal(0, code.Version);
    }

    [Fact]
    public void Making_and_drawing_a_code_allocates_nothing()
    {
        var code = new QrCode();
        var canvas = new ScreenCanvas(new FrameBuffer(), new ScreenModel(), new Texts());
        byte[] text = Encoding.ASCII.GetBytes(Text(new Random(1), QrMode.Alphanumeric, 77));
        code.Encode(text, 0, text.Length, QrMode.Alphanumeric, QrLevel.Low);
        canvas.Qr(code);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            code.Encode(text, i, 50, QrMode.Byte, QrLevel.Low);
            canvas.Qr(code);
            code.Encode(text, 0, text.Length, QrMode.Alphanumeric, QrLevel.Low);
            canvas.Qr(code);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertRead(QrCode code, string text, QrLevel level)
    {
        Result? result = QrReader.Read(FramePicture.Png(Shown(code), 3));
        Assert.True(result != null, $"not read: version {code.Version} mask {code.Mask} {text}");
        Assert.Equal(text, result.Text);
        Assert.Equal(
            level == QrLevel.Low ? "L" : "M",
            result.ResultMetadata[ResultMetadataType.ERROR_CORRECTION_LEVEL].ToString());
    }

    private static BitMatrix Matrix(QrCode code)
    {
        var matrix = new BitMatrix(code.Modules);
        for (int row = 0; row < code.Modules; row++)
        {
            for (int column = 0; column < code.Modules; column++)
            {
                matrix[column, row] = code.IsDark(row, column);
            }
        }

        return matrix;
    }

    private static byte[] Shown(QrCode code)
    {
        var frame = new FrameBuffer();
        frame.Clear();
        new ScreenCanvas(frame, new ScreenModel(), new Texts()).Qr(code);
        return frame.Frame;
    }

    private static QrResult Encode(QrCode code, string text, QrMode mode, QrLevel level)
    {
        // What stands around the text is not the code's business.
        byte[] bytes = Encoding.Latin1.GetBytes("<<" + text + ">>");
        return code.Encode(bytes, 2, bytes.Length - 4, mode, level);
    }

    private static string Text(Random random, QrMode mode, int count)
    {
        var text = new char[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = mode == QrMode.Alphanumeric
                ? Alphanumeric[random.Next(Alphanumeric.Length)]
                : (char)random.Next(0x20, 0x7F);
        }

        // A letter of the mode: the other encoder would pack the rest more tightly.
        text[random.Next(count)] = mode == QrMode.Alphanumeric ? 'Q' : 'q';
        return new string(text);
    }

    private static int[] Capacities(QrMode mode, QrLevel level) =>
        mode == QrMode.Alphanumeric
            ? level == QrLevel.Low ? LowAlphanumeric : MediumAlphanumeric
            : level == QrLevel.Low ? LowBytes : MediumBytes;

    private static string Picture(QrCode code) => string.Join(
        '\n',
        Enumerable.Range(0, code.Modules).Select(row => string.Concat(
            Enumerable.Range(0, code.Modules).Select(column => code.IsDark(row, column) ? '#' : '.'))));

    private static string Picture(ByteMatrix matrix) => string.Join(
        '\n',
        Enumerable.Range(0, matrix.Height).Select(row => string.Concat(
            Enumerable.Range(0, matrix.Width).Select(column => matrix[column, row] == 1 ? '#' : '.'))));

    /// <summary>
    /// The four penalties of ISO/IEC 18004, 7.8.3.1, module by module, of the other encoder's code.
    /// </summary>
    private static int Penalty(string text, QrLevel level, int mask)
    {
        var hints = new Dictionary<EncodeHintType, object>
        {
            [EncodeHintType.QR_MASK_PATTERN] = mask,
        };
        string[] rows = Picture(QrEncoder.encode(
            text, level == QrLevel.Low ? ErrorCorrectionLevel.L : ErrorCorrectionLevel.M, hints).Matrix).Split('\n');
        int modules = rows.Length;
        string[] columns =
            [.. Enumerable.Range(0, modules).Select(c => string.Concat(rows.Select(row => row[c])))];
        int penalty = 0;
        foreach (string line in rows.Concat(columns))
        {
            foreach (System.Text.RegularExpressions.Match run in
                System.Text.RegularExpressions.Regex.Matches(line, "#{5,}|[.]{5,}"))
            {
                penalty += 3 + run.Length - 5;
            }

            penalty += 40 * System.Text.RegularExpressions.Regex.Count(
                line, "(?=#[.]###[.]#)((?<=[.]{4})|(?=.{7}[.]{4}))");
        }

        for (int row = 1; row < modules; row++)
        {
            for (int column = 1; column < modules; column++)
            {
                char here = rows[row][column];
                bool isBlock = here == rows[row - 1][column] && here == rows[row][column - 1]
                    && here == rows[row - 1][column - 1];
                penalty += isBlock ? 3 : 0;
            }
        }

        int dark = rows.Sum(row => row.Count(module => module == '#'));
        double percent = 100.0 * dark / (modules * modules);
        return penalty + (10 * (int)(Math.Abs(percent - 50) / 5));
    }

    /// <summary>A photo that was not read, to be looked at.</summary>
    private static void Save(PhonePhoto photo, int seed)
    {
        using var bitmap = new SKBitmap(PhonePhoto.Width, PhonePhoto.Height);
        bitmap.Pixels = [.. photo.Grey.Select(grey => new SKColor(grey, grey, grey))];
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        string folder = Path.Combine(Path.GetTempPath(), "qr-photos");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{seed}.png"), data.ToArray());
    }
}
