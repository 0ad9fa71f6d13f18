using Terminal.Agent.Settings;

namespace Terminal.Agent.Till;

/// <summary>Puts an answer into tag, length, value: SPEC.md, Till frames.</summary>
public sealed class TillFrames
{
    private static readonly byte[] Masked = ByteCodec.Ascii("************");
    private static readonly byte[] Contact = ByteCodec.Ascii("001");
    private static readonly byte[] Contactless = ByteCodec.Ascii("00B");
    private readonly TerminalSettings _settings;
    private readonly byte[] _pan = new byte[16];

    /// <summary>Makes it.</summary>
    public TillFrames(TerminalSettings settings) => _settings = settings;

    /// <summary>Writes a whole answer.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">What is told.</param>
    /// <param name="bytesMax">How long it may be.</param>
    public void Write(TillWriter writer, TillRequest request, TillAnswer answer, int bytesMax)
    {
        writer.Begin(bytesMax);
        writer.Echo(request, TillRequest.Version);
        writer.Echo(request, TillRequest.Identifier);
        writer.Echo(request, TillRequest.Till);
        if (answer.AmountCents >= 0)
        {
            writer.PutNumber('C', 'B', answer.AmountCents);
        }
        else
        {
            writer.Echo(request, TillRequest.Amount);
        }

        if (answer.HasCard && answer.EntryMode != CardEntryMode.Unknown)
        {
            bool isContactless = answer.EntryMode == CardEntryMode.Contactless;
            writer.Put('C', 'C', isContactless ? Contactless : Contact, 0, 3);
        }

        writer.Echo(request, TillRequest.Action);
        writer.Echo(request, TillRequest.Currency);
        WriteCard(writer, answer);
        writer.PutNumber('A', 'E', answer.Result);
        if (answer.Reason != TillReason.None)
        {
            writer.PutNumber('A', 'F', answer.Reason);
        }

        if (answer.HasCard)
        {
            writer.PutCharacter('A', 'L', '1');
        }

        WriteReference(writer, request, answer);
        if (answer.HasCard && answer.EntryMode != CardEntryMode.Unknown)
        {
            writer.PutCharacter(
                'C', 'I', answer.EntryMode == CardEntryMode.Contactless ? '2' : '1');
        }

        if (answer.HasSerial)
        {
            writer.Put('A', 'Q', _settings.Serial, 0, _settings.SerialLength);
        }

        int length = answer.Ticket.LengthWithin(writer.Room / 4 * 3);
        writer.PutBase64('A', 'K', answer.Ticket.Bytes, length);
    }

    private void WriteCard(TillWriter writer, TillAnswer answer)
    {
        if (answer.HasCard)
        {
            ByteCodec.Put(_pan, ByteCodec.Put(_pan, 0, Masked), answer.Last4);
            writer.Put('A', 'A', _pan, 0, _pan.Length);
        }
    }

    private static void WriteReference(TillWriter writer, TillRequest request, TillAnswer answer)
    {
        if (!writer.Echo(request, TillRequest.Reference) && answer.Reference != null
            && answer.Reference.TextLength == answer.Reference.Length)
        {
            writer.Put('C', 'F', answer.Reference.Text, 0, answer.Reference.Length);
        }
    }
}
