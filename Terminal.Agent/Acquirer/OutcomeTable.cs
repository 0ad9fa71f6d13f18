namespace Terminal.Agent.Acquirer;

/// <summary>
/// The outcome of an exchange: the one table from how it ended, HTTP status and body to what
/// becomes of the transaction, when the next try is made and which fault is shown. The first row
/// that fits holds. The same rows stand in SPEC.md, and a test compares the two.
/// </summary>
public sealed class OutcomeTable
{
    /// <summary>How many rows there are.</summary>
    public const int RowCount = 27;

    private const int Create = 1 << (int)RequestKind.Create;
    private const int LookUp = 1 << (int)RequestKind.LookUp;
    private const int Read = 1 << (int)RequestKind.Read;
    private const int Refund = 1 << (int)RequestKind.Refund;
    private const int List = 1 << (int)RequestKind.ListRefunds;
    private const int Any = Create | LookUp | Read | Refund | List;
    private const int Posts = Create | Refund;
    private const int Gets = LookUp | Read;
    private const int Payments = Create | LookUp | Read;

    private const int Paid = 1 << (int)ResponseBody.Paid;
    private const int Refused = 1 << (int)ResponseBody.Refused;
    private const int Dead = 1 << (int)ResponseBody.Dead;
    private const int Missing = 1 << (int)ResponseBody.NotFound;
    private const int Duplicate = 1 << (int)ResponseBody.Duplicate;
    private const int Error = 1 << (int)ResponseBody.Error;
    private const int Html = 1 << (int)ResponseBody.Html;
    private const int Unnamed = 1 << (int)ResponseBody.Unnamed;
    private const int Mismatch = 1 << (int)ResponseBody.Mismatch;
    private const int Older = 1 << (int)ResponseBody.Older;
    private const int Page = 1 << (int)ResponseBody.Page;

    // The acquirer's own words for an error.
    private const int Own = Error | Duplicate;
    private const int AnyBody = (1 << ((int)ResponseBody.Page + 1)) - 1;

    /// <summary>The rows, in the order in which they are tried.</summary>
    public readonly OutcomeRow[] Rows =
    {
        Ended(1, ExchangeEnd.NotSent, Verdict.NotTaken, RetryPolicy.Link),
        Ended(2, ExchangeEnd.Stale, Verdict.Unknown, RetryPolicy.Now),
        Ended(3, ExchangeEnd.NoAnswer, Verdict.Unknown, RetryPolicy.Link),
        Row(4, Any, 200, 299, Paid, Verdict.Approved, RetryPolicy.Settled),
        Row(5, Any, 200, 299, Refused | Dead, Verdict.Declined, RetryPolicy.Settled),
        Row(6, LookUp, 200, 299, Missing, Verdict.NotFound, RetryPolicy.Now),
        Row(7, LookUp, 404, 404, Missing | Error, Verdict.NotFound, RetryPolicy.Now),
        Row(8, Create, 409, 409, Duplicate, Verdict.ReadNamed, RetryPolicy.Now),
        Row(9, Payments | List, 409, 409, Own, Verdict.Unknown, RetryPolicy.Slow),
        Row(10, Any, 401, 401, Own, Verdict.NotTaken, RetryPolicy.Hold, FaultCode.KeyRefused),
        Row(11, Any, 402, 403, Own, Verdict.NotTaken, RetryPolicy.Hold, FaultCode.AccountSuspended),
        Row(12, Any, 407, 407, AnyBody, Verdict.Unknown, RetryPolicy.Link, FaultCode.ProxyRefused),
        Row(13, Any, 408, 408, AnyBody, Verdict.Unknown, RetryPolicy.Service, FaultCode.ServiceBusy),
        Row(14, Any, 429, 429, AnyBody, Verdict.Unknown, RetryPolicy.Service, FaultCode.ServiceBusy),
        new OutcomeRow(
            15, Any, ExchangeEnd.Answered, 500, 599, AnyBody, Verdict.Unknown, RetryPolicy.Service,
            FaultSource.Status, FaultCode.None),
        Row(16, List, 404, 404, Own | Missing, Verdict.EndOfList, RetryPolicy.Now),
        Row(17, Posts, 400, 499, Own, Verdict.Rejected, RetryPolicy.Settled),
        Row(18, Gets, 400, 499, Own, Verdict.Unknown, RetryPolicy.Slow),
        Row(19, List, 400, 499, Own, Verdict.Mute, RetryPolicy.Now),
        Row(20, Any, 300, 499, AnyBody, Verdict.Unknown, RetryPolicy.Gateway, FaultCode.GatewayAnswered),
        Row(21, Any, 100, 299, Html, Verdict.Unknown, RetryPolicy.Gateway, FaultCode.GatewayAnswered),
        Row(22, List, 200, 299, Page, Verdict.Page, RetryPolicy.Now),
        Row(23, List, 100, 299, AnyBody, Verdict.Mute, RetryPolicy.Now),
        Row(24, Payments, 200, 299, Unnamed, Verdict.Unnamed, RetryPolicy.Now),
        Row(25, Payments, 200, 299, Mismatch, Verdict.Mismatch, RetryPolicy.Slow),
        Row(26, Payments, 200, 299, Older, Verdict.NotOurs, RetryPolicy.Slow),
        Row(27, Any, 100, 299, AnyBody, Verdict.Unknown, RetryPolicy.Slow),
    };

    /// <summary>How often each row has held since start, for coverage and diagnostics.</summary>
    public readonly int[] Hits = new int[RowCount];

    /// <summary>Finds the row that holds.</summary>
    public OutcomeRow Find(RequestKind request, ExchangeEnd end, int status, ResponseBody body)
    {
        int requestBit = 1 << (int)request;
        int bodyBit = 1 << (int)body;
        OutcomeRow[] rows = Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            OutcomeRow row = rows[i];
            if (row.End == end && status <= row.StatusTo && status >= row.StatusFrom
                && (row.Requests & requestBit) != 0 && (row.Bodies & bodyBit) != 0)
            {
                Hits[i]++;
                return row;
            }
        }

        Invariant.Check(false);
        return rows[2];
    }

    private static OutcomeRow Ended(int number, ExchangeEnd end, Verdict verdict, RetryPolicy retry) =>
        new OutcomeRow(
            number, Any, end, 0, 0, AnyBody, verdict, retry, FaultSource.Exchange, FaultCode.None);

    private static OutcomeRow Row(
        int number, int requests, int from, int to, int bodies, Verdict verdict, RetryPolicy retry) =>
        new OutcomeRow(
            number, requests, ExchangeEnd.Answered, from, to, bodies, verdict, retry,
            FaultSource.None, FaultCode.None);

    private static OutcomeRow Row(
        int number,
        int requests,
        int from,
        int to,
        int bodies,
        Verdict verdict,
        RetryPolicy retry,
        FaultCode fault) =>
        new OutcomeRow(
            number, requests, ExchangeEnd.Answered, from, to, bodies, verdict, retry,
            FaultSource.Row, fault);
}
