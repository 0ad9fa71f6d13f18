using System.Globalization;

namespace Terminal.Rig.Modem;

/// <summary>
/// A part of the emulated modem: it adds its commands, keeps its own state, and forgets it when
/// the modem begins anew.
/// </summary>
internal abstract class ModemPart(ModemCore core)
{
    /// <summary>The final answer of a command that was done.</summary>
    protected const string Ok = "OK";

    /// <summary>The final answer of one that was not.</summary>
    protected const string Error = "ERROR";

    /// <summary>What all parts share.</summary>
    protected ModemCore Core => core;

    /// <summary>Identity and times.</summary>
    protected ModemOptions Options => core.Options;

    /// <summary>What is wrong.</summary>
    protected ModemFaults Faults => core.Faults;

    /// <summary>The firmware can be told to check names.</summary>
    protected bool HasNameOption => Options.HasNameOption && !Faults.NamesUnchecked;

    /// <summary>The firmware compares names, unless it is told not to.</summary>
    protected bool ChecksNames => Options.ChecksNames && !Faults.NamesUnchecked;

    /// <summary>It says nothing.</summary>
    protected bool IsMute => core.IsMute;

    /// <summary>The modem goes down: what a restart forgets is forgotten.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>The world as it is now against what this part has told of it.</summary>
    public virtual void Watch()
    {
    }

    /// <summary>The supply is cut: what not even a restart cures is forgotten.</summary>
    public virtual void CutSupply()
    {
    }

    /// <summary>The network drops the connections, now.</summary>
    public virtual void Drop()
    {
    }

    /// <summary>The service of connections stops by itself, now.</summary>
    public virtual void Stop()
    {
    }

    /// <summary>When a connection has something to say; long.MaxValue never.</summary>
    public virtual long NextDueMs => long.MaxValue;

    /// <summary>Text in the form of the line, whatever the culture.</summary>
    protected static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Plans an action.</summary>
    protected void After(int delayMs, Action action) => core.Schedule.After(delayMs, action);

    /// <summary>Tells something unasked.</summary>
    protected void Urc(string text) => core.Urc(text);

    /// <summary>Says a line.</summary>
    protected void Line(string text) => core.Output.Line(text);

    /// <summary>Says bytes.</summary>
    protected void Out(ReadOnlySpan<byte> bytes) => core.Output.Out(bytes);

    /// <summary>Says a final answer of its own, behind a payload.</summary>
    protected void Late(string final)
    {
        if (!IsMute)
        {
            Line(final);
        }
    }

    /// <summary>
    /// A command by its forms. Without a query the read form is an error. The test form tells the
    /// ranges, or OK alone.
    /// </summary>
    protected void Add(
        string name,
        Func<ModemCommandLine, ModemAnswer> run,
        Func<ModemAnswer>? query = null,
        string ranges = "") => core.Commands.Set(name, command =>
            command.IsTest ? ranges.Length == 0 ? Tell() : Tell(name + ": " + ranges)
            : command.IsQuery ? query?.Invoke() ?? Refuse()
            : run(command));

    /// <summary>A command that tells something, asked for with a question mark or without.</summary>
    protected void AddReport(string name, Func<ModemAnswer> tell, string ranges = "") =>
        Add(name, _ => tell(), tell, ranges);

    /// <summary>
    /// Numbers and words that are kept and told; a default that is a number takes only numbers.
    /// </summary>
    protected void AddSetting(string name, string ranges, params string[] defaults) => Add(
        name,
        command => Change(name, command.Arguments, defaults),
        () => Tell(name + ": " + string.Join(',', Setting(name, defaults))),
        ranges);

    /// <summary>What a setting is now.</summary>
    protected string[] Setting(string name, string[] defaults) =>
        core.Commands.Settings.GetValueOrDefault(name, defaults);

    /// <summary>Waits for so many bytes of payload.</summary>
    protected void Prompt(int count, Action<byte[]> onPayload, string prompt = "\r\n>") =>
        core.Parser.Prompt(count, bytes => onPayload(bytes!), false, prompt);

    /// <summary>
    /// Waits for text up to Ctrl-Z, of so many bytes at most; ESC takes it back, which is told as
    /// null.
    /// </summary>
    protected void PromptText(int most, Action<byte[]?> onText) =>
        core.Parser.Prompt(most, onText, true, "\r\n>");

    /// <summary>Lines and OK.</summary>
    protected ModemAnswer Tell(params string[] lines) => new(Ok, Options.AnswerMs, lines);

    /// <summary>Lines and ERROR.</summary>
    protected ModemAnswer Refuse(params string[] lines) => new(Error, Options.AnswerMs, lines);

    /// <summary>Does something at once, and OK.</summary>
    protected ModemAnswer Set(Action set)
    {
        set();
        return new ModemAnswer(Ok, Options.AnswerMs);
    }

    /// <summary>An error of the equipment, in the form that +CMEE asks for.</summary>
    protected ModemAnswer Fail(int number) => core.Commands.Fail(number);

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private ModemAnswer Change(string name, string[] arguments, string[] defaults)
    {
        string[] values = [.. Setting(name, defaults)];
        if (arguments.Length > values.Length)
        {
            return Refuse();
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Length == 0)
            {
                continue;
            }

            if (IsNumber(defaults[i]) && !IsNumber(arguments[i]))
            {
                return Refuse();
            }

            values[i] = arguments[i];
        }

        return Set(() => core.Commands.Settings[name] = values);
    }
}
