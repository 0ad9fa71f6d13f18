using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Screens;

/// <summary>
/// Every screen with representative data: what pictures, golden images and layout tests show.
/// </summary>
public static class ScreenSamples
{
    /// <summary>The samples, in the order of a day at the counter.</summary>
    public static IReadOnlyList<ScreenSample> All { get; } =
    [
        new("starting", v => v.Id = ScreenId.Starting),
        new("idle", v => v.Id = ScreenId.Idle),
        new("idle-wifi-waiting", v =>
        {
            v.Id = ScreenId.Idle;
            v.SimState = LinkState.Failed;
            v.WifiState = LinkState.Online;
            v.WifiBars = 3;
            v.WaitingCount = 12;
        }),
        new("idle-test-mode", v =>
        {
            v.Id = ScreenId.Idle;
            v.IsTestMode = true;
            v.SimState = LinkState.Starting;
            v.WifiState = LinkState.Failed;
            v.WaitingCount = 1;
        }),
        new("amount-entry", v => Sale(v, ScreenId.AmountEntry)),
        new("amount-entry-highest", v =>
        {
            Sale(v, ScreenId.AmountEntry);
            v.AmountCents = 99_999_999;
        }),
        new("amount-too-low", v =>
        {
            Sale(v, ScreenId.AmountRefused);
            v.AmountCents = 20;
            v.Detail = 50;
        }),
        new("amount-too-high", v =>
        {
            Sale(v, ScreenId.AmountRefused);
            v.AmountCents = 450_000;
            v.Detail = 300_000;
        }),
        new("present-card", v => Sale(v, ScreenId.PresentCard)),
        new("present-card-reading", v =>
        {
            Sale(v, ScreenId.PresentCard);
            v.Reader = CardReaderState.Reading;
        }),
        new("present-card-read", v =>
        {
            Sale(v, ScreenId.PresentCard);
            v.Reader = CardReaderState.CardRead;
        }),
        new("card-not-read", v => Card(v, CardReaderState.TornRead)),
        new("card-not-accepted", v => Card(v, CardReaderState.UnsupportedCard)),
        new("card-insert", v => Card(v, CardReaderState.InsertCard)),
        new("reader-fault", v => Card(v, CardReaderState.Silent)),
        new("in-progress", v =>
        {
            Sale(v, ScreenId.InProgress);
            v.Progress = 2;
        }),
        new("approved", v => Sale(v, ScreenId.Approved)),
        new("declined-51", v => Decline(v, "51")),
        new("declined-05", v => Decline(v, "05")),
        new("declined-41", v => Decline(v, "41")),
        new("declined-42", v => Decline(v, "42")),
        new("declined-54", v => Decline(v, "54")),
        new("declined-75", v => Decline(v, "75")),
        new("declined-91", v => Decline(v, "91")),
        new("declined-no-code", v => Decline(v, "\0\0")),
        new("rejected", v =>
        {
            Sale(v, ScreenId.Rejected);
            v.HttpStatus = 422;
        }),
        new("offline-consent", v => Sale(v, ScreenId.OfflineConsent)),
        new("accepted-offline", v =>
        {
            Sale(v, ScreenId.AcceptedOffline);
            v.WaitingCount = 3;
        }),
        new("offline-refused-off", v => Limit(v, OfflineLimit.Off, 0)),
        new("offline-refused-amount", v => Limit(v, OfflineLimit.Amount, 5_000)),
        new("offline-refused-count", v => Limit(v, OfflineLimit.Count, 75)),
        new("offline-refused-total", v => Limit(v, OfflineLimit.Total, 150_000)),
        new("offline-refused-age", v => Limit(v, OfflineLimit.Age, 24)),
        new("result-unknown", v => Sale(v, ScreenId.ResultUnknown)),
        new("cancel-kept", v => Sale(v, ScreenId.CancelKept)),
        new("sale-cancelled", v => Sale(v, ScreenId.SaleCancelled)),
        new("idle-attention", v =>
        {
            v.Id = ScreenId.Idle;
            v.WaitingCount = 2;
            v.AttentionCount = 3;
        }),
        new("offline-consent-early", v =>
        {
            Sale(v, ScreenId.OfflineConsent);
            v.IsTooEarly = true;
        }),
        new("interrupted", v => Sale(v, ScreenId.Interrupted)),
        new("same-amount", v =>
        {
            Sale(v, ScreenId.SameAmount);
            v.DetailMinutes = (14 * 60) + 2;
        }),
        new("same-amount-early", v =>
        {
            Sale(v, ScreenId.SameAmount);
            v.IsTooEarly = true;
        }),
        new("till-amount", v =>
        {
            Sale(v, ScreenId.TillAmount);
            v.TillNumber = 1;
        }),
        new("till-amount-highest", v =>
        {
            Sale(v, ScreenId.TillAmount);
            v.AmountCents = 99_999_999;
            v.TillNumber = 99;
        }),
        new("till-repeated", v =>
        {
            Sale(v, ScreenId.TillRepeated);
            v.TillNumber = 1;
        }),
        new("till-not-offline", v =>
        {
            Sale(v, ScreenId.OfflineRefused);
            v.OfflineLimit = OfflineLimit.Till;
        }),
        new("taken-back-key", v => TakenBack(v, ScreenId.AccountProblem, FaultCode.KeyRefused)),
        new("taken-back-account", v => TakenBack(v, ScreenId.AccountProblem, FaultCode.AccountSuspended)),
        new("taken-back-full", v => TakenBack(v, ScreenId.JournalFull, FaultCode.JournalFull)),
        new("late-decline", v =>
        {
            Decline(v, "51");
            v.Id = ScreenId.LateDecline;
        }),
        new("late-refund-refused", v =>
        {
            Decline(v, "\0\0");
            v.Id = ScreenId.LateDecline;
            v.IsRefund = true;
            v.HttpStatus = 400;
        }),
        new("connectivity-fault", v =>
        {
            v.Id = ScreenId.ConnectivityFault;
            v.SimState = LinkState.Failed;
            v.SimFault = FaultCode.NoCoverage;
            v.WifiFault = FaultCode.WifiNotConfigured;
            v.WaitingCount = 3;
            v.IsOfflinePossible = true;
        }),
        new("connectivity-fault-2", v =>
        {
            v.Id = ScreenId.ConnectivityFault;
            v.SimState = LinkState.Failed;
            v.SimFault = FaultCode.NoSim;
            v.WifiState = LinkState.Failed;
            v.WifiFault = FaultCode.PassphraseRefused;
        }),
        new("service-unavailable", v =>
        {
            v.Id = ScreenId.ServiceUnavailable;
            v.Fault = (FaultCode)503;
            v.WaitingCount = 2;
            v.IsOfflinePossible = true;
        }),
        new("service-unavailable-2", v =>
        {
            v.Id = ScreenId.ServiceUnavailable;
            v.Fault = (FaultCode)503;
        }),
        new("key-missing", v => Account(v, FaultCode.KeyMissing)),
        new("key-refused", v => Account(v, FaultCode.KeyRefused)),
        new("key-of-other-mode", v => Account(v, FaultCode.KeyOfOtherMode)),
        new("account-suspended", v => Account(v, FaultCode.AccountSuspended)),
        new("journal-full", v =>
        {
            v.Id = ScreenId.JournalFull;
            v.Fault = FaultCode.JournalFull;
            v.WaitingCount = 200;
        }),
        new("queue-held-terminal", v => Held(v, FaultCode.QueueOfOtherTerminal)),
        new("queue-held-account", v => Held(v, FaultCode.QueueOfOtherAccount)),
        new("queue-held-old-memory", v => Held(v, FaultCode.MemoryRolledBack)),
        new("memory-fault", v =>
        {
            v.Id = ScreenId.MemoryFault;
            v.Fault = FaultCode.NvramSilent;
        }),
        new("amount-entry-large", v => Large(v, ScreenId.AmountEntry)),
        new("amount-entry-large-highest", v =>
        {
            Large(v, ScreenId.AmountEntry);
            v.AmountCents = 99_999_999;
        }),
        new("present-card-large", v => Large(v, ScreenId.PresentCard)),
        new("present-card-large-hundreds", v =>
        {
            Large(v, ScreenId.PresentCard);
            v.AmountCents = 123_450;
        }),
        new("approved-large", v => Large(v, ScreenId.Approved)),
        new("declined-large", v =>
        {
            Large(v, ScreenId.Declined);
            Put(v.ResponseCode, "51");
        }),
        new("accepted-offline-large", v => Large(v, ScreenId.AcceptedOffline)),
        new("amount-entry-large-francs", v =>
        {
            Large(v, ScreenId.AmountEntry);
            v.AmountCents = 99_999_999;
            Put(v.Currency, "chf");
        }),
    ];

