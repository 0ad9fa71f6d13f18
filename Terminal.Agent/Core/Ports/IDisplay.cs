namespace Terminal.Agent.Ports;

/// <summary>
/// A 128 x 64 monochrome display in the SSD1306's page order: 8 pages of 128 columns, one byte a
/// column, bit 0 at the top.
/// </summary>
public interface IDisplay
{
    /// <summary>Shows a window of a picture. Costs its bytes at bus speed.</summary>
    /// <param name="page">First page, 0 (top) to 7.</param>
    /// <param name="column">First column, 0 to 127.</param>
    /// <param name="frame">The picture.</param>
    /// <param name="offset">Where the byte of the first page's first column stands.</param>
    /// <param name="count">Columns, 1 to 128 - <paramref name="column"/>.</param>
    /// <param name="pages">Pages, 1 to 8 - <paramref name="page"/>; each stands 128 bytes after the
    /// one above.</param>
    /// <returns>False when the display did not answer: show it again later.</returns>
    bool Show(int page, int column, byte[] frame, int offset, int count, int pages);

    /// <summary>Sets how bright it is, from the next picture on.</summary>
    /// <param name="level">0 (dim) to 3 (brightest).</param>
    void SetContrast(int level);
}
