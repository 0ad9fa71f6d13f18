using System.Text;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.Till;

namespace Terminal.Rig.Tests.Till;

/// <summary>A terminal with its till's link switched on, in virtual time, and tills that ask it.</summary>
public sealed class TillWorld
{
    /// <summary>192.168.1.20.</summary>
    public const uint Shop = 0xC0A80114;

    /// <summary>Makes the world.</summary>
    public TillWorld(Action<TerminalSettings>? change = null, bool hasMenus = false) => Agent = new AgentWorld(
        settings =>
        {
            settings.Till.IsOn = true;
            change?.Invoke(settings);
        },
        hasTill: true,
        hasMenus);

    /// <summary>The terminal and its acquirer.</summary>
    public AgentWorld Agent { get; }

    /// <summary>The words on the screen.</summary>
    public string Screen => ScreenText.Words(Agent.Agent.Painter);

    /// <summary>A till connects and sends.</summary>
    public TillConnection Send(TillMessage request, uint address = Shop) => Send(request.ToString() + "\r\n", address);

    /// <summary>A till connects and sends just these characters.</summary>
    public TillConnection Send(string text, uint address = Shop)
    {
        TillConnection till = Agent.Till.Connect(address)
            ?? throw new InvalidOperationException("the terminal takes no connection");
        till.Send(Encoding.Latin1.GetBytes(text));
        Agent.Run(100);
        return till;
    }

    /// <summary>The answer, which must be there within a time.</summary>
    public TillMessage Answer(TillConnection till, long withinMs = 1_000)
    {
        if (!Agent.RunUntil(() => till.Answers.Count > 0, withinMs))
        {
            throw new InvalidOperationException("no answer");
        }

        return TillMessage.Parse(till.Text);
    }

    /// <summary>Asks and takes the answer.</summary>
    public TillMessage Ask(TillMessage request, long withinMs = 1_000)
    {
        TillConnection till = Send(request);
        TillMessage answer = Answer(till, withinMs);
        till.Finish();
        Agent.Run(100);
        return answer;
    }

    /// <summary>A sale that the till starts and a customer pays.</summary>
    public TillMessage Sell(int amountCents, string reference, int number = 1)
    {
        TillConnection till = Send(TillMessage.Request('0', number, amountCents, reference));
        if (!Agent.TapCard())
        {
            throw new InvalidOperationException($"no card was asked for: {Screen}; answer {till.Text}");
        }

        TillMessage answer = Answer(till, 20_000);
        till.Finish();
        Agent.Run(100);
        return answer;
    }

    /// <summary>AE, and AF behind a slash where it is told.</summary>
    public static string Outcome(TillMessage answer) =>
        answer["AE"] + (answer["AF"].Length == 0 ? "" : "/" + answer["AF"]);
}
