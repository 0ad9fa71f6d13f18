using Terminal.NanoPackages;

namespace System.Net.Security;

/// <summary>
/// A native TLS context and the descriptor that it was made on. Only <see cref="Free"/> gives the
/// context back. The finalizer comes late: it closes the descriptor by its number, which may
/// belong to another connection by then.
/// </summary>
internal sealed class TlsContext
{
    private readonly IVirtualBoard _board;
    private readonly int _descriptor;
    private int _context = -1;
    private bool _isFreed;

    internal TlsContext(IVirtualBoard board, int descriptor)
    {
        _board = board;
        _descriptor = descriptor;
    }

    ~TlsContext() => Free();

    internal void Take()
    {
        _context = _context < 0 ? _board.TakeTlsContext() : -1;
        if (_context < 0)
        {
            throw new InvalidOperationException();
        }
    }

    internal void Free()
    {
        if (_isFreed)
        {
            return;
        }

        _isFreed = true;
        _board.CloseSocket(_descriptor);
        if (_context >= 0)
        {
            _board.FreeTlsContext(_context);
        }
    }
}
