using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Trust;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>Root certificates: what is read of them, pasted at the console, removed, told before they end.</summary>
public sealed class RootTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("rsa", 2049)]
    [InlineData("rsa", 2050)]
    [InlineData("ec", 2036)]
    public void What_is_read_is_what_dotnet_reads(string kind, int year)
    {
        using X509Certificate2 root = Make("CN=Rig Root,O=Rig", kind, year: year);
        var reader = new RootCertificate();
        Assert.Equal(RootVerdict.Good, Read(reader, root.ExportCertificatePem()));
        Assert.Equal("Rig Root", Encoding.ASCII.GetString(reader.Name, 0, reader.NameLength));
        Assert.Equal(new DateTimeOffset(root.NotAfter).ToUnixTimeSeconds(), reader.LastUtcSeconds);
        Assert.Equal(root.GetCertHash(HashAlgorithmName.SHA256), reader.Fingerprint);
    }

    [Fact]
    public void Every_prefix_of_a_certificate_is_refused()
    {
        using X509Certificate2 root = Make("CN=Rig Root");
        var reader = new RootCertificate();
        byte[] der = root.RawData;
        for (int count = 1; count < der.Length; count++)
        {
            Assert.Equal(
                RootVerdict.Malformed, Read(reader, PemEncoding.WriteString("CERTIFICATE", der.AsSpan(0, count))));
        }

        string pem = root.ExportCertificatePem();
        for (int count = 0; count < pem.Length; count++)
        {
            Assert.NotEqual(RootVerdict.Good, Read(reader, pem[..count]));
        }
    }

    [Theory]
    [InlineData("leaf", RootVerdict.NotAuthority)]
    [InlineData("nosign", RootVerdict.NotAuthority)]
    [InlineData("plain", RootVerdict.Malformed)]
    [InlineData("ended", RootVerdict.Ended)]
    [InlineData("two", RootVerdict.NotPem)]
    [InlineData("words", RootVerdict.NotPem)]
    [InlineData("", RootVerdict.Missing)]
    public void What_is_no_root_is_refused_as_what_it_is(string what, RootVerdict verdict)
    {
        string pem = what switch
        {
            "leaf" => Make("CN=shop", isAuthority: false).ExportCertificatePem(),
            "nosign" => Make("CN=x", usage: X509KeyUsageFlags.CrlSign).ExportCertificatePem(),
            "plain" => Make("CN=x", hasExtensions: false).ExportCertificatePem(),
            "ended" => Make("CN=old", year: 2026).ExportCertificatePem(),
            "two" => Make("CN=a").ExportCertificatePem() + "\n" + Make("CN=b").ExportCertificatePem(),
            "words" => "hello",
            _ => "",
        };
        Assert.Equal(verdict, Read(new RootCertificate(), pem));
    }

    [Fact]
    public void A_root_is_pasted_at_the_console_and_counts_after_the_restart()
    {
        string old = Make("CN=Old Root").ExportCertificatePem();
        string next = Make("CN=New Root", year: 2045).ExportCertificatePem();
        var fixture = new ConsoleFixture(rootPem: old);
        ConsoleTests.SetPin(fixture);
        string[] rows = fixture.Ask("root list");
        Assert.StartsWith(
            "root=1 state=good name=\"Old Root\" last_day=2036-01-01 sha256=", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("proved=no used=yes", rows[0], StringComparison.Ordinal);
        Assert.Equal(2, rows.Length);

        rows = Paste(fixture, next);
        Assert.StartsWith("root=2 name=\"New Root\" last_day=2045-01-01 sha256=", rows[^2], StringComparison.Ordinal);
        Assert.EndsWith("counts=after_reboot", rows[^2], StringComparison.Ordinal);
        Assert.Equal("OK", rows[^1]);
        Assert.StartsWith("ERR 34", fixture.Last("root add"), StringComparison.Ordinal);
        Assert.Equal(next, Encoding.ASCII.GetString(fixture.RootSlot(1)).TrimEnd());
    }

    [Fact]
    public void What_is_pasted_and_is_no_root_is_refused()
    {
        string old = Make("CN=Old Root").ExportCertificatePem();
        var fixture = new ConsoleFixture(rootPem: old);
        ConsoleTests.SetPin(fixture);
        Assert.Equal("ERR 33 certificate refused: not a CA",
            Paste(fixture, Make("CN=shop", isAuthority: false).ExportCertificatePem())[^1]);
        Assert.Equal("ERR 33 certificate refused: has ended",
            Paste(fixture, Make("CN=old", year: 2026).ExportCertificatePem())[^1]);
        Assert.Equal("ERR 33 certificate refused: already there", Paste(fixture, old)[^1]);
        Assert.Equal("ERR 33 certificate refused: not a certificate", Paste(
            fixture, "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----")[^1]);
        fixture.Type("root add\r-----BEGIN CERTIFICATE-----\r\u0003");
        fixture.Run(200);
        string said = fixture.Said[..fixture.Said.LastIndexOf("\r\n", StringComparison.Ordinal)];
        Assert.EndsWith("ERR 15 interrupted", said, StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("queue"));
        Assert.Empty(fixture.RootSlot(1));
    }

    [Fact]
    public void A_root_goes_only_once_the_other_has_proved_itself()
    {
        string old = Make("CN=Old Root").ExportCertificatePem();
        string next = Make("CN=New Root", year: 2045).ExportCertificatePem();
        var fixture = new ConsoleFixture(rootPem: old, otherRootPem: next);
        ConsoleTests.SetPin(fixture);
        Assert.StartsWith("ERR 35", fixture.Last("root remove 1"), StringComparison.Ordinal);
        Assert.StartsWith("ERR 36", fixture.Last("root remove 3"), StringComparison.Ordinal);
        fixture.Agent.Anchors.OnProved(1);
        fixture.Run(2_000);
        fixture.Restart();
        Assert.Equal("OK", fixture.Last("pin 123456"));
        Assert.EndsWith("proved=yes used=yes", fixture.Ask("root list")[1], StringComparison.Ordinal);
        Assert.StartsWith("ERR 35", fixture.Last("root remove 2"), StringComparison.Ordinal);
        Assert.Equal(["root=1 counts=after_reboot", "OK"], fixture.Ask("root remove 1 yes"));
        Assert.Empty(fixture.RootSlot(0));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public void Sixty_days_before_the_last_root_ends_the_attention_list_says_so(int days, bool isTold)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);
        string pem = Make("CN=Root", end: now.AddDays(days)).ExportCertificatePem();
        string earlier = Make("CN=First", end: now.AddDays(10)).ExportCertificatePem();
        var fixture = new ConsoleFixture(rootPem: earlier, otherRootPem: pem);
        fixture.Run(5_000);
        var entry = new AttentionEntry();
        bool isThere = fixture.Agent.Attention.Read(1, entry) && entry.Kind == AttentionKind.RootEnds;
        Assert.Equal(isTold, isThere);
    }

    [Fact]
    public void Refused_the_other_one_is_offered_and_proved_it_stays()
    {
        var anchors = new TrustAnchors("one"u8.ToArray(), "two"u8.ToArray());
        Assert.Equal(0, anchors.Selected);
        Assert.True(anchors.OnRefused(0));
        Assert.Equal(1, anchors.Selected);
        Assert.True(anchors.OnRefused(0));
        Assert.Equal(1, anchors.Selected);
        anchors.OnProved(1);
        var nvram = new MemoryNvram();
        anchors.Attach(nvram);
        anchors.Mount();
        anchors.Keep();
        var after = new TrustAnchors("one"u8.ToArray(), "two"u8.ToArray());
        after.Attach(nvram);
        after.Mount();
        Assert.Equal(1, after.Selected);
        Assert.True(after.IsProved(1));
        Assert.False(after.IsProved(0));

        // Another certificate in its place has proved nothing.
        var other = new TrustAnchors("one"u8.ToArray(), "three"u8.ToArray());
        other.Attach(nvram);
        other.Mount();
        Assert.False(other.IsProved(1));
        var alone = new TrustAnchors("one"u8.ToArray(), null);
        Assert.False(alone.OnRefused(0));
        Assert.Equal(0, alone.Selected);
    }

    private static string[] Paste(ConsoleFixture fixture, string pem)
    {
        int from = fixture.Said.Length;
        fixture.Type("root add\r" + pem.ReplaceLineEndings("\r") + "\r");
        fixture.Run(2_000);
        string[] rows = fixture.Said[from..].Split("\r\n");
        int end = Array.FindLastIndex(rows, r => r == "OK" || r.StartsWith("ERR ", StringComparison.Ordinal));
        return rows[..(end + 1)];
    }

    private static RootVerdict Read(RootCertificate reader, string pem)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(pem);
        return reader.Read(bytes, bytes.Length, 1_795_000_000);
    }

    private static X509Certificate2 Make(
        string name, string kind = "ec", bool isAuthority = true, bool hasExtensions = true, int year = 2036,
        X509KeyUsageFlags usage = X509KeyUsageFlags.KeyCertSign, DateTimeOffset? end = null)
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = kind == "rsa"
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, ec, HashAlgorithmName.SHA256);
        if (hasExtensions)
        {
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        }

        return request.CreateSelfSigned(Start, end ?? new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
