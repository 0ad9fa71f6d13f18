using System.Buffers;
using System.IO.Pipelines;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// Reads a connection and, where a rule says so, ends it after so many bytes of a request.
/// </summary>
internal sealed class CuttableReader(PipeReader inner, AcquirerFaults faults, Action<FaultRule> cut)
    : PipeReader
{
    private long _consumedBytes;
    private ReadOnlySequence<byte> _given;
    private FaultRule? _cutBy;

    /// <summary>What is read from here on belongs to another request.</summary>
    public void NextRequest() => _consumedBytes = 0;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Look(await inner.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
        {
            return false;
        }
        result = Look(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _consumedBytes += _given.Slice(0, consumed).Length;
        _given = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private ReadResult Look(ReadResult result)
    {
        var buffer = result.Buffer;
        if (_cutBy is null && buffer.Length > 0 && faults.Peek(FaultKind.CutRequest) is { } rule
            && _consumedBytes + buffer.Length >= rule.Bytes)
        {
            _cutBy = faults.Take(FaultKind.CutRequest);
            cut(rule);
        }
        if (_cutBy is { } by)
        {
            var left = Math.Clamp(by.Bytes - _consumedBytes, 0, buffer.Length);
            _given = buffer.Slice(0, left);
            return new ReadResult(_given, result.IsCanceled, isCompleted: true);
        }
        _given = buffer;
        return result;
    }
}
