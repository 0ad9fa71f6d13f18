using System;

namespace nanoFramework.TestFramework;

/// <summary>
/// One set of arguments for a test with parameters. It stands in place of [TestMethod], not beside
/// it: the launcher would invoke a method that has both a second time, without arguments.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute
{
    /// <summary>Takes the arguments, in the order of the test's parameters.</summary>
    /// <exception cref="ArgumentNullException">There is no array of arguments.</exception>
    /// <exception cref="ArgumentException">The array is empty.</exception>
    public DataRowAttribute(params object[] methodParameters)
    {
        if (methodParameters == null)
        {
            throw new ArgumentNullException(nameof(methodParameters));
        }

        if (methodParameters.Length == 0)
        {
            throw new ArgumentException("a data row needs an argument", nameof(methodParameters));
        }

        MethodParameters = methodParameters;
    }

    /// <summary>The arguments.</summary>
    public object[] MethodParameters { get; }
}
