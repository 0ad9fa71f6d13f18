using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Rig.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Each certificate has exactly the fault that it is named after.</summary>
public sealed class CertificateAuthorityTests
{
    [Theory]
    [InlineData(ServerCertificate.Good, X509ChainStatusFlags.NoError)]
    [InlineData(ServerCertificate.WrongName, X509ChainStatusFlags.NoError)]
    [InlineData(ServerCertificate.Expired, X509ChainStatusFlags.NotTimeValid)]
    [InlineData(ServerCertificate.NotYetValid, X509ChainStatusFlags.NotTimeValid)]
    [InlineData(ServerCertificate.UnknownAuthority, X509ChainStatusFlags.PartialChain)]
    public void TheChainSaysWhatIsWrong(ServerCertificate kind, X509ChainStatusFlags expected)
    {
        using var authority = new CertificateAuthority();
        using var root = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(authority.RootPem));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.Build(authority.Issue(kind));
        var flags = chain.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        Assert.Equal(expected, flags);
    }

    [Theory]
    [InlineData(ServerCertificate.Good, "api.stancer.com", true)]
    [InlineData(ServerCertificate.Good, "localhost", true)]
    [InlineData(ServerCertificate.Good, "127.0.0.1", true)]
    [InlineData(ServerCertificate.Good, "api.stancer.com.example", false)]
    [InlineData(ServerCertificate.WrongName, "api.stancer.com", false)]
    public void NamesAreAsTheyShouldBe(ServerCertificate kind, string host, bool matches)
    {
        using var authority = new CertificateAuthority();
        var certificate = authority.Issue(kind);
        Assert.Equal(matches, certificate.MatchesHostname(host));
        Assert.Equal("sha256RSA", certificate.SignatureAlgorithm.FriendlyName);
        Assert.Equal(2048, certificate.GetRSAPublicKey()!.KeySize);
        Assert.True(certificate.HasPrivateKey);
        Assert.False(authority.Root.HasPrivateKey);
    }

    [Fact]
    public void ValidityFollowsTheClockThatWasGiven()
    {
        var time = new FixedTime(new DateTimeOffset(2031, 5, 6, 0, 0, 0, TimeSpan.Zero));
        using var authority = new CertificateAuthority(time);
        var certificate = authority.Issue(ServerCertificate.Good);
        Assert.True(certificate.NotBefore.ToUniversalTime() < time.Now.UtcDateTime);
        Assert.True(certificate.NotAfter.ToUniversalTime() > time.Now.UtcDateTime);
    }
}
