using Terminal.Agent.Journal;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// What this start has learned about the transaction in each slot, in RAM: when it is due, what to
/// ask next. A slot's next tenant inherits nothing: whoever reads or writes a note claims the slot
/// for its transaction first.
/// </summary>
public sealed class SlotNotes
{
    private readonly TransactionJournal _journal;
    private readonly uint[] _tenant;

    /// <summary>Uptime in tenths of a second before which it is left alone.</summary>
    public readonly int[] DueTenths;

    /// <summary>How often it was put off.</summary>
    public readonly byte[] PutOffs;

    /// <summary>How often something in front of the acquirer answered in its place.</summary>
    public readonly byte[] GatewayAnswers;

    /// <summary>
    /// Uptime in tenths of a second at which the last byte may have left; 0 before this start.
    /// </summary>
    public readonly int[] SentTenths;

    /// <summary>What the next request must be.</summary>
    public readonly NextAsked[] Next;

    /// <summary>True when a create had been sent before the one that is under way.</summary>
    public readonly bool[] WasSentBefore;

    /// <summary>Makes room for the notes of a journal's slots.</summary>
    public SlotNotes(TransactionJournal journal)
    {
        int count = journal.SlotCount;
        _journal = journal;
        _tenant = new uint[count];
        DueTenths = new int[count];
        PutOffs = new byte[count];
        GatewayAnswers = new byte[count];
        SentTenths = new int[count];
        Next = new NextAsked[count];
        WasSentBefore = new bool[count];
    }

    /// <summary>Forgets what is known of a slot's earlier tenant.</summary>
    public void Claim(int slot)
    {
        uint tenant = _journal.Sequence(slot);
        if (_tenant[slot] == tenant)
        {
            return;
        }

        _tenant[slot] = tenant;
        GatewayAnswers[slot] = 0;
        SentTenths[slot] = 0;
        Next[slot] = NextAsked.AsStateSays;
        WasSentBefore[slot] = false;
        ForgetPutOffs(slot);
    }

    /// <summary>It is due at once.</summary>
    public void ForgetPutOffs(int slot)
    {
        DueTenths[slot] = 0;
        PutOffs[slot] = 0;
    }
}
