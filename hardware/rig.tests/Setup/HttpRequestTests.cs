using System.Text;
using Terminal.Agent.Setup;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>Requests of phones: read in pieces of any size, with every limit.</summary>
public sealed class HttpRequestTests
{
    private const string Form =
        "POST /join HTTP/1.1\r\nHost: 192.168.4.1\r\nOrigin: http://192.168.4.1\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\nAccept-Language: de,en;q=0.5,fr;q=0.8\r\n"
        + "Content-Length: 7\r\n\r\nt=1&n=0";

    [Fact]
    public void A_form_is_read_whole_or_in_pieces()
    {
        for (int size = 1; size <= Form.Length; size++)
        {
            var request = new HttpRequest();
            request.Reset();
            Assert.Equal(HttpResult.Done, Take(request, Form, size));
            Assert.Equal(Terminal.Agent.Setup.HttpMethod.Post, request.Method);
            Assert.Equal(HttpPath.Join, request.Path);
            Assert.Equal(HttpOrigin.Own, request.Host);
            Assert.Equal(HttpOrigin.Own, request.Origin);
            Assert.True(request.IsForm);
            Assert.Equal(0, request.Language);
            Assert.Equal("t=1&n=0", Encoding.ASCII.GetString(request.Body, 0, request.BodyLength));
        }
    }

    [Fact]
    public void Every_prefix_of_a_form_needs_more()
    {
        for (int count = 0; count < Form.Length; count++)
        {
            var request = new HttpRequest();
            request.Reset();
            Assert.Equal(HttpResult.NeedMore, Take(request, Form[..count], 64));
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n", HttpPath.Page, HttpOrigin.Own)]
    [InlineData("GET /?x=1 HTTP/1.1\nhost:192.168.4.1:80\n\n", HttpPath.Page, HttpOrigin.Own)]
    [InlineData("\r\nHEAD /s HTTP/1.0\r\nHOST:  192.168.4.1 \r\n\r\n", HttpPath.State, HttpOrigin.Own)]
    [InlineData("GET /portal HTTP/1.1\r\nHost: evil\r\n\r\n", HttpPath.Portal, HttpOrigin.Foreign)]
    [InlineData("GET /Join HTTP/1.1\r\n\r\n", HttpPath.Other, HttpOrigin.Missing)]
    [InlineData("GET /join/ HTTP/1.1\r\nHost: 192.168.4.1:8080\r\n\r\n", HttpPath.Other, HttpOrigin.Foreign)]
    [InlineData("GET http://192.168.4.1/ HTTP/1.1\r\nHost: 192.168.4.10\r\n\r\n", HttpPath.Other, HttpOrigin.Foreign)]
    public void Path_and_host_are_told(string text, HttpPath path, HttpOrigin host)
    {
        var request = new HttpRequest();
        request.Reset();
        Assert.Equal(HttpResult.Done, Take(request, text, 1_000));
        Assert.Equal(path, request.Path);
        Assert.Equal(host, request.Host);
    }

    [Theory]
    [InlineData("fr-CH, fr;q=0.9, en;q=0.8", 0)]
    [InlineData("en-GB,en;q=0.9", 1)]
    [InlineData("de-DE,de;q=0.9,en;q=0.8,fr;q=0.7", 1)]
    [InlineData("en;q=0.1,fr;q=0.2", 0)]
    [InlineData("es, *;q=0.1", -1)]
    [InlineData("french, eng", -1)]
    [InlineData(",,;=,f", -1)]
    public void The_language_is_the_phones(string languages, int language)
    {
        var request = new HttpRequest();
        request.Reset();
        Take(request, $"GET / HTTP/1.1\r\nAccept-Language: {languages}\r\n\r\n", 1_000);
        Assert.Equal(language, request.Language);
    }

    [Theory]
    [InlineData("PUT / HTTP/1.1\r\n", 501)]
    [InlineData("GET /\r\n", 400)]
    [InlineData("GET  / HTTP/1.1\r\n", 400)]
    [InlineData("GET / HTTP/2\r\n", 505)]
    [InlineData("GET / HTTP/1.1 \r\n", 505)]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n folded\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n: a\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nnothing\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nX: a\rb\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nX: a\0b\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\n\r\n", 411)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length:\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 513\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", 501)]
    public void What_is_unclear_is_refused(string text, int status)
    {
        var request = new HttpRequest();
        request.Reset();
        Assert.Equal(HttpResult.Refused, Take(request, text, 1_000));
        Assert.Equal(status, request.Status);
    }

    [Fact]
    public void What_is_too_long_is_refused_or_passed_over()
    {
        var request = new HttpRequest();
        request.Reset();
        Assert.Equal(
            HttpResult.Refused, Take(request, $"GET /{new string('a', 300)} HTTP/1.1\r\n", 100));
        Assert.Equal(414, request.Status);
        request.Reset();
        string long1 = $"Cookie: {new string('a', 2_000)}\r\n";
        Assert.Equal(
            HttpResult.Done, Take(request, $"GET / HTTP/1.1\r\n{long1}Host: 192.168.4.1\r\n\r\n", 100));
        Assert.Equal(HttpOrigin.Own, request.Host);
        request.Reset();
        Assert.Equal(HttpResult.Refused, Take(request, $"GET / HTTP/1.1\r\n{long1}{long1}{long1}", 100));
        Assert.Equal(431, request.Status);
        request.Reset();
        Take(request, $"GET / HTTP/1.1\r\nHost: 192.168.4.1{new string(' ', 300)}\r\n\r\n", 100);
        Assert.Equal(HttpOrigin.Foreign, request.Host);
    }

    [Theory]
    [InlineData("t=1&p=a+b%2Bc%26", 'p', "a b+c&")]
    [InlineData("p=", 'p', "")]
    [InlineData("xp=1&p=2", 'p', "2")]
    [InlineData("p=1&p=2", 'p', "1")]
    [InlineData("h=caf%C3%A9", 'h', "café")]
    public void Fields_are_decoded(string body, char name, string value)
    {
        byte[] into = new byte[64];
        byte[] bytes = Encoding.ASCII.GetBytes(body);
        int length = FormReader.Read(bytes, bytes.Length, (byte)name, into);
        Assert.Equal(value, Encoding.UTF8.GetString(into, 0, length));
    }

    [Theory]
    [InlineData("", FormReader.Missing)]
    [InlineData("p", FormReader.Missing)]
    [InlineData("pp=1", FormReader.Missing)]
    [InlineData("p=%", FormReader.Unusable)]
    [InlineData("p=%4", FormReader.Unusable)]
    [InlineData("p=%4g", FormReader.Unusable)]
    [InlineData("p=12345678901", FormReader.Unusable)]
    public void Fields_that_are_none_are_told(string body, int what)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(body);
        Assert.Equal(what, FormReader.Read(bytes, bytes.Length, (byte)'p', new byte[10]));
    }

    private static HttpResult Take(HttpRequest request, string text, int size)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        HttpResult result = HttpResult.NeedMore;
        for (int at = 0; at < bytes.Length && result == HttpResult.NeedMore; at += size)
        {
            result = request.Take(bytes, at, Math.Min(size, bytes.Length - at));
        }

        return result;
    }
}
