namespace Terminal.Agent.Acquirer;

/// <summary>Takes the entries of a page of a list, one by one as they are read.</summary>
public interface IListEntries
{
    /// <summary>An entry has been read to its end.</summary>
    void Take(ListPage entry);
}
