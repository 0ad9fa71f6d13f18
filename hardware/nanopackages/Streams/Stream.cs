namespace System.IO;

/// <summary>
/// A sequence of bytes. The package's overload for SpanByte is left out: a type that overrides it
/// could not be loaded on .NET.
/// </summary>
public abstract class Stream : MarshalByRefObject, IDisposable
{
    public abstract bool CanRead { get; }

    public abstract bool CanSeek { get; }

    public abstract bool CanWrite { get; }

    public abstract long Length { get; }

    public abstract long Position { get; set; }

    public virtual bool CanTimeout => false;

    public virtual int ReadTimeout
    {
        get => throw new InvalidOperationException();
        set => throw new InvalidOperationException();
    }

    public virtual int WriteTimeout
    {
        get => throw new InvalidOperationException();
        set => throw new InvalidOperationException();
    }

    public abstract void Flush();

    public abstract int Read(byte[] buffer, int offset, int count);

    public abstract void Write(byte[] buffer, int offset, int count);

    public abstract long Seek(long offset, SeekOrigin origin);

    public abstract void SetLength(long value);

    public virtual void Close() => Dispose();

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
    }
}
