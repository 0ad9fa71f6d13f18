using Terminal.Agent.Ports;

namespace Terminal.Rig.Bench;

/// <summary>The names under which the page presses keys.</summary>
public static class BenchKeys
{
    /// <summary>The key of that name, or null.</summary>
    public static Key? Parse(string name) => name switch
    {
        { Length: 1 } when char.IsAsciiDigit(name[0]) => Key.Digit0 + (name[0] - '0'),
        "ok" => Key.Ok,
        "clear" => Key.Clear,
        "cancel" => Key.Cancel,
        "menu" => Key.Menu,
        "up" => Key.Up,
        "down" => Key.Down,
        _ => null,
    };
}
