using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security;

/// <summary>
/// TLS over a socket. The handshake blocks without a time limit and stops every managed thread
/// meanwhile; when it fails the socket's descriptor is closed. A handshake takes one of 16 native
/// contexts, which only <see cref="Dispose"/> gives back: closing the socket frees nothing.
/// </summary>
public class SslStream : NetworkStream
{
    private readonly TlsContext _context;

    public SslStream(Socket socket)
        : base(socket, false) => _context = new TlsContext(socket.Board, socket.Handle);

    public SslVerification SslVerification { get; set; } = SslVerification.CertificateRequired;

    public override bool DataAvailable =>
        Socket.Check(Socket.Board.SecureAvailable(Socket.Handle)) > 0;

    public override long Length => throw new NotSupportedException();

    public void AuthenticateAsClient(
        string targetHost, X509Certificate clientCertificate, X509Certificate ca,
        SslProtocols enabledSslProtocols)
    {
        _context.Take();
        Socket.Check(Socket.Board.Handshake(
            Socket.Handle, targetHost, ca?.GetRawCertData(), (int)SslVerification,
            (int)enabledSslProtocols));
    }

    public override int Read(byte[] buffer, int offset, int size) =>
        Socket.Check(
            Socket.Board.SecureReceive(Socket.Handle, buffer, offset, size, ReadTimeout));

    public override void Write(byte[] buffer, int offset, int size) =>
        Socket.Check(Socket.Board.SecureSend(Socket.Handle, buffer, offset, size));

    protected override void Dispose(bool disposing)
    {
        _context.Free();
        base.Dispose(disposing);
    }
}
