namespace Terminal.Firmware.Workers;

/// <summary>Sees whether a worker has been lost for so long that only a restart helps.</summary>
public sealed class WorkerWatch
{
    private readonly Worker[] _workers = new Worker[BoardLimits.WorkersMax];
    private int _count;

    /// <summary>Takes a worker in; once for each, at start-up.</summary>
    public void Add(Worker worker) => _workers[_count++] = worker;

    /// <summary>True while no worker has been lost for too long.</summary>
    public bool IsWell(long nowMs)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_workers[i].LostMs(nowMs) > BoardLimits.WorkerLostMs)
            {
                return false;
            }
        }

        return true;
    }
}
