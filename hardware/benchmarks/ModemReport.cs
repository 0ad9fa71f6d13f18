using System.Globalization;
using Terminal.Agent.Modem;
using Terminal.Agent.Screens;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks;

/// <summary>
/// What a payment costs on the modem's line: bytes and the line's time at 115200 baud, counted in virtual time with
/// the whole agent, the emulated modem and the simulated acquirer. The figures repeat to the byte.
/// </summary>
public static class ModemReport
{
    private const int Payments = 100;
    private const int Baud = 115_200;
    private const int BitsPerByte = 10;
    private const int IdleHours = 1;
    private const int PauseMs = 20_000;

    /// <summary>Counts and prints, one line for each case.</summary>
    public static void Print()
    {
        foreach (string line in Measure())
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Counts everything.</summary>
    public static IReadOnlyList<string> Measure()
    {
        var world = new SimWorld(1);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        // Before power on nothing has gone over the line.
        var start = new Count(world.Time.NowMs, 0, 0, 0, 0);
        world.Terminal.PowerOn();
        Require(world.RunUntil(() => Modem(world).IsReady, 180_000), "the modem did not come up");
        string boot = Line("boot", world, start, 1);
        Pay(world);
        start = Count.Now(world);
        world.Run(IdleHours * 3_600_000L);
        return
        [
            boot,
            Line("idle_hour", world, start, IdleHours),
            PayAll(world, "payment_session_kept", false),
            PayAll(world, "payment_session_new", true),
        ];
    }

    private static string PayAll(SimWorld world, string name, bool isNewSession)
    {
        Pay(world);
        Count sum = default;
        for (int i = 0; i < Payments; i++)
        {
            world.Run(PauseMs);
            if (isNewSession)
            {
                world.Terminal.Modem.DropSession();
                world.Run(1_000);
            }

            Count before = Count.Now(world);
            Pay(world);
            sum = sum.Plus(Count.Now(world).Minus(before));
        }

        return Line(name, sum, Payments);
    }

    // From the first key to the approval on the screen.
    private static void Pay(SimWorld world)
    {
        Require(world.RunUntil(() => world.Terminal.Agent!.Sale.IsIdle, 60_000), "no counter was free");
        Require(world.Sell(1_250), "no card was asked for");
        Require(
            world.RunUntil(() => world.Terminal.Agent!.View.Id == ScreenId.Approved, 20_000),
            "a payment was not approved");
    }

    private static ModemDriver Modem(SimWorld world) =>
        ((CellularLink)world.Terminal.Agent!.Links.Sim).Modem;

    private static string Line(string name, SimWorld world, Count since, int times) =>
        Line(name, Count.Now(world).Minus(since), times);

    private static string Line(string name, Count count, int times)
    {
        double outBytes = (double)count.Out / times;
        double inBytes = (double)count.In / times;
        double took = (double)count.Ms / times;
        double lineMs = Math.Max(outBytes, inBytes) * BitsPerByte * 1_000 / Baud;
        double payload = (double)(count.PayloadOut + count.PayloadIn) / times;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} times={times} out_bytes={outBytes:0.#} in_bytes={inBytes:0.#} payload_bytes={payload:0.#} "
            + $"out_line_ms={LineMs(outBytes):0.#} in_line_ms={LineMs(inBytes):0.#} took_ms={took:0} "
            + $"line_share_percent={(took > 0 ? 100 * lineMs / took : 0):0.##}");
    }

    private static double LineMs(double bytes) => bytes * BitsPerByte * 1_000 / Baud;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private readonly record struct Count(long Ms, long Out, long In, long PayloadOut, long PayloadIn)
    {
        public static Count Now(SimWorld world) => new(
            world.Time.NowMs,
            world.Terminal.ModemPort.BytesToModem,
            world.Terminal.ModemPort.BytesFromModem,
            world.Terminal.Modem.PayloadOut,
            world.Terminal.Modem.PayloadIn);

        public Count Minus(Count other) => new(
            Ms - other.Ms, Out - other.Out, In - other.In,
            PayloadOut - other.PayloadOut, PayloadIn - other.PayloadIn);

        public Count Plus(Count other) => new(
            Ms + other.Ms, Out + other.Out, In + other.In,
            PayloadOut + other.PayloadOut, PayloadIn + other.PayloadIn);
    }
}
