namespace Terminal.Agent.Ports;

/// <summary>Keys of the 4 x 4 keypad. Digits have their own value.</summary>
public enum Key
{
    /// <summary>No key is waiting.</summary>
    None = -1,

    /// <summary>0 of the ten digits 0 to 9.</summary>
    Digit0 = 0,

    /// <summary>9 of the ten digits 0 to 9.</summary>
    Digit9 = 9,

    /// <summary>OK: confirms (green).</summary>
    Ok = 10,

    /// <summary>Clear: takes back one digit or step (yellow).</summary>
    Clear = 11,

    /// <summary>Cancel: leaves what is going on (red).</summary>
    Cancel = 12,

    /// <summary>Menu.</summary>
    Menu = 13,

    /// <summary>Up.</summary>
    Up = 14,

    /// <summary>Down.</summary>
    Down = 15,
}
