namespace Terminal.Rig.Hil;

/// <summary>A person, asked on the console, who presses Enter when it is done.</summary>
public sealed class PromptedHands(TextReader answers, TextWriter questions) : IHands
{
    /// <inheritdoc/>
    public async Task DoAsync(string what, CancellationToken stop)
    {
        await questions.WriteLineAsync($"HANDS: {what}, then press Enter.");
        await questions.FlushAsync(stop);

        // A read of the keyboard cannot be cancelled, so it is left behind.
        if (await Task.Run(answers.ReadLine, CancellationToken.None).WaitAsync(stop) is null)
        {
            throw new HilException($"nobody is there to do this: {what}; use --unattended");
        }
    }
}
