using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security;

/// <summary>
/// TLS over a socket. The handshake blocks without a time limit; on the device it stops every
/// managed thread meanwhile. Owns its socket.
/// </summary>
public class SslStream : NetworkStream
{
    public SslStream(Socket socket)
        : base(socket, true)
    {
    }

    public SslVerification SslVerification { get; set; } = SslVerification.CertificateRequired;

    public override bool DataAvailable =>
        Socket.Check(Socket.Board.SecureAvailable(Socket.Handle)) > 0;

    public override long Length => throw new NotSupportedException();

    public void AuthenticateAsClient(
        string targetHost, X509Certificate clientCertificate, X509Certificate ca,
        SslProtocols enabledSslProtocols) =>
        Socket.Check(Socket.Board.Handshake(
            Socket.Handle, targetHost, ca?.GetRawCertData(), (int)SslVerification,
            (int)enabledSslProtocols));

    public override int Read(byte[] buffer, int offset, int size) =>
        Socket.Check(
            Socket.Board.SecureReceive(Socket.Handle, buffer, offset, size, ReadTimeout));

    public override void Write(byte[] buffer, int offset, int size) =>
        Socket.Check(Socket.Board.SecureSend(Socket.Handle, buffer, offset, size));

    protected override void Dispose(bool disposing) => base.Dispose(disposing);
}
