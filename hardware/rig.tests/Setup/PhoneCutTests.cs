using System.Text;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// Power cut at every write to NVRAM and at every change of the access point of a whole set-up: the terminal always
/// comes back into service by itself, with the networks as they were or as saved.
/// </summary>
public sealed class PhoneCutTests(ITestOutputHelper output)
{
    private const int RunMsMax = 16 * 60_000;

    [Fact]
    public void A_cut_at_any_write_ends_in_service_within_the_set_ups_time()
    {
        int saved = 0;
        int moment = 0;
        for (bool isCut = true; isCut; moment++)
        {
            isCut = PlayWithCut(moment, out bool isSaved);
            saved += isSaved ? 1 : 0;
        }

        output.WriteLine($"moments={moment - 1} saved={saved}");
        Assert.InRange(moment, 20, 500);

        // Early cuts save nothing new, late ones the network.
        Assert.InRange(saved, 2, moment - 2);
    }

    // False when the set-up had fewer moments than that.
    private static bool PlayWithCut(int moment, out bool isSaved)
    {
        var phone = new Phone();
        HandTerminal terminal = phone.Terminal;
        int left = moment;
        bool isCut = false;
        MemoryNvram.NvramWriting writing = (_, bytes) =>
        {
            if (!isCut && left-- == 0)
            {
                isCut = true;
                terminal.Nvram.CutAfter(moment % (bytes.Length + 1));
            }
        };
        terminal.Nvram.Writing += writing;
        terminal.AccessPoint.Storing = () =>
        {
            if (!isCut && left-- == 0)
            {
                isCut = true;
                throw new PowerCutException();
            }
        };
        try
        {
            Play(phone);
        }
        catch (PowerCutException)
        {
            // Power comes back a moment later.
        }

        terminal.Nvram.Writing -= writing;
        terminal.AccessPoint.Storing = null;
        terminal.Nvram.CutAfter(-1);
        terminal.Start();
        RunIntoService(terminal, moment);
        int count = terminal.Agent.Settings.WifiProfileCount;
        isSaved = count == 1;
        Assert.InRange(count, 0, 1);
        Assert.True(
            !isSaved || Encoding.ASCII.GetString(terminal.Agent.Settings.WifiProfiles[0].Passphrase)
                .StartsWith(VirtualWifi.PassphraseDefault, StringComparison.Ordinal),
            $"moment {moment}");
        return isCut;
    }

    private static void Play(Phone phone)
    {
        phone.Open();
        phone.Get();
        phone.Post("/join", "n=0&h=&p=" + VirtualWifi.PassphraseDefault);
        phone.UntilRestart();
        phone.UntilRunning();
    }

    private static void RunIntoService(HandTerminal terminal, int moment)
    {
        int reboots = terminal.Reboots;
        int restarts = 0;
        for (int ms = 0; ms < RunMsMax; ms += 1_000)
        {
            terminal.Run(1_000);
            if (terminal.Reboots > reboots)
            {
                reboots = terminal.Reboots;
                restarts++;
                terminal.Start();
            }

            if (terminal.Phone.Phase == PhonePhase.Idle && ms > 5_000)
            {
                Assert.Null(terminal.AccessPoint.Air);
                Assert.InRange(restarts, 0, Terminal.Agent.Limits.PhoneStartsMax);
                Assert.True(terminal.Agent.Sale.IsIdle);
                return;
            }
        }

        Assert.Fail($"moment {moment}: {terminal.Phone.Phase} {terminal.Words}");
    }
}
