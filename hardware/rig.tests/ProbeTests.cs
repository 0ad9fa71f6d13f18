using Xunit;
namespace Terminal.Rig.Tests;
public class ProbeTests { [Fact] public void A() => Assert.Equal(512, Terminal.Agent.Limits.SlotBytes); }
