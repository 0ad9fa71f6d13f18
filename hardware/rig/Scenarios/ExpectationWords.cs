namespace Terminal.Rig.Scenarios;

/// <summary>Says what an expectation asks for.</summary>
internal static class ExpectationWords
{
    /// <summary>The fields that ask for something, each with its value.</summary>
    public static string Of(params (string Name, string? Value)[] fields)
    {
        string[] asked =
            [.. fields.Where(field => field.Value is not null).Select(field => $"{field.Name} {field.Value}")];
        return asked.Length == 0 ? "anything" : string.Join(", ", asked);
    }
}
