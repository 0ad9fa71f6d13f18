using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>Waits between tries: within their bounds at both ends of chance.</summary>
[TestClass]
public class BackoffTests
{
    [TestMethod]
    public void With_the_least_chance_it_stays_at_its_base()
    {
        var backoff = new Backoff(new FixedRandom(0), 100, 5_000);
        Assert.IsFalse(backoff.IsActive);
        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(100, backoff.Next());
        }

        Assert.IsTrue(backoff.IsActive);
        backoff.Reset();
        Assert.IsFalse(backoff.IsActive);
    }

    [TestMethod]
    public void With_the_greatest_chance_it_triples_up_to_its_cap()
    {
        var random = new FixedRandom(200);
        var backoff = new Backoff(random, 100, 2_000);
        Assert.AreEqual(300, backoff.Next());
        random.Value = 800;
        Assert.AreEqual(900, backoff.Next());
        random.Value = 2_400;
        Assert.AreEqual(2_000, backoff.Next());
        random.Value = 5_334;
        Assert.AreEqual(2_000, backoff.Next());
    }

    [TestMethod]
    public void A_long_wait_is_followed_by_a_third_of_it_at_least()
    {
        var random = new FixedRandom(200);
        var backoff = new Backoff(random, 100, 5_000);
        Assert.AreEqual(300, backoff.Next());
        random.Value = 800;
        Assert.AreEqual(900, backoff.Next());
        random.Value = 0;
        Assert.AreEqual(300, backoff.Next());
        Assert.AreEqual(100, backoff.Next());
    }

    [TestMethod]
    public void Each_success_takes_a_third_off_the_wait()
    {
        var random = new FixedRandom(200);
        var backoff = new Backoff(random, 100, 5_000);
        Assert.AreEqual(300, backoff.Next());
        random.Value = 199;
        Assert.AreEqual(199, backoff.Ease());
        Assert.AreEqual(199 % 134, backoff.Ease());
        Assert.IsTrue(backoff.IsActive);
        Assert.AreEqual(0, backoff.Ease(), "below the base nothing is left");
        Assert.IsFalse(backoff.IsActive);
    }
}
