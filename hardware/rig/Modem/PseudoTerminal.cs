using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Terminal.Rig.Modem;

/// <summary>
/// A pseudo-terminal of Linux: its far end has a name that any serial program can open.
/// </summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControl = 0x100;
    private const int TermiosBytes = 256;

    private readonly SafeFileHandle _far;

    /// <summary>Opens a pair in raw mode.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public PseudoTerminal()
    {
        int near = Require(posix_openpt(ReadWrite | NoControl), "posix_openpt");
        Require(grantpt(near), "grantpt");
        Require(unlockpt(near), "unlockpt");
        byte[] name = new byte[128];
        Require(-ptsname_r(near, name, (nuint)name.Length), "ptsname");
        Name = System.Text.Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));

        // The far end stays open here too, or reads fail whenever no program has it open.
        int far = Require(open(Name, ReadWrite | NoControl), "open");
        byte[] mode = new byte[TermiosBytes];
        Require(tcgetattr(far, mode), "tcgetattr");
        cfmakeraw(mode);
        Require(tcsetattr(far, 0, mode), "tcsetattr");
        _far = new SafeFileHandle(far, true);
        Stream = new FileStream(new SafeFileHandle(near, true), FileAccess.ReadWrite, 0);
    }

    /// <summary>The far end's name, such as /dev/pts/3.</summary>
    public string Name { get; }

    /// <summary>The near end.</summary>
    public Stream Stream { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _far.Dispose();
        Stream.Dispose();
    }

    private static int Require(int result, string call) => result >= 0
        ? result
        : throw new IOException($"{call}: error {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int handle);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int handle);

    [DllImport("libc", SetLastError = true)]
    private static extern int ptsname_r(int handle, byte[] name, nuint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int handle, byte[] mode);

    [DllImport("libc")]
    private static extern void cfmakeraw(byte[] mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int handle, int when, byte[] mode);
}