    /// <summary>A view with the data that samples have in common.</summary>
    public static ScreenModel NewView()
    {
        var view = new ScreenModel
        {
            SimState = LinkState.Online,
            SimBars = 3,
            WifiState = LinkState.Off,
            WifiBars = -1,
            LocalMinutes = (14 * 60) + 7,
        };
        Put(view.Currency, "eur");
        view.SerialLength = Put(view.Serial, "TA26-00042");
        return view;
    }

    private static void TakenBack(ScreenModel view, ScreenId id, FaultCode fault)
    {
        Sale(view, id);
        view.Fault = fault;
        view.IsTakenBack = true;
    }

    private static void Sale(ScreenModel view, ScreenId id)
    {
        view.Id = id;
        view.AmountCents = 1250;
        view.Sequence = 318;
        Put(view.Last4, "4242");
    }

    private static void Large(ScreenModel view, ScreenId id)
    {
        Sale(view, id);
        view.IsLarge = true;
    }

    private static void Card(ScreenModel view, CardReaderState state)
    {
        Sale(view, ScreenId.CardTrouble);
        view.Reader = state;
    }

    private static void Decline(ScreenModel view, string code)
    {
        Sale(view, ScreenId.Declined);
        Put(view.ResponseCode, code);
    }

    private static void Limit(ScreenModel view, OfflineLimit limit, int detail)
    {
        Sale(view, ScreenId.OfflineRefused);
        view.OfflineLimit = limit;
        view.Detail = detail;
    }

    private static void Account(ScreenModel view, FaultCode fault)
    {
        view.Id = ScreenId.AccountProblem;
        view.Fault = fault;
        view.WaitingCount = 4;
    }

    private static void Held(ScreenModel view, FaultCode fault)
    {
        view.Id = ScreenId.QueueHeld;
        view.Fault = fault;
        view.WaitingCount = 7;
    }

    private static int Put(byte[] field, string ascii) => Encoding.ASCII.GetBytes(ascii, field);
}
