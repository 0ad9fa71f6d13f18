using Terminal.Agent.Support;

namespace Terminal.Agent.Console;

/// <summary>case: the codes that the screen shows to support's camera and for the voice.</summary>
internal sealed class CaseCommand : IConsoleGroup
{
    private static readonly byte[] CaseKey = ByteCodec.Ascii("case");
    private static readonly byte[] SpokenKey = ByteCodec.Ascii("spoken");

    private readonly ConsoleContext _context;
    private readonly byte[] _text = new byte[Limits.CaseCharactersMax];

    public CaseCommand(ConsoleContext context) => _context = context;

    /// <inheritdoc/>
    public ConsoleAnswer Begin(ConsoleCommand command, long nowMs)
    {
        if (_context.Line.Count != 1)
        {
            return ConsoleAnswer.Usage;
        }

        _context.Agent.Case.Begin();
        return ConsoleAnswer.Wait;
    }

    /// <inheritdoc/>
    public ConsoleAnswer Continue(long nowMs)
    {
        SupportCase support = _context.Agent.Case;
        if (!support.Step())
        {
            return ConsoleAnswer.Wait;
        }

        ConsoleOutput output = _context.Out;
        output.Key(CaseKey).Quoted(_text, support.Write(_text, nowMs));
        output.End();
        support.WriteSpoken(_text);
        output.Key(SpokenKey).Quoted(_text, Limits.SpokenCharacters);
        output.End();
        return ConsoleAnswer.Ok;
    }
}
