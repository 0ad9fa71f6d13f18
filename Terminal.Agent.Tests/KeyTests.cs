using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>Which keys a terminal takes, and what it says of the others.</summary>
[TestClass]
public class KeyTests
{
    [DataRow("sprod_abcdefghijklmnopqrstuvwx", false, KeyVerdict.Usable)]
    [DataRow("stest_ABCDEFGHIJKLMNOPQRSTU_09", true, KeyVerdict.Usable)]
    [DataRow("stest_abcdefghijklmnopqrstuvwx", false, KeyVerdict.OtherMode)]
    [DataRow("sprod_abcdefghijklmnopqrstuvwx", true, KeyVerdict.OtherMode)]
    [DataRow("pprod_abcdefghijklmnopqrstuvwx", false, KeyVerdict.PublicKey)]
    [DataRow("ptest_abcdefghijklmnopqrstuvwx", true, KeyVerdict.PublicKey)]
    [DataRow("", false, KeyVerdict.Missing)]
    [DataRow("sprod_abcdefghijklmnopqrstuvw", false, KeyVerdict.WrongLength)]
    [DataRow("xprod_abcdefghijklmnopqrstuvwx", false, KeyVerdict.WrongPrefix)]
    [DataRow("sprodxabcdefghijklmnopqrstuvwx", false, KeyVerdict.WrongPrefix)]
    [DataRow("SPROD_abcdefghijklmnopqrstuvwx", false, KeyVerdict.WrongPrefix)]
    [DataRow("sprod_abcdefghijkl-nopqrstuvwx", false, KeyVerdict.WrongCharacter)]
    [DataRow("sprod_abcdefghijklmnopqrstuvw ", false, KeyVerdict.WrongCharacter)]
    public void A_key_is_judged(string key, bool isTestMode, KeyVerdict verdict)
    {
        byte[] bytes = ByteCodec.Ascii(key);
        Assert.AreEqual((int)verdict, (int)ApiKey.Check(bytes, bytes.Length, isTestMode));
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
