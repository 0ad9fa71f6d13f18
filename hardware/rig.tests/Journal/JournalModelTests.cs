using CsCheck;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// The journal against a plain list: whatever is appended, sent, answered and restarted in whatever
/// order, both hold the same transactions in the same order and give the same one to send next.
/// </summary>
public sealed class JournalModelTests
{
    private const int Slots = 8;

    // A number chooses what to do, another to which; the list decides what is possible.
    private static readonly Gen<(int Action, int Which)[]> Days =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 999]).Array[1, 60];

    [Fact]
    public void It_is_a_list_that_survives() => Days.Sample(
        day =>
        {
            var pair = new Pair();
            foreach ((int action, int which) in day)
            {
                pair.Do(action, which);
                pair.Compare();
            }
        },
        iter: 3_000);

    private sealed class Pair
    {
        private readonly NvramTape _nvram = new(new byte[NvramMap.SizeBytes(Slots)]);
        private readonly List<Item> _list = [];
        private readonly List<Item> _finished = [];
        private readonly TransactionRecord _record = new();
        private readonly StateChange _change = new();
        private TransactionJournal _journal = null!;

        public Pair() => Restart();

        public void Do(int action, int which)
        {
            switch (action)
            {
                case 0:
                    Restart();
                    break;
                case < 5:
                    Append(which);
                    break;
                default:
                    Change(which);
                    break;
            }
        }

        public void Compare()
        {
            var waiting = _list.Where(i => !TransactionRules.IsFinal(i.State)).ToList();
            Assert.Equal(waiting.Count, _journal.UndeliveredCount);
            var counter = waiting.Where(i => i.State != TransactionState.CancelRequested).ToList();
            Assert.Equal(counter.Count, _journal.WaitingCount);
            Assert.Equal(counter.Sum(i => (long)i.Cents), _journal.WaitingCents);
            Assert.Equal(waiting.Select(i => i.Id), Queue().Select(IdOf));
            Assert.Equal(_list.AsEnumerable().Reverse().Select(i => i.Id), History().Select(IdOf));
            Assert.All(_list, i => Assert.Equal(i.State, _journal.State(
                _journal.Find(i.Id.Boot, i.Id.Sequence))));
            foreach (var group in _list.GroupBy(i => i.State))
            {
                Assert.Equal(
                    group.Count(),
                    _journal.TotalCount(group.Key, 0) + _journal.RefundCount(group.Key, 0));
                Assert.Equal(
                    group.Sum(i => (long)i.Cents),
                    _journal.TotalCents(group.Key, 0) + _journal.RefundCents(group.Key, 0));
            }
        }

        private void Restart()
        {
            _journal = new TransactionJournal(_nvram.Chip, Slots, new JournalFormat());
            _journal.Mount(0);
            foreach (Item item in _list.Where(i => i.State is TransactionState.InFlight))
            {
                item.State = TransactionState.Unknown;
                item.IsSent = true;
            }

            // The order of finishing is known in RAM only; after a restart age stands for it.
            _finished.Sort((a, b) => _list.IndexOf(a).CompareTo(_list.IndexOf(b)));
        }

        private void Append(int which)
        {
            new Workload(1, which).Next().Fill(_record);
            Array.Copy(Currencies.Table, 0, _record.Currency, 0, 3);
            _record.Flags = 0;

            // A refund that was declined stays until it is acknowledged; the power-cut campaign has those.
            _record.Kind = TransactionKind.Sale;
            var result = _journal.Append(_record);
            if (_list.Count == Slots)
            {
                Assert.Equal(
                    _finished.Count == 0 ? AppendResult.Full : AppendResult.Appended, result);
                if (_finished.Count == 0)
                {
                    return;
                }

                _list.Remove(_finished[0]);
                _finished.RemoveAt(0);
            }

            Assert.Equal(AppendResult.Appended, result);
            var item = new Item((_record.Boot, _record.Sequence), _record.AmountCents);
            Assert.DoesNotContain(_list, i => i.Id == item.Id);
            _list.Add(item);        }

        private void Change(int which)
        {
            if (_list.Count == 0)
            {
                return;
            }

            Item item = _list[which % _list.Count];
            var to = (TransactionState)(which / 13 % (TransactionRules.StateCount + 1));
            _change.Reset(to, 1);
            var result = _journal.Change(_journal.Find(item.Id.Boot, item.Id.Sequence), _change);
            Assert.Equal(
                TransactionRules.IsAllowed(item.State, to)
                    && !(to == TransactionState.Pending && item.IsSent)
                    ? ChangeResult.Changed : ChangeResult.NotAllowed,
                result);
            if (result == ChangeResult.Changed)
            {
                if (TransactionRules.IsFinal(to) && !TransactionRules.IsFinal(item.State))
                {
                    _finished.Add(item);
                }

                item.IsSent |= to == TransactionState.Unknown || item.State == TransactionState.Unknown;
                item.State = to;
            }
        }

        private IEnumerable<int> Queue()
        {
            for (int s = _journal.OldestWaiting(); s >= 0; s = _journal.NextWaiting(s))
            {
                yield return s;
            }
        }

        private IEnumerable<int> History()
        {
            for (int s = _journal.Newest(); s >= 0; s = _journal.Older(s))
            {
                yield return s;
            }
        }

        private (uint Boot, uint Sequence) IdOf(int slot)
        {
            Assert.True(_journal.Load(slot, _record));
            return (_record.Boot, _record.Sequence);
        }
    }

    private sealed class Item((uint Boot, uint Sequence) id, int cents)
    {
        public (uint Boot, uint Sequence) Id { get; } = id;

        public int Cents { get; } = cents;

        public TransactionState State { get; set; } = TransactionState.Pending;

        public bool IsSent { get; set; }
    }
}
