using System.Text;
using Terminal.Agent.Sale;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Tests.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>
/// Days in which boards are replaced, memories move, keys change and old memories come back: each seed draws its own,
/// with sales whose answers are lost in between. Two accounts have books of their own, so that a payment that goes to
/// both is seen. Nobody is charged twice.
/// </summary>
public sealed class OwnerDaysTests
{
    private const string RotatedKey = "stest_RotatedRotatedRotated000";
    private const string ForeignKey = "stest_ForeignForeignForeign000";

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 100)]
    public void Whoever_the_memory_comes_to_nobody_is_charged_twice(int first, int count)
    {
        int held = 0;
        int charged = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            var day = new Day(seed);
            day.Play();
            held += day.Held;
            charged += day.Charged;
        }

        // A day in which nothing was held or charged would prove nothing.
        Assert.True(held > count / 2, $"{held} times held");
        Assert.True(charged > 2 * count, $"{charged} charged");
    }

    private sealed class Day
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly AgentWorld _world = new();
        private readonly AgentWorldBank _foreign = new();
        private byte[] _snapshot;
        private int _cents = 1_000;

        // The acquirer takes nothing: what has been sold waits.
        private bool _isDown;

        public Day(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _foreign.Now = () => _world.Clock.UtcSeconds;
            string foreign = Convert.ToBase64String(Encoding.ASCII.GetBytes(ForeignKey + ":"));
            _world.Anything = request => _isDown ? AgentWorldReply.Hangup
                : request.Headers["Authorization"].EndsWith(foreign, StringComparison.Ordinal)
                    ? _foreign.Handle(request) : null;
            _snapshot = _world.Nvram.Image.ToArray();
        }

        /// <summary>How often a technician met a held queue.</summary>
        public int Held { get; private set; }

        public int Charged { get; private set; }

        public void Play()
        {
            for (int i = 0; i < 12; i++)
            {
                _isDown &= _random.Next(4) > 0;
                PlayOne();
                Decide();
            }

            _isDown = false;

            Settings(s => SetKey(s, AgentWorld.Key));
            for (int i = 0; i < 3; i++)
            {
                // Behind one reason another may stand.
                Decide();
            }

            Assert.True(
                _world.RunUntil(() => _world.Agent.Journal.UndeliveredCount == 0, 4 * 3_600_000),
                $"seed {_seed}: {_world.Agent.Journal.UndeliveredCount} wait, {_world.Agent.Owner.Hold}");
            var books = _world.Bank.Payments.Concat(_foreign.Payments).Where(p => p.Status == "to_capture").ToList();
            Charged = books.Count;
            foreach (var twice in books.GroupBy(p => p.Amount)
                .Where(g => g.Sum(p => p.Amount - p.Refunds.Sum()) > g.Key))
            {
                Assert.Fail($"seed {_seed}: {twice.Key} charged {twice.Count()} times: "
                    + string.Join(' ', twice.Select(p => p.UniqueId)));
            }
        }

        private void PlayOne()
        {
            switch (_random.Next(9))
            {
                case 0 or 1 or 2:
                    Sell(false);
                    break;
                case 3 or 4:
                    // Power goes with the answer: the queue holds a payment that may have been made.
                    Sell(true);
                    break;
                case 5:
                    _snapshot = _world.Nvram.Image.ToArray();
                    _world.Restart();
                    break;
                case 6:
                    // A spare board without settings of its own: it gets the key, and nothing else.
                    _world.Restart((_, settings) => TestBoard.Provision(Empty(settings), AddWifi));
                    Settings(s => SetKey(s, AgentWorld.Key));
                    break;
                case 7:
                    // A board of another terminal, or of another account, or with the next key of this one.
                    int other = _random.Next(3);
                    Settings(s =>
                    {
                        s.Serial[0] = other == 0 ? (byte)('A' + _random.Next(20)) : s.Serial[0];
                        SetKey(s, other == 1 ? ForeignKey : other == 2 ? RotatedKey : AgentWorld.Key);
                    });
                    break;
                default:
                    _world.Restart((nvram, _) => nvram.Write(0, _snapshot, 0, _snapshot.Length));
                    break;
            }
        }

        private void Sell(bool isLost)
        {
            if (_world.Agent.Owner.Hold != QueueHold.None)
            {
                return;
            }

            _cents++;
            if (isLost)
            {
                _world.LoseAnswer("Create");
            }

            try
            {
                _world.Tap(_cents);
            }
            catch (InvalidOperationException)
            {
                // The same screen as a cashier's: something is in the way, and nothing has been sold.
                return;
            }

            if (isLost)
            {
                _isDown = _random.Next(3) > 0;
                _world.Restart();
            }
            else
            {
                _world.Run(3_000);
            }
        }

        // What a careful technician does: the queue of another account waits for its own key.
        private void Decide()
        {
            QueueHold hold = _world.Agent.Owner.Hold;
            if (hold == QueueHold.None)
            {
                return;
            }

            Held++;
            int before = _world.Requests.Count;
            _world.Run(20_000);
            Assert.DoesNotContain(_world.Requests.Skip(before), r => r.Kind is "Create" or "LookUp" or "Refund");
            bool isForeign = Encoding.ASCII.GetString(_world.Agent.Settings.Key, 0, 30) == ForeignKey
                || !IsOurs();
            if (hold == QueueHold.OtherAccount && isForeign)
            {
                Settings(s => SetKey(s, IsOurs() ? AgentWorld.Key : ForeignKey));
            }
            else if (hold != QueueHold.OtherAccount && isForeign)
            {
                // Another terminal's queue in a terminal of another account: first the key, then the rest.
                Settings(s => SetKey(s, IsOurs() ? AgentWorld.Key : ForeignKey));
                _world.Agent.TakeOverQueue();
            }
            else
            {
                Assert.True(_world.Agent.TakeOverQueue());
            }
        }

        // True when the queue was made under a key of the first account: the fingerprint of the foreign key is known.
        private bool IsOurs()
        {
            byte[] digest = new byte[32];
            byte[] purpose = "Terminal.Agent account"u8.ToArray();
            new HostKeyedHash().Compute(Encoding.ASCII.GetBytes(ForeignKey), purpose, purpose.Length, digest);
            return !_world.Agent.Journal.Owner.Account.AsSpan().SequenceEqual(digest.AsSpan(0, 8));
        }

        private void Settings(Action<TerminalSettings> change)
        {
            change(_world.Agent.Settings);
            _world.Agent.ChangeSettings();
            _world.Run(500);
            _world.Restart();
        }

        private static MemorySettingsStore Empty(MemorySettingsStore settings)
        {
            settings.Write(0, [], 0, 0);
            settings.Write(1, [], 0, 0);
            return settings;
        }

        private static void AddWifi(TerminalSettings settings)
        {
            settings.WifiProfileCount = 1;
            settings.WifiProfiles[0].SsidLength = Encoding.ASCII.GetBytes("Shop", settings.WifiProfiles[0].Ssid);
        }

        private static void SetKey(TerminalSettings settings, string key) =>
            settings.KeyLength = Encoding.ASCII.GetBytes(key, settings.Key);
    }
}
