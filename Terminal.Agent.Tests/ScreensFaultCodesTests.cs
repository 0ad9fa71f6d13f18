using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>How fault codes are written on screens, in the log and on the console.</summary>
[TestClass]
public class ScreensFaultCodesTests
{
    [DataRow(1, "R01")]
    [DataRow(3, "R03")]
    [DataRow(10, "R10")]
    [DataRow(33, "R33")]
    [DataRow(400, "K400")]
    [DataRow(409, "K409")]
    [DataRow(500, "S500")]
    [DataRow(503, "S503")]
    [DataRow(801, "J01")]
    [DataRow(805, "J05")]
    public void A_code_is_a_letter_and_its_digits(int code, string written)
    {
        byte[] buffer = new byte[FaultCodes.BytesMax + 2];
        int end = FaultCodes.Write((FaultCode)code, buffer, 1);
        Assert.AreEqual(1 + written.Length, end);
        for (int i = 0; i < written.Length; i++)
        {
            Assert.AreEqual((byte)written[i], buffer[1 + i]);
        }

        Assert.AreEqual((byte)0, buffer[end]);
    }

    [TestMethod]
    public void No_fault_is_written_as_nothing() =>
        Assert.AreEqual(1, FaultCodes.Write(FaultCode.None, new byte[2], 1));

    [TestMethod]
    public void Families_are_told_apart()
    {
        Assert.IsTrue(FaultCodes.IsService((FaultCode)503));
        Assert.IsFalse(FaultCodes.IsService(FaultCode.KeyRefused));
        Assert.IsTrue(FaultCodes.IsAccount(FaultCode.AccountSuspended));
        Assert.IsFalse(FaultCodes.IsAccount(FaultCode.NoCoverage));
    }
}
