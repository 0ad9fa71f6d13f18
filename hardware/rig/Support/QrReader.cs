using SkiaSharp;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Terminal.Rig.Support;

/// <summary>Finds and reads a QR code in a picture, by ZXing.</summary>
public static class QrReader
{
    /// <summary>A picture is made smaller until its longer side is no longer than this.</summary>
    private const int SideMax = 1_600;

    /// <summary>A picture whose longer side is shorter than this is enlarged.</summary>
    private const int SideMin = 500;

    /// <summary>Pixels on either side that are drawn together at most.</summary>
    private const int SoftReachMax = 3;

    private static readonly Dictionary<DecodeHintType, object> Hints =
        new() { [DecodeHintType.TRY_HARDER] = true };

    /// <summary>Reads the code in a picture file's bytes (PNG, JPEG, WebP).</summary>
    /// <returns>Null when the bytes are no picture or hold no code that can be read.</returns>
    public static Result? Read(byte[] file)
    {
        using SKBitmap? bitmap = SKBitmap.Decode(file);
        return bitmap == null ? null : Read(bitmap);
    }

    /// <summary>
    /// Reads the code in a picture's brightness, row by row; where it is not found at once, in the
    /// picture made softer, because the lines between a display's pixels look like modules.
    /// </summary>
    public static Result? Read(byte[] grey, int width, int height)
    {
        for (int reach = 0; reach <= SoftReachMax; reach++)
        {
            byte[] soft = reach == 0 ? grey : Soften(grey, width, height, reach);
            var source = new RGBLuminanceSource(soft, width, height, RGBLuminanceSource.BitmapFormat.Gray8);
            Result? result = Decode(new HybridBinarizer(source)) ?? Decode(new GlobalHistogramBinarizer(source));
            if (result != null)
            {
                return result;
            }
        }

        return null;
    }

    private static Result? Read(SKBitmap bitmap)
    {
        int side = Math.Max(bitmap.Width, bitmap.Height);
        for (double scale = FirstScale(side); scale * side > SideMin / 2; scale /= 2)
        {
            using SKBitmap? sized = Resize(bitmap, scale);
            Result? result = sized == null ? null : ReadPixels(sized);
            if (result != null)
            {
                return result;
            }
        }

        return null;
    }

    private static double FirstScale(int side) =>
        side > SideMax ? (double)SideMax / side : Math.Ceiling((double)SideMin / side);

    private static SKBitmap? Resize(SKBitmap bitmap, double scale)
    {
        var size = new SKImageInfo(
            Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)),
            SKColorType.Bgra8888, SKAlphaType.Opaque);
        return bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear));
    }

    private static Result? ReadPixels(SKBitmap bitmap)
    {
        SKColor[] pixels = bitmap.Pixels;
        byte[] grey = [.. pixels.Select(p => (byte)(((p.Red * 2) + (p.Green * 5) + p.Blue) / 8))];
        return Read(grey, bitmap.Width, bitmap.Height);
    }

    /// <summary>The mean of each pixel and those around it.</summary>
    private static byte[] Soften(byte[] grey, int width, int height, int reach)
    {
        var across = new byte[grey.Length];
        var soft = new byte[grey.Length];
        SoftenLines(grey, across, width, height, 1, width, reach);
        SoftenLines(across, soft, height, width, width, 1, reach);
        return soft;
    }

    private static void SoftenLines(
        byte[] from, byte[] to, int length, int lines, int step, int lineStep, int reach)
    {
        for (int line = 0; line < lines; line++)
        {
            int start = line * lineStep;
            for (int i = 0; i < length; i++)
            {
                int first = Math.Max(0, i - reach);
                int last = Math.Min(length - 1, i + reach);
                int sum = 0;
                for (int at = first; at <= last; at++)
                {
                    sum += from[start + (at * step)];
                }

                to[start + (i * step)] = (byte)(sum / (last - first + 1));
            }
        }
    }

    private static Result? Decode(Binarizer binarizer) =>
        new QRCodeReader().decode(new BinaryBitmap(binarizer), Hints);
}
