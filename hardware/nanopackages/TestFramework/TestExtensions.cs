using System;

namespace nanoFramework.TestFramework;

/// <summary>Compares arrays element by element.</summary>
public static class TestExtensions
{
    /// <summary>
    /// True when both arrays have the same length, and elements of equal type and value.
    /// </summary>
    public static bool SequenceEqual(this Array a, Array b)
    {
        if (a == null || b == null || a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (!object.Equals(a.GetValue(i), b.GetValue(i)))
            {
                return false;
            }
        }

        return true;
    }
}
