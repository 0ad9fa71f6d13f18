#pragma warning disable CA1031, CA1814, CA2211, CS0649, CS0169, IDE0044, IDE0051
using System.Runtime.CompilerServices;

// Types that break one rule each; NanoRulesTests looks for them.
namespace System.Runtime.CompilerServices
{
    internal sealed class PlantedEmbeddedAttribute : Attribute;
}

namespace Terminal.Rig.Tests.Nano
{
    internal interface IPlantedDefault
    {
        int Run() => 1;
    }

    internal sealed class PlantedGeneric<T>;

    internal sealed class PlantedGenericMethod
    {
        internal void Run<T>()
        {
        }
    }

    internal sealed class PlantedGenericField
    {
        internal List<int>? Field;
    }

    internal sealed class PlantedRanks
    {
        internal void Run(int[,] table) => _ = table;
    }

    internal sealed class PlantedLocal
    {
        internal int Run(object value)
        {
            var list = (List<int>)value;
            return list.Count + list.Capacity;
        }
    }

    internal sealed class PlantedCall
    {
        internal object Run() => Array.Empty<int>();
    }

    internal sealed class PlantedStackalloc
    {
        internal unsafe int Run()
        {
            int* some = stackalloc int[2];
            return some[1];
        }
    }

    internal sealed class PlantedStatic
    {
        internal static int Field;
    }

    internal static class PlantedSleep
    {
        internal static string Run()
        {
            Thread.Sleep(1);
            return "a literal";
        }
    }

    internal static class PlantedCatch
    {
        internal static void Run()
        {
            try
            {
                GC.Collect();
            }
            catch
            {
            }
        }
    }

    internal static class PlantedCatchException
    {
        internal static void Run()
        {
            try
            {
                GC.Collect();
            }
            catch (Exception)
            {
            }
        }
    }

    internal static class PlantedCatchFilter
    {
        internal static void Run(bool quiet)
        {
            try
            {
                GC.Collect();
            }
            catch (Exception) when (quiet)
            {
            }
        }
    }

    internal static class PlantedClean
    {
        internal const int Number = 3;
        internal static readonly byte[] Table = Make(Number);

        internal static byte[] Make(int count)
        {
            try
            {
                return new byte[count];
            }
            catch (OverflowException)
            {
                return Table;
            }
        }
    }

    internal static class PlantedInitialiser
    {
        internal static readonly int First = Read();

        private static int Read() => PlantedClean.Table[0];
    }

    internal static class PlantedLimits
    {
        internal const int Timeout = 1;
        internal const int AddressMax = 2;
        internal const int Ms = 3;
        internal const int Version = 4;
        internal const int ReplyMs = 5;
        internal const int AmountCentsMaxDefault = 6;
        internal const long OfflineAgeSDefault = 7;
        internal const byte RetriesCountMin = 8;
        internal const byte RetryRoundsMax = 9;
        internal const string Name = "no number";
    }
}
