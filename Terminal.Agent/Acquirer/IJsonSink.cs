namespace Terminal.Agent.Acquirer;

/// <summary>
/// Takes what a <see cref="JsonScanner"/> finds. Depth counts the containers that are open.
/// </summary>
public interface IJsonSink
{
    /// <summary>A key of the object at <paramref name="depth"/>.</summary>
    /// <returns>True when the scalar that follows is wanted; an unwanted one is only
    /// checked.</returns>
    bool Key(int depth, byte[] token, int length);

    /// <summary>A container opens; <paramref name="depth"/> counts it.</summary>
    void Begin(int depth, bool isArray);

    /// <summary>The container at <paramref name="depth"/> closes.</summary>
    void End(int depth);

    /// <summary>
    /// A wanted scalar. A text longer than the token buffer is cut to its size and
    /// <paramref name="isCut"/> says so.
    /// </summary>
    void Value(int depth, JsonKind kind, byte[] token, int length, bool isCut);

    /// <summary>A scalar stands in the array at <paramref name="depth"/>.</summary>
    void Item(int depth);
}
