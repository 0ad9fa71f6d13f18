namespace Terminal.Rig.Tests.Screens;

/// <summary>
/// The terminal's screen as a phone takes it: held at an angle, not quite sharp, noisy, with the light
/// of one side, and with the dark lines between the pixels of an OLED. All of it follows from a seed.
/// </summary>
public sealed class PhonePhoto
{
    /// <summary>Pixels of the photo.</summary>
    public const int Width = 640;

    /// <summary>Rows of the photo.</summary>
    public const int Height = 480;

    private const int ScreenColumns = 128;
    private const int ScreenRows = 64;

    /// <summary>Pixels of the display's dark border.</summary>
    private const double Bezel = 6;

    /// <summary>What of a pixel's pitch is lit.</summary>
    private const double Lit = 0.9;

    private const double Plastic = 0.3;
    private const double Distance = 400;

    private readonly Random _random;
    private readonly double[,] _turn;
    private readonly double _zoom;
    private readonly double _left;
    private readonly double _top;

    /// <summary>Takes the photo.</summary>
    /// <param name="frame">1024 bytes in the display's order.</param>
    /// <param name="seed">Everything that differs from photo to photo.</param>
    public PhonePhoto(byte[] frame, int seed)
    {
        _random = new Random(seed);
        double yaw = Angle(25);
        double pitch = Angle(25);
        double roll = Angle(20);
        _turn = Turn(yaw, pitch, roll);
        _zoom = Between(2.6, 4.2) * Distance;
        _left = (Width / 2) + Between(-30, 30);
        _top = (Height / 2) + Between(-30, 30);
        double[] light = Expose(frame);
        Blur(light, Between(0.3, 1.6));
        Grey = Develop(light, Between(2, 14), Between(0.4, 0.9), Angle(180));
    }

    /// <summary>Brightness, row by row.</summary>
    public byte[] Grey { get; }

    private double[] Expose(byte[] frame)
    {
        var light = new double[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                // Four rays a pixel: the sensor sees an area, not a point.
                light[(y * Width) + x] =
                    (Ray(frame, x + 0.25, y + 0.25) + Ray(frame, x + 0.75, y + 0.25)
                        + Ray(frame, x + 0.25, y + 0.75) + Ray(frame, x + 0.75, y + 0.75)) / 4;
            }
        }

        return light;
    }

    /// <summary>What a ray through the photo meets on the terminal.</summary>
    private double Ray(byte[] frame, double x, double y)
    {
        double rayX = (x - _left) / _zoom;
        double rayY = (y - _top) / _zoom;
        double across = Along(0, rayX, rayY, 1);
        double down = Along(1, rayX, rayY, 1);
        double depth = Along(2, rayX, rayY, 1);
        double reach = Distance * _turn[2, 2] / depth;
        double column = (reach * across) - (Distance * _turn[2, 0]) + (ScreenColumns / 2);
        double row = (reach * down) - (Distance * _turn[2, 1]) + (ScreenRows / 2);
        if (column < 0 || row < 0 || column >= ScreenColumns || row >= ScreenRows)
        {
            bool isBezel = column > -Bezel && row > -Bezel
                && column < ScreenColumns + Bezel && row < ScreenRows + Bezel;
            return isBezel ? 0.04 : Plastic;
        }

        bool isLit = Rig.Screens.FramePicture.IsLit(frame, (int)column, (int)row);
        bool isGap = column - Math.Floor(column) > Lit || row - Math.Floor(row) > Lit;
        return isLit && !isGap ? 0.95 : 0.06;
    }

    // The ray in the terminal's own directions: the turn's transpose.
    private double Along(int axis, double x, double y, double z) =>
        (_turn[0, axis] * x) + (_turn[1, axis] * y) + (_turn[2, axis] * z);

    private static void Blur(double[] light, double sigma)
    {
        int reach = (int)Math.Ceiling(3 * sigma);
        double[] kernel =
            [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(d => Math.Exp(-d * d / (2 * sigma * sigma)))];
        double sum = kernel.Sum();
        foreach (int step in new[] { 1, Width })
        {
            var source = (double[])light.Clone();
            int span = reach * step;
            for (int i = span; i < light.Length - span; i++)
            {
                double value = 0;
                for (int k = 0; k < kernel.Length; k++)
                {
                    value += kernel[k] * source[i + ((k - reach) * step)];
                }

                light[i] = value / sum;
            }
        }
    }

    /// <param name="light">The sharp light.</param>
    /// <param name="noise">Standard deviation, of 255.</param>
    /// <param name="shade">What the darkest corner has of the light.</param>
    /// <param name="from">Where the light comes from, in radians.</param>
    private byte[] Develop(double[] light, double noise, double shade, double from)
    {
        var grey = new byte[light.Length];
        double cos = Math.Cos(from);
        double sin = Math.Sin(from);
        for (int i = 0; i < grey.Length; i++)
        {
            double across = ((i % Width) / (double)Width) - 0.5;
            double down = ((i / Width) / (double)Height) - 0.5;
            double way = ((across * cos) + (down * sin)) / Math.Sqrt(2);
            double falls = 1 - ((1 - shade) * (0.5 + way));
            double gauss = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()))
                * Math.Cos(2 * Math.PI * _random.NextDouble());
            grey[i] = (byte)Math.Clamp((230 * light[i] * falls) + 12 + (noise * gauss), 0, 255);
        }

        return grey;
    }

    private static double[,] Turn(double yaw, double pitch, double roll)
    {
        double[,] aroundY =
        {
            { Math.Cos(yaw), 0, Math.Sin(yaw) }, { 0, 1, 0 }, { -Math.Sin(yaw), 0, Math.Cos(yaw) },
        };
        double[,] aroundX =
        {
            { 1, 0, 0 }, { 0, Math.Cos(pitch), -Math.Sin(pitch) }, { 0, Math.Sin(pitch), Math.Cos(pitch) },
        };
        double[,] aroundZ =
        {
            { Math.Cos(roll), -Math.Sin(roll), 0 }, { Math.Sin(roll), Math.Cos(roll), 0 }, { 0, 0, 1 },
        };
        return Times(Times(aroundY, aroundX), aroundZ);
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        var product = new double[3, 3];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                for (int k = 0; k < 3; k++)
                {
                    product[row, column] += a[row, k] * b[k, column];
                }
            }
        }

        return product;
    }

    private double Angle(double degrees) => Between(-degrees, degrees) * Math.PI / 180;

    private double Between(double least, double most) =>
        least + ((most - least) * _random.NextDouble());
}
