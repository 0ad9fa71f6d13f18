using nanoFramework.TestFramework;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;

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
        random.Value = 2_600;
        Assert.AreEqual(2_000, backoff.Next());
        random.Value = 5_900;
        Assert.AreEqual(2_000, backoff.Next());
    }

    private sealed class FixedRandom : IRandom
    {
        public uint Value;

        public FixedRandom(uint value) => Value = value;

        public uint Next() => Value;
    }
}
