using System;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Tests;

/// <summary>
/// A display that keeps what it shows, counts what it is sent, and fails when told to.
/// </summary>
public sealed class ScreensDisplay : IDisplay
{
    /// <summary>What it shows.</summary>
    public readonly byte[] Shown = new byte[FrameBuffer.Pages * FrameBuffer.Columns];

    /// <summary>Calls of <see cref="Show"/>, failed ones too.</summary>
    public int Calls;

    /// <summary>Bytes taken.</summary>
    public int Bytes;

    /// <summary>Calls that still succeed before it fails; -1 for all.</summary>
    public int GoodCalls = -1;

    /// <summary>Page, column and count of the last run taken.</summary>
    public int LastPage;

    /// <summary>First column of the last run.</summary>
    public int LastColumn;

    /// <summary>Columns of the last run.</summary>
    public int LastCount;

    /// <summary>Pages of the last window.</summary>
    public int LastPages;

    /// <inheritdoc/>
    public void SetContrast(int level)
    {
    }

    /// <inheritdoc/>
    public bool Show(int page, int column, byte[] frame, int offset, int count, int pages)
    {
        Calls++;
        if (GoodCalls == 0)
        {
            return false;
        }

        GoodCalls -= GoodCalls > 0 ? 1 : 0;
        Bytes += count * pages;
        LastPage = page;
        LastColumn = column;
        LastCount = count;
        LastPages = pages;
        int at = (page * FrameBuffer.Columns) + column;
        for (int i = 0; i < pages; i++)
        {
            Array.Copy(frame, offset, Shown, at, count);
            offset += FrameBuffer.Columns;
            at += FrameBuffer.Columns;
        }

        return true;
    }
}
