using nanoFramework.TestFramework;
using Terminal.Agent.Acquirer;

namespace Terminal.Agent.Tests;

/// <summary>The outcome table on the device.</summary>
[TestClass]
public class OutcomeTests
{
    [DataRow(RequestKind.Create, ExchangeEnd.NotSent, 0, ResponseBody.Empty, 1)]
    [DataRow(RequestKind.Create, ExchangeEnd.Stale, 0, ResponseBody.Empty, 2)]
    [DataRow(RequestKind.Refund, ExchangeEnd.NoAnswer, 0, ResponseBody.Empty, 3)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 200, ResponseBody.Paid, 4)]
    [DataRow(RequestKind.Read, ExchangeEnd.Answered, 200, ResponseBody.Dead, 5)]
    [DataRow(RequestKind.LookUp, ExchangeEnd.Answered, 200, ResponseBody.NotFound, 6)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 200, ResponseBody.NotFound, 20)]
    [DataRow(RequestKind.LookUp, ExchangeEnd.Answered, 404, ResponseBody.Error, 7)]
    [DataRow(RequestKind.LookUp, ExchangeEnd.Answered, 404, ResponseBody.Html, 17)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 409, ResponseBody.Duplicate, 8)]
    [DataRow(RequestKind.Refund, ExchangeEnd.Answered, 409, ResponseBody.Duplicate, 9)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 401, ResponseBody.Paid, 10)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 503, ResponseBody.Html, 15)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 422, ResponseBody.Error, 18)]
    [DataRow(RequestKind.Read, ExchangeEnd.Answered, 404, ResponseBody.Error, 19)]
    [DataRow(RequestKind.Create, ExchangeEnd.Answered, 200, ResponseBody.Mismatch, 20)]
    public void The_first_row_that_fits_holds(
        RequestKind request, ExchangeEnd end, int status, ResponseBody body, int row)
    {
        var table = new OutcomeTable();
        Assert.AreEqual(row, table.Find(request, end, status, body).Number);
        Assert.AreEqual(1, table.Hits[row - 1]);
    }

    [TestMethod]
    public void Nothing_but_paid_is_approved_and_nothing_unknown_is_settled()
    {
        OutcomeRow[] rows = new OutcomeTable().Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.AreEqual(i + 1, rows[i].Number);
            if (rows[i].Verdict == Verdict.Approved)
            {
                Assert.AreEqual(1 << (int)ResponseBody.Paid, rows[i].Bodies);
            }

            if (rows[i].Retry == RetryPolicy.Settled)
            {
                Assert.IsTrue(rows[i].Verdict >= Verdict.Approved);
            }
        }
    }
}
