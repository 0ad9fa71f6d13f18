using System.Text;
using Terminal.Agent.Screens;

namespace Terminal.Rig.Screens;

/// <summary>
/// Draws a frame with half blocks, two rows of pixels in a line, for text terminals.
/// </summary>
public static class FrameBlocks
{
    private const string Blocks = " ▀▄█";

    /// <summary>32 lines of 128 characters.</summary>
    /// <param name="frame">1024 bytes in the display's order.</param>
    public static string Render(byte[] frame)
    {
        var text = new StringBuilder();
        for (int page = 0; page < FrameBuffer.Pages; page++)
        {
            for (int bit = 0; bit < 8; bit += 2)
            {
                for (int column = 0; column < FrameBuffer.Columns; column++)
                {
                    int pixels = (frame[(page * FrameBuffer.Columns) + column] >> bit) & 3;
                    text.Append(Blocks[pixels]);
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
