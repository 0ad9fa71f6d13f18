namespace Terminal.Agent.Screens.Fonts;

/// <summary>
/// Made from hardware/rig/Screens/fonts/pictures.font by the rig's "screens --data".
/// </summary>
internal static class PicturesFont
{
    /// <summary>What <see cref="Font"/> takes.</summary>
    public static readonly byte[] Data =
    {
        4, 0, 1, 112, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 96, 224, 192, 0, 0, 0, 252, 50, 50, 50, 50, 50, 50, 50, 50, 50,
        50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 252, 0, 0, 56, 240, 226, 7,
        30, 124, 241, 131, 15, 126, 248, 255, 0, 0, 0, 62, 42, 42, 42, 42, 62, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 192, 240, 127, 15, 128, 224, 255, 31, 0, 224, 255, 3,
        4, 4, 4, 5, 5, 4, 5, 5, 4, 5, 5, 4, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 0, 0, 1, 0, 4,
        14, 7, 3, 8, 12, 15, 7, 1,
    };
}
