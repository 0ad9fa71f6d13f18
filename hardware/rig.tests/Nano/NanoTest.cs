using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using nanoFramework.TestFramework;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// One call that the device's launcher makes: a test method, one row of a test with parameters, or
/// a Cleanup. The call passes a null instance, as on the device, so a test that touches its own
/// instance fails here too.
/// </summary>
public sealed class NanoTest
{
    private const string Root = "Terminal.Agent.Tests.";

    private readonly MethodInfo _method;
    private readonly object?[] _arguments;

    private NanoTest(MethodInfo method, object?[] arguments, bool isCleanup)
    {
        _method = method;
        _arguments = arguments;
        IsCleanup = isCleanup;
        string values = arguments.Length == 0
            ? isCleanup ? " [Cleanup]" : ""
            : "(" + string.Join(", ", arguments.Select(Show)) + ")";
        string type = method.DeclaringType!.FullName!;
        Name = (type.StartsWith(Root, StringComparison.Ordinal) ? type[Root.Length..] : type)
            + "." + method.Name + values;
    }

    /// <summary>Class, method and arguments, as the report shows it.</summary>
    public string Name { get; }

    /// <summary>The class that holds the test.</summary>
    public Type Class => _method.DeclaringType!;

    /// <summary>True for a Cleanup, which the launcher counts as a test of its own.</summary>
    public bool IsCleanup { get; }

    /// <summary>Every call of an assembly, in the launcher's order, save the Setups.</summary>
    public static IReadOnlyList<NanoTest> Of(Assembly assembly) => Of(assembly.GetTypes());

    /// <summary>
    /// Every call that the launcher finds among types. The interpreter cannot read an attribute that has an enum for
    /// an argument: it throws, and the launcher loses that class and all that come after it without a word.
    /// </summary>
    public static IReadOnlyList<NanoTest> Of(IEnumerable<Type> types) =>
        [.. Classes(types).TakeWhile(type => Unreadable(type) is null).SelectMany(Of)];

    /// <summary>How many calls there are to make, whether or not the launcher finds them.</summary>
    public static int Existing(IEnumerable<Type> types) => Classes(types).Sum(type => Of(type).Count);

    /// <summary>What of a class the interpreter cannot read; null when it can read all.</summary>
    public static string? Unreadable(Type type) =>
        type.GetMethods().Cast<MemberInfo>().Prepend(type)
            .FirstOrDefault(member => member.GetCustomAttributesData().Any(HasEnum))?.Name;

    /// <summary>Every call of a class, in the launcher's order, save its Setup.</summary>
    public static IReadOnlyList<NanoTest> Of(Type type)
    {
        var methods = Methods(type);
        return
        [
            .. methods.Where(Has<TestMethodAttribute>).Select(m => new NanoTest(m, [], false)),
            .. methods.SelectMany(m => m.GetCustomAttributes<DataRowAttribute>()
                .Select(row => new NanoTest(m, row.MethodParameters, false))),
            .. methods.Where(Has<CleanupAttribute>).Select(m => new NanoTest(m, [], true)),
        ];
    }

    /// <summary>Runs the Setup of a class, where it has one.</summary>
    public static void SetUp(Type type)
    {
        foreach (var method in Methods(type).Where(Has<SetupAttribute>))
        {
            new NanoTest(method, [], false).Invoke();
        }
    }

    /// <summary>
    /// What the launcher would pass over or call wrongly; empty when all is well.
    /// </summary>
    public static IReadOnlyList<string> Mistakes(IEnumerable<Type> types)
    {
        var mistakes = new List<string>();
        foreach (var type in types)
        {
            const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (var method in type.GetMethods(All).Where(IsMarked))
            {
                void Mistake(string what) => mistakes.Add($"{type.Name}.{method.Name}: {what}");
                if (!type.IsPublic || !type.IsDefined(typeof(TestClassAttribute), false))
                {
                    Mistake("its class has to be public and a [TestClass]");
                }

                if (!method.IsPublic || method.ReturnType != typeof(void))
                {
                    Mistake("the launcher calls public void methods only");
                }

                bool hasRows = method.GetCustomAttributes<DataRowAttribute>().Any();
                if (hasRows == (method.GetParameters().Length == 0))
                {
                    Mistake("parameters and [DataRow] go together");
                }

                if (hasRows && Has<TestMethodAttribute>(method))
                {
                    Mistake("beside [DataRow], [TestMethod] calls it once more without arguments");
                }
            }
        }

        return mistakes;
    }

    /// <summary>Makes the call; what the test throws comes out as it is.</summary>
    public void Invoke()
    {
        CheckArguments();
        var call = new DynamicMethod(
            Name, typeof(void), [typeof(object[])], typeof(NanoTest).Module, true);
        var il = call.GetILGenerator();
        if (!_method.IsStatic)
        {
            il.Emit(OpCodes.Ldnull);
        }

        var parameters = _method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Unbox_Any, parameters[i].ParameterType);
        }

        il.Emit(OpCodes.Call, _method);
        il.Emit(OpCodes.Ret);
        call.CreateDelegate<Action<object?[]>>()(_arguments);
    }

    private static IEnumerable<Type> Classes(IEnumerable<Type> types) =>
        types.Where(t => t.IsClass && t.IsDefined(typeof(TestClassAttribute), true));

    private static bool HasEnum(CustomAttributeData attribute) =>
        attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)).Any(HasEnum);

    private static bool HasEnum(CustomAttributeTypedArgument argument) => argument.ArgumentType.IsEnum
        || (argument.Value is IEnumerable<CustomAttributeTypedArgument> several && several.Any(HasEnum));

    private static MethodInfo[] Methods(Type type) => type.GetMethods();

    private static bool Has<T>(MethodInfo method)
        where T : Attribute => method.IsDefined(typeof(T), true);

    private static bool IsMarked(MethodInfo method) =>
        Has<TestMethodAttribute>(method) || Has<DataRowAttribute>(method)
        || Has<SetupAttribute>(method) || Has<CleanupAttribute>(method);

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        Array array => "[" + string.Join(", ", array.Cast<object?>().Select(Show)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private void CheckArguments()
    {
        var parameters = _method.GetParameters();
        if (parameters.Length != _arguments.Length)
        {
            throw new ArgumentException(
                $"{Name}: {_arguments.Length} arguments for {parameters.Length} parameters");
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            var wanted = parameters[i].ParameterType;
            bool fits = _arguments[i] is { } value
                ? wanted.IsInstanceOfType(value)
                : !wanted.IsValueType;
            if (!fits)
            {
                throw new ArgumentException(
                    $"{Name}: argument {i + 1} is a {_arguments[i]?.GetType().Name ?? "null"}, "
                    + $"parameter {parameters[i].Name} a {wanted.Name}; nothing converts it");
            }
        }
    }
}
