using System;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Links;

/// <summary>
/// What each link has carried, by the merchant's days, for a week. It stands in a durable cell a
/// day and is written a few seconds after something has passed, so a power cut costs that much.
/// </summary>
public sealed class DataUse
{
    /// <summary>Days that are kept.</summary>
    public const int Days = 7;

    /// <summary>Bytes sent over the SIM; 3 more for the same of WiFi.</summary>
    public const int BytesOut = 0;

    /// <summary>Bytes received over the SIM.</summary>
    public const int BytesIn = 1;

    /// <summary>Connections over the SIM.</summary>
    public const int Connections = 2;

    /// <summary>Figures of a link; those of the SIM come first.</summary>
    public const int FiguresOfLink = 3;

    private const int Figures = 2 * FiguresOfLink;
    private const int CellBytes = 4 + (Figures * 4);

    private readonly IClock _clock;
    private readonly TerminalSettings _settings;
    private readonly MeteredTransport _sim;
    private readonly MeteredTransport _wifi;
    private readonly DurableCell[] _cells = new DurableCell[Days];
    private readonly byte[] _bytes = new byte[CellBytes];

    // For each row, the local day since 1970 that it counts; 0 while it counts none.
    private readonly int[] _days = new int[Days];
    private readonly int[] _figures = new int[Days * Figures];

    // What the meters showed when they were read last.
    private readonly int[] _readings = new int[Figures];
    private long _dueMs;
    private bool _isMounted;
    private int _newest;

    /// <summary>Makes the counters of two links; null is a link that carries nothing.</summary>
    public DataUse(
        INvram nvram,
        IClock clock,
        TerminalSettings settings,
        MeteredTransport sim,
        MeteredTransport wifi)
    {
        _clock = clock;
        _settings = settings;
        _sim = sim;
        _wifi = wifi;
        var buffer = new byte[DurableCell.BufferBytes];
        for (int row = 0; row < Days; row++)
        {
            _cells[row] = new DurableCell(nvram, DurableCell.DataUse + row, buffer);
        }
    }

    /// <summary>The newest day that is counted, local days since 1970; 0 when none is.</summary>
    public int Newest => _newest;

    /// <summary>Reads what earlier runs have counted; once, with NVRAM that answers.</summary>
    public void Mount()
    {
        _isMounted = true;
        for (int row = 0; row < Days; row++)
        {
            if (_cells[row].Load(_bytes) != CellBytes)
            {
                continue;
            }

            _days[row] = (int)ByteCodec.GetU32(_bytes, 0);
            for (int i = 0; i < Figures; i++)
            {
                _figures[(row * Figures) + i] = (int)ByteCodec.GetU32(_bytes, 4 + (i * 4));
            }
        }
    }

    /// <summary>Counts what has passed since the last time; now and then.</summary>
    public void Step(long nowMs)
    {
        if (nowMs < _dueMs)
        {
            return;
        }

        long utcSeconds = _clock.UtcSeconds;
        if (utcSeconds == 0)
        {
            return;
        }

        _dueMs = nowMs + Limits.DataUseMs;
        long localS = utcSeconds + _settings.LocalOffsetS(utcSeconds);
        int day = (int)(localS / Calendar.SecondsPerDay);
        int row = day % Days;
        if (_days[row] != day)
        {
            _days[row] = day;
            Array.Clear(_figures, row * Figures, Figures);
        }

        _newest = day;
        bool isMore = Read(row, 0, _sim);
        isMore |= Read(row, FiguresOfLink, _wifi);
        if (isMore && _isMounted)
        {
            Store(row);
        }
    }

    /// <summary>True when a day has been counted and is still kept.</summary>
    public bool IsKept(int day) => day > 0 && _days[day % Days] == day;

    /// <summary>A figure of a day that is kept.</summary>
    public int Figure(int day, int figure) => _figures[(day % Days * Figures) + figure];

    /// <summary>Forgets every day.</summary>
    public void Forget()
    {
        for (int row = 0; row < Days; row++)
        {
            _days[row] = 0;
            Store(row);
        }
    }

    private bool Read(int row, int figure, MeteredTransport meter)
    {
        return meter != null
            && (Add(row, figure + BytesOut, meter.BytesOut)
                | Add(row, figure + BytesIn, meter.BytesIn)
                | Add(row, figure + Connections, meter.Connections));
    }

    private bool Add(int row, int figure, int reading)
    {
        int more = reading - _readings[figure];
        _readings[figure] = reading;
        _figures[(row * Figures) + figure] += more;
        return more != 0;
    }

    private void Store(int row)
    {
        ByteCodec.PutU32(_bytes, 0, (uint)_days[row]);
        for (int i = 0; i < Figures; i++)
        {
            ByteCodec.PutU32(_bytes, 4 + (i * 4), (uint)_figures[(row * Figures) + i]);
        }

        _cells[row].Store(_bytes, 0, CellBytes);
    }
}
