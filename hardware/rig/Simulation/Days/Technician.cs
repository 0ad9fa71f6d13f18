using System.Text;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.World;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The technician, who comes when the access point's passphrase has changed and types it at the
/// console until the terminal has it: a sale under way sends him away, and so does a terminal
/// without power.
/// </summary>
public sealed class Technician(SimTime time, DayTerminal terminal, DayTrace trace)
{
    private const int AgainMs = 20_000;
    private const int PinMs = 3_000;
    private const int LockMs = 6_000;

    private bool _isHere;

    /// <summary>Calls him, unless he is here.</summary>
    public void Call()
    {
        if (!_isHere)
        {
            _isHere = true;
            Work();
        }
    }

    /// <summary>
    /// Decides an open entry of the attention list that nothing else can settle, as the books say.
    /// </summary>
    /// <param name="journal">Whose transactions the entries are about.</param>
    /// <param name="ledger">The acquirer's books, which the customer area shows.</param>
    public void Decide(JournalChecker journal, LedgerSnapshot ledger)
    {
        if (_isHere || terminal.Agent is not { Sale.IsIdle: true } agent
            || FindEntry(agent, journal) is not { } found)
        {
            return;
        }

        _isHere = true;
        Decisions++;
        string exit = IsMade(found.About, journal, ledger) ? "made" : "notmade";
        trace.Line(
            time.NowMs, $"the technician says of {found.About.UniqueId} that it was {exit}");
        terminal.Type("pin 123456");
        time.After(PinMs, () => terminal.Type($"attention {exit} {found.Number}"));
        time.After(LockMs, () => terminal.Type("pin lock"));
        time.After(AgainMs, () => _isHere = false);
    }

    /// <summary>How many entries he has decided.</summary>
    public int Decisions { get; private set; }

    private static (uint Number, Known About)? FindEntry(AgentCore agent, JournalChecker journal)
    {
        var entry = new AttentionEntry();
        AttentionList list = agent.Attention;
        for (uint number = list.Next(0, true); number != 0; number = list.Next(number, true))
        {
            bool isForPerson = list.Read(number, entry) && entry.Kind is
                AttentionKind.RefundUndecided or AttentionKind.Mismatch
                or AttentionKind.PaymentNotOurs;
            if (isForPerson && journal.Find(entry.Boot, entry.Sequence) is { IsInJournal: true } about
                && !TransactionRules.IsFinal(about.State))
            {
                return (number, about);
            }
        }

        return null;
    }

    // A sale: it is charged. A cancelled one: nothing of it is charged any more. A refund: there
    // is one more of its amount than the terminal knows to be made.
    private static bool IsMade(Known about, JournalChecker journal, LedgerSnapshot ledger)
    {
        string sale = about.Sale is { } of
            ? FormattableString.Invariant($"{TestBoard.Serial}-{of.Boot}-{of.Sequence}")
            : about.UniqueId;
        LedgerPayment? payment = ledger.ByUniqueId(sale);
        if (about.Sale is null)
        {
            bool isCharged = payment is not null && BookedPayment.Net(payment) > 0;
            return isCharged == (about.State != TransactionState.CancelRequested);
        }

        int known = journal.Refunds.Count(one => one.Sale == about.Sale
            && one.Cents == about.Cents && one.State == TransactionState.Approved);
        int made = payment?.Refunds.Count(refund => refund is { IsForeign: false, Stands: true }
            && refund.Amount == about.Cents) ?? 0;
        return made > known;
    }

    private void Work()
    {
        if (terminal.Agent is AgentCore agent)
        {
            WifiProfile profile = agent.Settings.WifiProfiles[0];
            bool isDone = Encoding.ASCII.GetString(profile.Passphrase, 0, profile.PassphraseLength)
                == terminal.Wifi.Passphrase;
            if (isDone)
            {
                _isHere = false;
                return;
            }

            trace.Line(time.NowMs, "the technician types the new passphrase");
            terminal.Type("pin 123456");
            time.After(PinMs, () => terminal.Type(
                $"wifi add {terminal.Wifi.Ssid} {terminal.Wifi.Passphrase}"));
            time.After(LockMs, () => terminal.Type("pin lock"));
        }

        time.After(AgainMs, Work);
    }
}
