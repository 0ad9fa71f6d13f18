using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>Which keys a terminal takes, and what it says of the others.</summary>
[TestClass]
public class KeyTests
{
    [DataRow("sprod_abcdefghijklmnopqrstuvwx", false, (int)KeyVerdict.Usable)]
    [DataRow("stest_ABCDEFGHIJKLMNOPQRSTU_09", true, (int)KeyVerdict.Usable)]
    [DataRow("stest_abcdefghijklmnopqrstuvwx", false, (int)KeyVerdict.OtherMode)]
    [DataRow("sprod_abcdefghijklmnopqrstuvwx", true, (int)KeyVerdict.OtherMode)]
    [DataRow("pprod_abcdefghijklmnopqrstuvwx", false, (int)KeyVerdict.PublicKey)]
    [DataRow("ptest_abcdefghijklmnopqrstuvwx", true, (int)KeyVerdict.PublicKey)]
    [DataRow("", false, (int)KeyVerdict.Missing)]
    [DataRow("sprod_abcdefghijklmnopqrstuvw", false, (int)KeyVerdict.WrongLength)]
    [DataRow("xprod_abcdefghijklmnopqrstuvwx", false, (int)KeyVerdict.WrongPrefix)]
    [DataRow("sprodxabcdefghijklmnopqrstuvwx", false, (int)KeyVerdict.WrongPrefix)]
    [DataRow("SPROD_abcdefghijklmnopqrstuvwx", false, (int)KeyVerdict.WrongPrefix)]
    [DataRow("sprod_abcdefghijkl-nopqrstuvwx", false, (int)KeyVerdict.WrongCharacter)]
    [DataRow("sprod_abcdefghijklmnopqrstuvw ", false, (int)KeyVerdict.WrongCharacter)]
    public void A_key_is_judged(string key, bool isTestMode, int verdict)
    {
        byte[] bytes = ByteCodec.Ascii(key);
        Assert.AreEqual(verdict, (int)ApiKey.Check(bytes, bytes.Length, isTestMode));
    }

    [TestMethod]
    public void Only_a_usable_key_shows_no_fault()
    {
        for (int i = (int)KeyVerdict.Usable; i <= (int)KeyVerdict.OtherMode; i++)
        {
            FaultCode fault = ApiKey.Fault((KeyVerdict)i);
            Assert.AreEqual(i == (int)KeyVerdict.Usable, fault == FaultCode.None);
            Assert.AreEqual(
                i == (int)KeyVerdict.OtherMode, fault == FaultCode.KeyOfOtherMode);
        }
    }
}
