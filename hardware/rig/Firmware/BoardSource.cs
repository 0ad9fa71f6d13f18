using Terminal.NanoPackages;

namespace Terminal.Rig.Firmware;

/// <summary>
/// Gives each firmware its own board: what a thread has been given flows to the threads that it starts, so the
/// stand-ins of several terminals in one process do not meet.
/// </summary>
public sealed class BoardSource : IBoardSource
{
    private static readonly AsyncLocal<IVirtualBoard?> Mine = new();

    static BoardSource() => VirtualBoards.Plug(new BoardSource());

    private BoardSource()
    {
    }

    /// <inheritdoc/>
    public IVirtualBoard Board =>
        Mine.Value ?? throw new InvalidOperationException("this thread has no virtual board");

    /// <summary>Gives the calling thread a board.</summary>
    public static void Give(IVirtualBoard board) => Mine.Value = board;
}
