using System;

namespace nanoFramework.TestFramework;

/// <summary>Marks a class whose methods the launcher looks through for tests.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class TestClassAttribute : Attribute
{
}
