using System;

namespace Terminal.NanoPackages;

/// <summary>
/// Where the stand-ins find the board that does their work. Several boards may run in one process,
/// each on threads of its own.
/// </summary>
public static class VirtualBoards
{
    private static IBoardSource s_source;

    /// <summary>The board of the calling thread.</summary>
    /// <exception cref="InvalidOperationException">Nobody has plugged one in.</exception>
    public static IVirtualBoard Current =>
        s_source == null ? throw new InvalidOperationException() : s_source.Board;

    /// <summary>Plugs in who knows the boards: once, before any stand-in is used.</summary>
    public static void Plug(IBoardSource source) => s_source = source;
}
