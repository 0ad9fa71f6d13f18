using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// Every row of the outcome table end to end: a sale meets the trouble, the journal and the screen
/// say what the row says, and once the trouble is over the books agree: charged once or not at all.
/// </summary>
public sealed class AgentOutcomeTests
{
    private const int Amount = 1_250;
    private const string Error = """{"error":{"type":"invalid_request_error","message":"No"}}""";
    private const string Page = "<!DOCTYPE html><html><body>Log in</body></html>";
    private const string NoRoute = """{"message":"no Route matched with those values"}""";
    private const string NoType = """{"error":{"message":"Forbidden"}}""";
    private const string Unresolved =
        """{"amount":1250,"currency":"eur","id":"paym_aaaaaaaaaaaaaaaaaaaaaaaa","status":null}""";

    /// <summary>The cases; each names what it shows.</summary>
    public static TheoryData<string, int, TransactionState, ScreenId, TransactionState> Cases()
    {
        var data = new TheoryData<string, int, TransactionState, ScreenId, TransactionState>();
        foreach ((string name, Case c) in All)
        {
            data.Add(name, c.Row, c.Then, c.Screen, c.Final);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_row_holds_from_end_to_end(
        string name, int row, TransactionState then, ScreenId screen, TransactionState final)
    {
        var world = new AgentWorld();
        All[name].Arrange(world);
        world.Tap(Amount);
        All[name].Act(world);
        Assert.True(
            world.RunUntil(() => world.Agent.StoreAndForward.Table.Hits[row - 1] > 0, 60_000),
            $"row {row} did not hold; rows: {string.Join(' ', world.LoggedRows())}, "
            + $"requests: {world.Kinds()}");
        Assert.Equal(then, world.Newest.State);
        Assert.True(
            world.RunUntil(() => world.Screens.Contains(screen), 130_000),
            $"{screen} was not shown; screens: {string.Join(' ', world.Screens)}");
        All[name].Repair(world);
        Assert.True(
            world.Reaches(final, 2_000_000),
            $"{world.Newest.State} in the end; rows: {string.Join(' ', world.LoggedRows())}, "
            + $"requests: {world.Kinds()}");
        if (row != 1)
        {
            Assert.Contains(row, world.LoggedRows());
        }

        long due = final == TransactionState.Approved ? Amount : 0;
        Assert.Equal(due, world.Bank.Held);
        Assert.True(world.Bank.Payments.Count <= 1, "sent twice");
        Assert.Equal(0, world.Agent.Journal.WaitingCount);
        Assert.Equal(0, world.Newest.SealedLength);
    }

    // Rows of the list of refunds, and the one of an old payment: AgentMoneyTests plays them.
    private static readonly int[] OfRefunds = [16, 19, 22, 23, 26];

    [Fact]
    public void Every_row_has_a_case() =>
        Assert.Equal(
            new OutcomeTable().Rows.Select(row => row.Number).Except(OfRefunds),
            All.Values.Select(c => c.Row).Distinct().Order());

    [Fact]
    public void Exactly_one_row_holds_for_every_end()
    {
        var table = new OutcomeTable();
        foreach (RequestKind request in Enum.GetValues<RequestKind>())
        {
            foreach (ResponseBody body in Enum.GetValues<ResponseBody>())
            {
                for (int status = 100; status < 600; status++)
                {
                    OutcomeRow found = table.Find(request, ExchangeEnd.Answered, status, body);
                    Assert.InRange(status, found.StatusFrom, found.StatusTo);
                    if (found.Verdict == Verdict.Approved)
                    {
                        Assert.True(body == ResponseBody.Paid && status is >= 200 and < 300);
                    }
                }

                table.Find(request, ExchangeEnd.NotSent, 0, body);
                table.Find(request, ExchangeEnd.Stale, 0, body);
                table.Find(request, ExchangeEnd.NoAnswer, 0, body);
            }
        }

        Assert.All(table.Hits, hits => Assert.NotEqual(0, hits));
    }

    [Fact]
    public void Mute_outcomes_never_settle_a_transaction() =>
        Assert.All(
            new OutcomeTable().Rows.Where(r => r.Verdict is Verdict.Unknown or Verdict.NotTaken),
            row => Assert.NotEqual(RetryPolicy.Settled, row.Retry));

    private static readonly Dictionary<string, Case> All = new()
    {
        ["connection refused"] = new(
            1, TransactionState.Pending, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.Transport.RefuseWith(FaultCode.ConnectionRefused))
        {
            Act = w => w.Transport.RefuseWith(FaultCode.ConnectionRefused),
            Repair = w =>
            {
                w.Press("o");
                w.Transport.RefuseWith(FaultCode.None);
            },
        },
        ["stale connection"] = new(
            2, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w =>
            {
                w.Tap(500);
                Assert.True(w.Reaches(TransactionState.Approved, 5_000));
                w.Bank.Payments.Clear();
                w.On("Create", AgentWorldReply.Hangup);
            }),
        ["answer lost"] = new(
            3, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.LoseAnswer("Create")),
        ["silence"] = new(
            3, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Silence)),
        ["garbage"] = new(
            3, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Raw("SSH-2.0-OpenSSH_9.9\r\n"))),
        ["approved"] = new(
            4, TransactionState.Approved, ScreenId.Approved, TransactionState.Approved, _ => { }),
        ["declined"] = new(
            5, TransactionState.Declined, ScreenId.Declined, TransactionState.Declined,
            w => w.Bank.NextStatus = "refused"),
        ["looked up, not there"] = new(
            6, TransactionState.InFlight, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Hangup)),
        ["looked up, 404"] = new(
            7, TransactionState.InFlight, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Hangup)
                .On("LookUp", AgentWorldReply.Http(404, Error))),
        ["duplicate"] = new(
            8, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.LoseAnswer("Create").On("LookUp", AgentWorldReply.Http(200, "[]"))),
        ["conflict without an id"] = new(
            9, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(409, Error))),
        ["key refused"] = new(
            10, TransactionState.Cancelled, ScreenId.AccountProblem, TransactionState.Cancelled,
            w => w.On("Create", AgentWorldReply.Http(401, Error))),
        ["account suspended"] = new(
            11, TransactionState.Cancelled, ScreenId.AccountProblem, TransactionState.Cancelled,
            w => w.On("Create", AgentWorldReply.Http(403, Error))),
        ["payment required"] = new(
            11, TransactionState.Cancelled, ScreenId.AccountProblem, TransactionState.Cancelled,
            w => w.On("Create", AgentWorldReply.Http(402, Error))),
        ["proxy"] = new(
            12, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(407, Page))),
        ["request timeout"] = new(
            13, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(408, ""))),
        ["too many requests"] = new(
            14, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(429, Error))),
        ["server error"] = new(
            15, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(500, Error))),
        ["maintenance"] = new(
            15, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(503, Page, "Retry-After: 2\r\n"))),
        ["look-up not understood"] = new(
            18, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Hangup)
                .On("LookUp", AgentWorldReply.Http(400, Error))),
        ["rejected"] = new(
            17, TransactionState.Rejected, ScreenId.Rejected, TransactionState.Rejected,
            w => w.On("Create", AgentWorldReply.Http(400, Error))),
        ["redirection"] = new(
            20, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(302, "", "Location: http://portal/\r\n"))),
        ["gateway 404"] = new(
            20, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(404, NoRoute))),
        ["gateway 401"] = new(
            20, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(401, Page))),
        ["gateway 403"] = new(
            20, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(403, NoType))),
        ["gateway page"] = new(
            21, TransactionState.Unknown, ScreenId.OfflineConsent, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(200, Page))),
        ["list without names"] = new(
            24, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.LoseAnswer("Create").On("LookUp", r => Unnamed(w.Bank.Handle(r)))),
        ["other amount"] = new(
            25, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", r => Replaced(w.Bank.Handle(r), "\"amount\":1250", "\"amount\":99"))),
        ["null status"] = new(
            27, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", request =>
            {
                w.Bank.Handle(request);
                return AgentWorldReply.Http(200, Unresolved);
            })),
        ["not of the API"] = new(
            27, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(200, "{\"ok\":true}"))),
        ["no body"] = new(
            27, TransactionState.Unknown, ScreenId.Approved, TransactionState.Approved,
            w => w.On("Create", AgentWorldReply.Http(200, ""))),
    };

    private static AgentWorldReply Unnamed(AgentWorldReply reply) => Replaced(
        reply, "\"unique_id\":", "\"unnamed\":");

    private static AgentWorldReply Replaced(AgentWorldReply reply, string old, string by) =>
        AgentWorldReply.Http(
            200, Encoding.UTF8.GetString(reply.Bytes).Split("\r\n\r\n")[1]
                .Replace(old, by, StringComparison.Ordinal));

    private sealed record Case(
        int Row, TransactionState Then, ScreenId Screen, TransactionState Final,
        Action<AgentWorld> Arrange)
    {
        public Action<AgentWorld> Act { get; init; } = _ => { };

        public Action<AgentWorld> Repair { get; init; } = _ => { };
    }
}
