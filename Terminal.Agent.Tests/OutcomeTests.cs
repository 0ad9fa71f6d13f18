using nanoFramework.TestFramework;
using Terminal.Agent.Acquirer;

namespace Terminal.Agent.Tests;

/// <summary>The outcome table on the device.</summary>
[TestClass]
public class OutcomeTests
{
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.NotSent, 0, (int)ResponseBody.Empty, 1)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Stale, 0, (int)ResponseBody.Empty, 2)]
    [DataRow((int)RequestKind.Refund, (int)ExchangeEnd.NoAnswer, 0, (int)ResponseBody.Empty, 3)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 200, (int)ResponseBody.Paid, 4)]
    [DataRow((int)RequestKind.Read, (int)ExchangeEnd.Answered, 200, (int)ResponseBody.Dead, 5)]
    [DataRow((int)RequestKind.LookUp, (int)ExchangeEnd.Answered, 200, (int)ResponseBody.NotFound, 6)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 200, (int)ResponseBody.NotFound, 27)]
    [DataRow((int)RequestKind.LookUp, (int)ExchangeEnd.Answered, 404, (int)ResponseBody.Error, 7)]
    [DataRow((int)RequestKind.LookUp, (int)ExchangeEnd.Answered, 404, (int)ResponseBody.Html, 20)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 409, (int)ResponseBody.Duplicate, 8)]
    [DataRow((int)RequestKind.Read, (int)ExchangeEnd.Answered, 409, (int)ResponseBody.Duplicate, 9)]
    [DataRow((int)RequestKind.Refund, (int)ExchangeEnd.Answered, 409, (int)ResponseBody.Error, 17)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 401, (int)ResponseBody.Error, 10)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 401, (int)ResponseBody.Html, 20)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 403, (int)ResponseBody.Alien, 20)]
    [DataRow((int)RequestKind.LookUp, (int)ExchangeEnd.Answered, 404, (int)ResponseBody.Alien, 20)]
    [DataRow((int)RequestKind.ListRefunds, (int)ExchangeEnd.Answered, 404, (int)ResponseBody.Error, 16)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 503, (int)ResponseBody.Html, 15)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 422, (int)ResponseBody.Error, 17)]
    [DataRow((int)RequestKind.Read, (int)ExchangeEnd.Answered, 404, (int)ResponseBody.Error, 18)]
    [DataRow((int)RequestKind.Create, (int)ExchangeEnd.Answered, 200, (int)ResponseBody.Mismatch, 25)]
    public void The_first_row_that_fits_holds(
        int request, int end, int status, int body, int row)
    {
        var table = new OutcomeTable();
        OutcomeRow found = table.Find(
            (RequestKind)request, (ExchangeEnd)end, status, (ResponseBody)body);
        Assert.AreEqual(row, found.Number);
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
