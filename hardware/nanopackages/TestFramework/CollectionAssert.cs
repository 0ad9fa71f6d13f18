using System.Collections;

namespace nanoFramework.TestFramework;

/// <summary>
/// Assertions about collections; the one for arrays, which Assert compares by reference.
/// </summary>
public sealed class CollectionAssert
{
    private CollectionAssert()
    {
    }

    /// <summary>Both are null, or have equal elements in the same order.</summary>
    public static void AreEqual(ICollection expected, ICollection actual, string message = "")
    {
        string difference = Difference(expected, actual);
        if (difference != null)
        {
            Assert.Fail("CollectionAssert.AreEqual", difference, message);
        }
    }

    /// <summary>The two differ in length or in an element.</summary>
    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "")
    {
        if (Difference(notExpected, actual) == null)
        {
            Assert.Fail("CollectionAssert.AreNotEqual", "Both hold the same elements.", message);
        }
    }

    /// <summary>The collection has no element.</summary>
    public static void Empty(ICollection collection, string message = "")
    {
        if (collection.Count != 0)
        {
            string found = "It holds " + collection.Count.ToString() + ".";
            Assert.Fail("CollectionAssert.Empty", found, message);
        }
    }

    /// <summary>The collection has an element.</summary>
    public static void NotEmpty(ICollection collection, string message = "")
    {
        if (collection.Count == 0)
        {
            Assert.Fail("CollectionAssert.NotEmpty", "It is empty.", message);
        }
    }

    /// <summary>Words for the first difference, or null where there is none.</summary>
    private static string Difference(ICollection expected, ICollection actual)
    {
        if (expected == null || actual == null)
        {
            return expected == actual ? null : Assert.Pair(Word(expected), Word(actual));
        }

        IEnumerator left = expected.GetEnumerator();
        IEnumerator right = actual.GetEnumerator();
        int index = 0;
        while (left.MoveNext() && right.MoveNext())
        {
            if (!object.Equals(left.Current, right.Current))
            {
                return "Element " + index.ToString() + ": "
                    + Assert.Pair(Assert.Text(left.Current), Assert.Text(right.Current));
            }

            index++;
        }

        return expected.Count == actual.Count ? null : "Lengths differ: "
            + Assert.Pair(expected.Count.ToString(), actual.Count.ToString());
    }

    private static string Word(ICollection collection) =>
        collection == null ? "(null)" : collection.Count.ToString() + " elements";
}
