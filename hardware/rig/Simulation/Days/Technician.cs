using System.Text;
using Terminal.Agent.Settings;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The technician, who comes when the access point's passphrase has changed and types it at the
/// console until the terminal has it: a sale under way sends him away, and so does a terminal
/// without power.
/// </summary>
public sealed class Technician(SimTime time, DayTerminal terminal, DayTrace trace)
{
    private const int AgainMs = 20_000;
    private const int PinMs = 3_000;
    private const int LockMs = 6_000;

    private bool _isHere;

    /// <summary>Calls him, unless he is here.</summary>
    public void Call()
    {
        if (!_isHere)
        {
            _isHere = true;
            Work();
        }
    }

    private void Work()
    {
        if (terminal.Agent is AgentCore agent)
        {
            WifiProfile profile = agent.Settings.WifiProfiles[0];
            bool isDone = Encoding.ASCII.GetString(profile.Passphrase, 0, profile.PassphraseLength)
                == terminal.Wifi.Passphrase;
            if (isDone)
            {
                _isHere = false;
                return;
            }

            trace.Line(time.NowMs, "the technician types the new passphrase");
            terminal.Type("pin 1234");
            time.After(PinMs, () => terminal.Type(
                $"wifi add {terminal.Wifi.Ssid} {terminal.Wifi.Passphrase}"));
            time.After(LockMs, () => terminal.Type("pin lock"));
        }

        time.After(AgainMs, Work);
    }
}
