using System.Buffers;
using System.IO.Pipelines;

namespace Terminal.Rig.Acquirer;

/// <summary>Writes a connection and shapes the bytes of an answer as its plan says.</summary>
internal sealed class ShapedWriter(PipeWriter inner) : PipeWriter
{
    private static readonly byte[] InformationalBytes =
        [.. "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </status>\r\n\r\n"u8];

    private static readonly byte[] GarbageBytes =
        [0x15, 0x03, 0x03, 0x00, 0x02, 0xFF, 0x00, .. "\0\r\n\r\nSSH-2.0-nothing\r\n"u8, 0x80, 0xFE];

    private readonly ArrayBufferWriter<byte> _pending = new();
    private FaultPlan? _plan;
    private ArrayBufferWriter<byte>? _record;
    private bool _silent;

    /// <summary>Bytes of the answer in progress that went out.</summary>
    public long SentBytes { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _pending.WrittenCount;

    /// <summary>From here on nothing goes out on this connection.</summary>
    public void Silence() => _silent = true;

    /// <summary>Takes the plan for the next answer.</summary>
    public void Arm(FaultPlan plan)
    {
        _plan = plan;
        _record = plan[FaultKind.AnswerTwice] is null ? null : new ArrayBufferWriter<byte>();
        SentBytes = 0;
    }

    /// <summary>Sends what was recorded once more.</summary>
    public async ValueTask RepeatAsync()
    {
        if (_record is { } record && !_silent)
        {
            _record = null;
            await inner.WriteAsync(record.WrittenMemory.ToArray());
        }
    }

    public override void Advance(int bytes) => _pending.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pending.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pending.GetSpan(sizeHint);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (!_silent && _pending.WrittenCount > 0)
        {
            inner.Write(_pending.WrittenSpan);
        }
        inner.Complete(exception);
    }

    public override async ValueTask<FlushResult> FlushAsync(
        CancellationToken cancellationToken = default)
    {
        if (_pending.WrittenCount == 0)
        {
            return await inner.FlushAsync(cancellationToken);
        }
        var bytes = _pending.WrittenSpan.ToArray();
        _pending.ResetWrittenCount();
        if (_silent)
        {
            return default;
        }
        return _plan is null || _plan.Rules.Count == 0
            ? await SendAsync(bytes, cancellationToken)
            : await ShapeAsync(bytes, _plan, cancellationToken);
    }

    private async ValueTask<FlushResult> ShapeAsync(
        ReadOnlyMemory<byte> bytes, FaultPlan plan, CancellationToken cancellationToken)
    {
        if (plan[FaultKind.Garbage] is not null)
        {
            Silence();
            return await SendAsync(GarbageBytes, cancellationToken);
        }
        if (SentBytes == 0 && plan[FaultKind.Informational] is not null)
        {
            bytes = (byte[])[.. InformationalBytes, .. bytes.Span];
        }
        _record?.Write(bytes.Span);
        var cut = plan.Cut;
        if (cut is not null && SentBytes + bytes.Length >= cut.Bytes)
        {
            bytes = bytes[..(int)Math.Max(cut.Bytes - SentBytes, 0)];
            Silence();
        }
        return plan[FaultKind.Drip] is { } drip
            ? await DripAsync(bytes, drip, cancellationToken)
            : await SendAsync(bytes, cancellationToken);
    }

    private async ValueTask<FlushResult> DripAsync(
        ReadOnlyMemory<byte> bytes, FaultRule drip, CancellationToken cancellationToken)
    {
        FlushResult result = default;
        while (!bytes.IsEmpty && !result.IsCompleted)
        {
            var count = Math.Min(Math.Max(drip.Bytes, 1), bytes.Length);
            result = await SendAsync(bytes[..count], cancellationToken);
            bytes = bytes[count..];
            await Task.Delay(drip.DelayMs, cancellationToken);
        }
        return result;
    }

    private async ValueTask<FlushResult> SendAsync(
        ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        SentBytes += bytes.Length;
        return await inner.WriteAsync(bytes, cancellationToken);
    }
}
