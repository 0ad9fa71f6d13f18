using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Terminal.Rig.CommandLine;

/// <summary>
/// Says in words why a file, a folder, a port or a device cannot be used: what it is, and what is wrong with it.
/// </summary>
public static partial class InWords
{
    /// <summary>True for what somebody can put right who has typed a command.</summary>
    public static bool IsUsers(Exception e) =>
        e is IOException or UnauthorizedAccessException or SocketException or CryptographicException;

    /// <summary>What is wrong, in one line.</summary>
    public static string Of(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"there is no file or folder {Named(e)}",
        UnauthorizedAccessException => $"{Named(e)} cannot be opened: it is a folder, or it is not allowed",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "another program has that port",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "that port is not allowed to you",
        SocketException { SocketErrorCode: SocketError.HostNotFound } => "there is no such name",
        IOException { InnerException.InnerException: SocketException socket } => Of(socket),
        IOException { InnerException: SocketException socket } => Of(socket),
        CryptographicException => "that is no certificate in PEM, or not a whole one",
        _ => e.Message,
    };

    // The system's own words name the path in quotes.
    private static string Named(Exception e) => Quoted().Match(e.Message) is { Success: true } path
        ? path.Value : e is FileNotFoundException { FileName: string file } ? $"'{file}'" : "of that name";

    [GeneratedRegex("'[^']+'")]
    private static partial Regex Quoted();
}
