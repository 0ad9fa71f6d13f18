namespace Terminal.Rig.Board;

/// <summary>One seed for a trial, from which each stream of draws gets a seed of its own.</summary>
public static class StreamSeed
{
    /// <summary>The seed of one stream of draws.</summary>
    public static int Derive(int seed, int stream)
    {
        ulong mixed = ((ulong)(uint)seed << 32) | (uint)stream;
        mixed = (mixed ^ (mixed >> 31)) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9UL;
        return (int)((mixed ^ (mixed >> 32)) & 0x7FFFFFFF);
    }
}
