using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// A connection of their own for the tests of links, and what they ask over it: once for all,
/// because one test runs at a time.
/// </summary>
public sealed class LinkTestExchange
{
    /// <summary>What the acquirer answers.</summary>
    public readonly AcquirerResponse Answer = new AcquirerResponse();

    /// <summary>The connection.</summary>
    public readonly AcquirerConnection Connection;

    /// <summary>Writes the question.</summary>
    public readonly RequestWriter Writer;

    /// <summary>A transaction that nobody has made: what is asked for.</summary>
    public readonly TransactionRecord Nothing = new TransactionRecord();

    /// <summary>The test that has it; null before the first.</summary>
    public LinkTest Owner;

    /// <summary>Makes it; everything it needs is allocated here.</summary>
    public LinkTestExchange(TerminalSettings settings)
    {
        Connection = new AcquirerConnection(Answer);
        Writer = new RequestWriter(settings, Limits.LookUpBytesMax);
    }
}
