using System.Text;
using Terminal.Agent.Settings;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// Power cut at every write to NVRAM and to the settings and at every change of the access point of a whole set-up, at
/// every byte of the settings, and memory that fails: the terminal always comes back into service by itself, with the
/// networks as they were or as saved, and saved where the page said so.
/// </summary>
public sealed class PhoneCutTests(ITestOutputHelper output)
{
    private const int RunMsMax = 16 * 60_000;
    private const string Good = "n=0&h=&p=" + VirtualWifi.PassphraseDefault;
    private const string NotSaved = "n&rsquo;a pas pu tout enregistrer";

    // One cut in so many is followed into service; the others only to the page.
    private const int FollowedEvery = 250;

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

    [Fact]
    public void A_cut_at_any_byte_of_the_settings_leaves_networks_as_they_were_or_as_saved()
    {
        var phone = new Phone();
        HandTerminal terminal = phone.Terminal;
        phone.Open();
        phone.Get();
        var writes = new List<SettingsWrite>();
        terminal.Store.Writing = (slot, bytes) => writes.Add(new SettingsWrite(
            slot, bytes.ToArray(), [terminal.Store.Slot(0), terminal.Store.Slot(1)], [.. terminal.Nvram.Bytes]));
        phone.Post("/join", Good);
        phone.Until(() => terminal.Phone.View.State == PageState.Passed);
        terminal.Store.Writing = null;

        // Both slots, so that no old passphrase is left.
        Assert.Equal([0, 1], writes.Select(write => write.Slot).Order());
        int cuts = 0;
        var saved = new int[writes.Count];
        for (int i = 0; i < writes.Count; i++)
        {
            for (int count = 0; count <= writes[i].Bytes.Length; count++)
            {
                // A file that is written anew ends where the power went; flash that is written over goes on as before.
                foreach (bool isOver in new[] { false, true })
                {
                    writes[i].CutAt(terminal, count, isOver);
                    terminal.Start();
                    terminal.Run(60);
                    Assert.Equal(PhonePhase.Serving, terminal.Phone.Phase);
                    bool isSaved = IsSaved(terminal, $"write {i}, {count} bytes, over={isOver}");
                    Assert.Equal(i > 0 || count == writes[i].Bytes.Length, isSaved);
                    saved[i] += isSaved ? 1 : 0;
                    if (cuts++ % FollowedEvery == 0)
                    {
                        terminal.Run(1_000);
                        terminal.Press(Agent.Ports.Key.Cancel);
                        RunIntoService(terminal, count);
                        Assert.Equal(isSaved, IsSaved(terminal, "in service"));
                        terminal.AccessPoint.Store("TPE"u8.ToArray(), 3, "12345678"u8.ToArray(), 8);
                    }
                }
            }
        }

        output.WriteLine($"cuts={cuts} saved={string.Join('+', saved)}");
        Assert.InRange(cuts, 1_000, 20_000);
    }

    [Theory]
    [InlineData(MemorySettingsStore.Fate.Failed, false)]
    [InlineData(MemorySettingsStore.Fate.KeptUnheard, true)]
    public void Settings_that_are_not_kept_or_not_known_to_be_are_told(MemorySettingsStore.Fate fate, bool isThere)
    {
        var phone = new Phone();
        HandTerminal terminal = phone.Terminal;
        phone.Open();
        phone.Get();
        terminal.Store.Next = fate;
        phone.Post("/join", Good);
        phone.Until(() => terminal.Phone.View.State == PageState.Choose);
        Assert.Contains(NotSaved, phone.Get(), StringComparison.Ordinal);
        Assert.False(phone.HasReadSaved);
        phone.Cut();
        Assert.Equal(isThere, IsSaved(terminal, "after the cut"));

        // The memory has come back.
        terminal.Store.Next = MemorySettingsStore.Fate.Kept;
        phone.Until(() => phone.Phase == PhonePhase.Serving && terminal.Phone.View.State == PageState.Choose);
        phone.Get();
        phone.Post("/join", Good);
        phone.Until(() => terminal.Phone.View.State == PageState.Passed);
        phone.Get();
        Assert.True(phone.HasReadSaved);
        phone.UntilRestart();
        phone.UntilRunning();
        Assert.True(IsSaved(terminal, "in service"));
    }

    [Fact]
    public void A_write_that_fails_once_is_made_again_and_nobody_is_troubled()
    {
        var phone = new Phone();
        HandTerminal terminal = phone.Terminal;
        phone.Open();
        phone.Get();
        int writes = 0;
        terminal.Store.Writing = (_, _) => terminal.Store.Next =
            writes++ == 0 ? MemorySettingsStore.Fate.Failed : MemorySettingsStore.Fate.Kept;
        phone.Post("/join", Good);
        phone.Until(() => terminal.Phone.View.State == PageState.Passed);
        Assert.Equal(3, writes);
        phone.Get();
        phone.UntilRestart();
        phone.UntilRunning();
        Assert.True(IsSaved(terminal, "in service"));
    }

    [Theory]
    [InlineData(MemorySettingsStore.Fate.Failed, false)]
    [InlineData(MemorySettingsStore.Fate.KeptUnheard, true)]
    public void A_memory_that_takes_nothing_does_not_keep_the_set_up_open(
        MemorySettingsStore.Fate fate, bool isThere)
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Terminal.Store.Next = fate;
        phone.Post("/join", Good);
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Choose);
        phone.Get();
        phone.UntilRestart(12 * 60_000);
        phone.UntilRunning();
        Assert.Equal(isThere, IsSaved(phone.Terminal, "in service"));
        Assert.False(phone.HasReadSaved);
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
        void CutHere()
        {
            if (!isCut && left-- == 0)
            {
                isCut = true;
                throw new PowerCutException();
            }
        }

        terminal.AccessPoint.Storing = CutHere;
        terminal.Store.Writing = (_, _) => CutHere();
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
        terminal.Store.Writing = null;
        terminal.Nvram.CutAfter(-1);
        terminal.Start();
        RunIntoService(terminal, moment);
        isSaved = IsSaved(terminal, $"moment {moment}");
        Assert.True(isSaved || !phone.HasReadSaved, $"moment {moment}: the page said that it is saved");
        return isCut;
    }

    private static bool IsSaved(HandTerminal terminal, string when)
    {
        int count = terminal.Agent.Settings.WifiProfileCount;
        Assert.InRange(count, 0, 1);
        WifiProfile profile = terminal.Agent.Settings.WifiProfiles[0];
        string network = Encoding.ASCII.GetString(profile.Ssid, 0, profile.SsidLength) + "/"
            + Encoding.ASCII.GetString(profile.Passphrase, 0, profile.PassphraseLength);
        Assert.True(count == 0 || network == "Boutique/" + VirtualWifi.PassphraseDefault, $"{when}: {network}");
        return count == 1;
    }

    private static void Play(Phone phone)
    {
        phone.Open();
        phone.Get();
        phone.Post("/join", Good);
        phone.Get();
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Passed);
        phone.Get();
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

    // A write to the settings' memory, and what the memories held before it.
    private sealed record SettingsWrite(int Slot, byte[] Bytes, byte[][] Slots, byte[] Nvram)
    {
        public void CutAt(HandTerminal terminal, int count, bool isOver)
        {
            byte[] old = Slots[Slot];
            terminal.Store.Put(1 - Slot, Slots[1 - Slot]);
            terminal.Store.Put(
                Slot, [.. Bytes[..count], .. isOver && old.Length > count ? old[count..] : Array.Empty<byte>()]);
            Nvram.CopyTo(terminal.Nvram.Bytes, 0);
        }
    }
}
