using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The tests that share the browser.</summary>
[CollectionDefinition(Browser.Collection)]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
