using Terminal.NanoPackages;

namespace System.IO;

/// <summary>
/// An open file. As on the device, neither Write nor Flush makes anything durable: Close does.
/// </summary>
public class FileStream : Stream
{
    private readonly IVirtualBoard _board = VirtualBoards.Current;
    private readonly FileAccess _access;
    private byte[] _content;
    private int _length;
    private int _position;
    private bool _isOpen = true;

    public FileStream(string path, FileMode mode, FileAccess access)
    {
        Name = path;
        _access = access;
        byte[] found = _board.ReadFile(path);
        bool isMissing = found == null && (mode == FileMode.Open || mode == FileMode.Truncate);
        if (isMissing || (found != null && mode == FileMode.CreateNew))
        {
            throw new IOException();
        }

        bool isKept = found != null && mode != FileMode.Create && mode != FileMode.Truncate;
        _content = isKept ? found : new byte[0];
        _length = _content.Length;
        _position = mode == FileMode.Append ? _length : 0;
        if (mode == FileMode.Create)
        {
            // A new file stands empty on the medium from now on.
            _board.WriteFile(path, _content, 0);
        }
    }

    public string Name { get; }

    public override bool CanRead => (_access & FileAccess.Read) != 0;

    public override bool CanSeek => true;

    public override bool CanWrite => (_access & FileAccess.Write) != 0;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = (int)value;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int left = _length - _position;
        int taken = left < count ? left : count;
        Array.Copy(_content, _position, buffer, offset, taken);
        _position += taken;
        return taken;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!CanWrite || !_isOpen)
        {
            throw new IOException();
        }

        int end = _position + count;
        if (end > _content.Length)
        {
            var grown = new byte[end];
            Array.Copy(_content, 0, grown, 0, _length);
            _content = grown;
        }

        Array.Copy(buffer, offset, _content, _position, count);
        _position = end;
        _length = _length > end ? _length : end;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.End ? _length : _position;
        _position = (int)(from + offset);
        return _position;
    }

    public override void SetLength(long value) => _length = (int)value;

    public override void Close() => Dispose(true);

    protected override void Dispose(bool disposing)
    {
        bool isWritten = _isOpen && CanWrite;
        _isOpen = false;
        if (isWritten && !_board.WriteFile(Name, _content, _length))
        {
            throw new IOException();
        }
    }
}
