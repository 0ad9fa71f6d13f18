namespace System.Net.Http;

/// <summary>A body in memory.</summary>
public class ByteArrayContent : HttpContent
{
    private readonly byte[] _content;

    public ByteArrayContent(byte[] content) => _content = content;

    internal override byte[] Bytes() => _content;
}
