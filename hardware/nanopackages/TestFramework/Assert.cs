using System;
using System.Runtime.CompilerServices;
using TestFrameworkShared;

namespace nanoFramework.TestFramework;

/// <summary>
/// The assertions of nanoFramework.TestFramework that it does not call deprecated. Each one that
/// fails throws
/// <see cref="AssertFailedException"/> with what was expected, what was found, and the message,
/// which is the source text of the value where the test gives none.
/// </summary>
public sealed class Assert
{
    private Assert()
    {
    }

    /// <summary>The condition holds.</summary>
    public static void IsTrue(
        bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
    {
        if (!condition)
        {
            Fail("Assert.IsTrue", "", message);
        }
    }

    /// <summary>The condition does not hold.</summary>
    public static void IsFalse(
        bool condition, [CallerArgumentExpression(nameof(condition))] string message = "")
    {
        if (condition)
        {
            Fail("Assert.IsFalse", "", message);
        }
    }

    /// <summary>The value is null.</summary>
    public static void IsNull(
        object value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value != null)
        {
            Fail("Assert.IsNull", Pair("(null)", Text(value)), message);
        }
    }

    /// <summary>The value is not null.</summary>
    public static void IsNotNull(
        object value, [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value == null)
        {
            Fail("Assert.IsNotNull", "", message);
        }
    }

    /// <summary>Both are one and the same object.</summary>
    public static void AreSame(
        object expected,
        object actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (!ReferenceEquals(expected, actual))
        {
            Fail("Assert.AreSame", Pair(Text(expected), Text(actual)), message);
        }
    }

    /// <summary>The two are different objects.</summary>
    public static void AreNotSame(
        object notExpected,
        object actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (ReferenceEquals(notExpected, actual))
        {
            Fail("Assert.AreNotSame", NotThis(Text(actual)), message);
        }
    }

    /// <summary>The value is of exactly this type.</summary>
    public static void IsInstanceOfType(
        object value,
        Type expected,
        [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value == null || value.GetType() != expected)
        {
            Fail("Assert.IsInstanceOfType", Pair(expected.FullName, TypeText(value)), message);
        }
    }

    /// <summary>The value is null or of another type.</summary>
    public static void IsNotInstanceOfType(
        object value,
        Type notExpected,
        [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value != null && value.GetType() == notExpected)
        {
            Fail("Assert.IsNotInstanceOfType", NotThis(TypeText(value)), message);
        }
    }

    /// <summary>The text holds the other.</summary>
    public static void Contains(
        string expected,
        string value,
        [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value == null || value.IndexOf(expected) < 0)
        {
            Fail("Assert.Contains", Pair(expected, Text(value)), message);
        }
    }

    /// <summary>The text does not hold the other.</summary>
    public static void DoesNotContains(
        string notExpected,
        string value,
        [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value == null || value.IndexOf(notExpected) >= 0)
        {
            string found = NotThis(notExpected) + " In:<" + Text(value) + ">.";
            Fail("Assert.DoesNotContains", found, message);
        }
    }

    /// <summary>The text starts with the other.</summary>
    public static void StartsWith(
        string expected,
        string value,
        [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value == null || !value.StartsWith(expected))
        {
            Fail("Assert.StartsWith", Pair(expected, Text(value)), message);
        }
    }

    /// <summary>The text ends with the other.</summary>
    public static void EndsWith(
        string expected,
        string value,
        [CallerArgumentExpression(nameof(value))] string message = "")
    {
        if (value == null || !value.EndsWith(expected))
        {
            Fail("Assert.EndsWith", Pair(expected, Text(value)), message);
        }
    }

    /// <summary>The action throws an exception of exactly this type.</summary>
    public static void ThrowsException(
        Type exception,
        Action action,
        [CallerArgumentExpression(nameof(action))] string message = "")
    {
        Exception thrown = null;
        try
        {
            action();
        }
        catch (Exception caught)
        {
            thrown = caught;
        }

        if (thrown == null || thrown.GetType() != exception)
        {
            string found = thrown == null
                ? "nothing thrown"
                : TypeText(thrown) + ": " + thrown.Message;
            Fail("Assert.ThrowsException", Pair(exception.FullName, found), message);
        }
    }

    /// <summary>Ends the test as skipped, with the reason.</summary>
    public static void SkipTest(string message = null) => throw new SkipTestException(message);

    /// <summary>The two are equal: by Equals, so arrays only when they are one.</summary>
    public static void AreEqual(
        object expected,
        object actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (!object.Equals(expected, actual))
        {
            Fail("Assert.AreEqual", Pair(Text(expected), Text(actual)), message);
        }
    }

    /// <summary>The two are not equal by Equals.</summary>
    public static void AreNotEqual(
        object notExpected,
        object actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (object.Equals(notExpected, actual))
        {
            Fail("Assert.AreNotEqual", NotThis(Text(actual)), message);
        }
    }

    /// <summary>Both texts are null or hold the same characters.</summary>
    public static void AreEqual(
        string expected,
        string actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(Text(expected), Text(actual)), message);
        }
    }

    /// <summary>The texts differ.</summary>
    public static void AreNotEqual(
        string notExpected,
        string actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(Text(actual)), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        bool expected,
        bool actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        bool notExpected,
        bool actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        byte expected,
        byte actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        byte notExpected,
        byte actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        char expected,
        char actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        char notExpected,
        char actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        DateTime expected,
        DateTime actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        DateTime notExpected,
        DateTime actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        double expected,
        double actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        double notExpected,
        double actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        float expected,
        float actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        float notExpected,
        float actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        int expected,
        int actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        int notExpected,
        int actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        long expected,
        long actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        long notExpected,
        long actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        sbyte expected,
        sbyte actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        sbyte notExpected,
        sbyte actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        short expected,
        short actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        short notExpected,
        short actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        uint expected,
        uint actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        uint notExpected,
        uint actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        ulong expected,
        ulong actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        ulong notExpected,
        ulong actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    /// <summary>The two values are equal.</summary>
    public static void AreEqual(
        ushort expected,
        ushort actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (expected != actual)
        {
            Fail("Assert.AreEqual", Pair(expected.ToString(), actual.ToString()), message);
        }
    }

    /// <summary>The two values differ.</summary>
    public static void AreNotEqual(
        ushort notExpected,
        ushort actual,
        [CallerArgumentExpression(nameof(actual))] string message = "")
    {
        if (notExpected == actual)
        {
            Fail("Assert.AreNotEqual", NotThis(actual.ToString()), message);
        }
    }

    internal static void Fail(string assertion, string detail, string message) =>
        throw new AssertFailedException(assertion + " failed. " + detail + " " + message);

    internal static string Pair(string expected, string actual) =>
        "Expected:<" + expected + ">. Actual:<" + actual + ">.";

    internal static string Text(object value) => value == null ? "(null)" : value.ToString();

    private static string NotThis(string value) => "Any value expected but:<" + value + ">.";

    private static string TypeText(object value) =>
        value == null ? "(null)" : value.GetType().FullName;
}
