namespace Terminal.NanoPackages;

/// <summary>Knows which virtual board the calling thread belongs to.</summary>
public interface IBoardSource
{
    /// <summary>The board of the calling thread and of the threads that it starts.</summary>
    IVirtualBoard Board { get; }
}
