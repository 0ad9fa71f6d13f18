using Terminal.Agent;
using Terminal.Agent.Screens;

namespace Terminal.Rig.Board;

/// <summary>The words of a screen, for scenarios and reports.</summary>
public static class ScreenText
{
    /// <summary>The eight rows, top first; a heading stands on its top row.</summary>
    public static string[] Rows(ScreenPainter painter)
    {
        var rows = new string[FrameBuffer.Pages];
        byte[] buffer = new byte[Limits.ScreenLineBytesMax];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = Windows1252.Text(buffer, 0, painter.TextLine(row, buffer, 0));
        }

        return rows;
    }

    /// <summary>
    /// All words in one line, rows joined by a blank: what an expectation is looked up in.
    /// </summary>
    public static string Words(ScreenPainter painter) =>
        string.Join(' ', Rows(painter).Where(row => row.Length > 0));
}
