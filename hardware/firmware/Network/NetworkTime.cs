using System;
using System.Threading;
using nanoFramework.Networking;
using Terminal.Firmware.Time;

namespace Terminal.Firmware.Network;

/// <summary>Network time by SNTP. Blocks: for a worker.</summary>
public static class NetworkTime
{
    private const string Server = "pool.ntp.org";

    /// <summary>Asks the servers and hands their time to the clock.</summary>
    /// <returns>False when none answered in time.</returns>
    public static bool Ask(BoardClock clock)
    {
        try
        {
            if (!Sntp.IsStarted)
            {
                Sntp.Server1 = Server;
                Sntp.Start();
            }

            Sntp.UpdateNow();
        }
        catch (Exception)
        {
            return false;
        }

        long endMs = clock.UptimeMs + BoardLimits.TimeMs;
        while (!clock.TakeSystemTime())
        {
            if (clock.UptimeMs > endMs)
            {
                return false;
            }

            Thread.Sleep(BoardLimits.AddressPollMs);
        }

        return true;
    }
}
