using System;

namespace nanoFramework.TestFramework;

/// <summary>
/// Marks a test without parameters; the launcher invokes it with a null instance.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class TestMethodAttribute : Attribute
{
}
