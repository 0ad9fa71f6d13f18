namespace Terminal.Agent.Console;

/// <summary>
/// What stands before each line: which terminal, whether in test mode, whether the console is open;
/// while a question waits, what answers it.
/// </summary>
internal sealed class ConsolePrompt
{
    private static readonly byte[] TestWord = ByteCodec.Ascii(" test");
    private static readonly byte[] OpenWord = ByteCodec.Ascii(" open> ");
    private static readonly byte[] LockedWord = ByteCodec.Ascii(" locked> ");
    private static readonly byte[] AnswerWord = ByteCodec.Ascii("yes or no> ");
    private static readonly byte[] NoSerial = ByteCodec.Ascii("terminal");

    private readonly ConsoleContext _context;

    public ConsolePrompt(ConsoleContext context) => _context = context;

    /// <summary>True while a question waits for its answer.</summary>
    public bool IsAsking { get; set; }

    public void Show()
    {
        ConsoleOutput output = _context.Out;
        if (IsAsking)
        {
            output.Text(AnswerWord);
            output.Begin();
            return;
        }

        Settings.TerminalSettings settings = _context.Agent.Settings;
        if (settings.SerialLength > 0)
        {
            output.Text(settings.Serial, 0, settings.SerialLength);
        }
        else
        {
            output.Text(NoSerial);
        }

        if (settings.IsTestMode)
        {
            output.Text(TestWord);
        }

        output.Text(_context.IsOpen(_context.Board.Clock.UptimeMs) ? OpenWord : LockedWord);
        output.Begin();
    }
}
