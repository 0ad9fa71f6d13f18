using System;

namespace nanoFramework.TestFramework;

/// <summary>Lets a test write into the trace of the run.</summary>
public static class OutputHelper
{
    /// <summary>Writes a text.</summary>
    public static void Write(string message) => Console.Write(message);

    /// <summary>Writes a text and ends the line.</summary>
    public static void WriteLine(string message) => Console.WriteLine(message);
}
