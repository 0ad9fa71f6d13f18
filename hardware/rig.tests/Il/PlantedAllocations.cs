#pragma warning disable CA1822, CA2201, IDE0059, CS0649
namespace Terminal.Rig.Tests.Il;

// One method for each construct that the walk has to find, and for each way to reach one.

internal struct PlantedStruct(int value)
{
    internal int Value = value;
    internal int More = value;
}

internal delegate void PlantedDelegate();

internal delegate void PlantedOtherDelegate();

internal interface IPlanted
{
    void Run();
}

internal interface IPlantedExplicit
{
    void Run();
}

internal interface IPlantedOnBase
{
    byte[]? Make();
}

internal sealed class PlantedAllocations
{
    private static readonly PlantedStruct Static = new(1);
    private readonly PlantedStruct[] _array = new PlantedStruct[1];
    private PlantedStruct _field;

    internal object NewObject() => new();

    internal byte[] NewArray() => new byte[1];

    internal object Boxed(int value) => value;

    internal string Literal() => "made each time";

    internal void Thrown() => throw new InvalidOperationException();

    internal void Rethrown()
    {
        try
        {
            _field.Value = 1;
        }
        catch (InvalidOperationException)
        {
            throw;
        }
    }

    internal int FieldOut()
    {
        var copy = _field;
        return copy.Value;
    }

    internal int StaticOut()
    {
        var copy = Static;
        return copy.Value;
    }

    internal int ElementOut()
    {
        var copy = _array[0];
        return copy.Value;
    }

    internal int ReferenceOut(ref PlantedStruct value)
    {
        var copy = value;
        return copy.Value;
    }

    internal void FieldIn()
    {
        PlantedStruct value = default;
        _field = value;
    }

    internal void ElementIn()
    {
        PlantedStruct value = default;
        _array[0] = value;
    }

    internal void ReferenceIn(ref PlantedStruct target)
    {
        PlantedStruct value = default;
        target = value;
    }

    internal int Unboxed(object value)
    {
        var copy = (PlantedStruct)value;
        return copy.Value;
    }

    internal int PassesStruct()
    {
        PlantedStruct value = default;
        return Take(value);
    }

    internal int ReturnsStruct() => Give().Value;

    internal int MakesStruct() => Take(new PlantedStruct(2));

    internal PlantedOtherDelegate MakesDelegate() => Rethrown;

    internal int Params() => Sum(1, 2);

    internal string EnumText(DayOfWeek day) => day.ToString();

    internal string Concatenates(string left, string right) => left + right;

    internal string? CallsDotnetVirtual(object value) => value.ToString();

    private static int Take(PlantedStruct value) => value.Value;

    private static PlantedStruct Give()
    {
        PlantedStruct value = default;
        return value;
    }

    private static int Sum(params int[] values) => values.Length;
}

internal class PlantedBase
{
    internal virtual void Run()
    {
    }

    public byte[]? Make() => new byte[1];
}

internal class PlantedDerived : PlantedBase, IPlanted, IPlantedExplicit, IPlantedOnBase
{
    private byte[]? _made;

    internal byte[] Property => new byte[2];

    void IPlanted.Run() => _made = new byte[1];

    void IPlantedExplicit.Run() => _made = new byte[2];

    internal override void Run() => _made = new byte[_made is null ? 1 : 2];

    internal void CallsBase() => base.Run();
}

internal sealed class PlantedPaths
{
    private readonly PlantedDelegate _delegate;
    private readonly PlantedDerived _derived = new();

    internal PlantedPaths() => _delegate = Allocates;

    internal void Direct(PlantedBase value) => value.Make();

    internal void Virtual(PlantedBase value) => value.Run();

    internal void Interface(IPlanted value) => value.Run();

    internal void ExplicitInterface(IPlantedExplicit value) => value.Run();

    internal void InterfaceOnTheBase(IPlantedOnBase value) => value.Make();

    internal void Delegate() => _delegate();

    internal int Property() => _derived.Property.Length;

    internal void Loop(int count)
    {
        if (count > 0)
        {
            Round(count);
        }
    }

    private void Round(int count)
    {
        Allocates();
        Loop(count - 1);
    }

    private void Allocates() => GC.KeepAlive(this, new byte[1]);

    private static class GC
    {
        internal static void KeepAlive(object first, object second)
        {
        }
    }
}

internal sealed class PlantedClean
{
    private static readonly byte[] Table = [1, 2, 3, 4];
    private readonly PlantedStruct[] _array = new PlantedStruct[2];
    private readonly byte[] _bytes = new byte[8];
    private PlantedStruct _field;
    private DayOfWeek _day;
    private DateTime _time;
    private int _count;

    internal static int ReadsTable() => Table[1];

    internal long Run(object other, TimeSpan step)
    {
        PlantedStruct local = default;
        Fill(ref local);
        _field.Value = local.Value;
        _array[1].More = _field.More;
        Array.Copy(Table, 0, _bytes, 0, Table.Length);
        Interlocked.Increment(ref _count);
        _time = DateTime.UtcNow + step;
        _day = Next(_day);
        lock (_bytes)
        {
            _count = other is PlantedClean clean ? clean._count : 0;
        }

        try
        {
            _count += ReadsTable();
        }
        finally
        {
            _count++;
        }

        return _time.Ticks + _count;
    }

    private static void Fill(ref PlantedStruct value) => value.Value = 4;

    private static DayOfWeek Next(DayOfWeek day) => day switch
    {
        DayOfWeek.Sunday => DayOfWeek.Monday,
        _ => day + 1,
    };
}
