using nanoFramework.TestFramework;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// A run of nano tests in the launcher's manner: a class's Setup once before its first test, its
/// Cleanup after its last. A Setup that skips, skips the class; one that fails, fails each of its
/// tests.
/// </summary>
public sealed class NanoRun : IDisposable
{
    private Type? _class;
    private Exception? _setupFailure;
    private bool _cleanedUp;

    /// <summary>Runs all that the launcher finds among types, as it does: one after the other.</summary>
    /// <exception cref="InvalidOperationException">It did not run as many as exist.</exception>
    public static void RunAll(IReadOnlyCollection<Type> types)
    {
        int ran = 0;
        using (var run = new NanoRun())
        {
            foreach (var test in NanoTest.Of(types))
            {
                run.Run(test);
                ran++;
            }
        }

        int existing = NanoTest.Existing(types);
        if (ran != existing)
        {
            throw new InvalidOperationException($"{ran} tests ran, {existing} exist");
        }
    }

    /// <summary>Runs one test, and before it whatever its class still needs.</summary>
    public void Run(NanoTest test)
    {
        if (test.Class != _class || _cleanedUp)
        {
            CleanUp();
            Enter(test.Class);
        }

        _cleanedUp = test.IsCleanup;
        if (_setupFailure is SkipTestException)
        {
            throw _setupFailure;
        }

        if (_setupFailure is not null)
        {
            throw new InvalidOperationException(
                "Setup failed: " + _setupFailure.Message, _setupFailure);
        }

        test.Invoke();
    }

    /// <summary>Runs the Cleanup of the last class, where a filter left it out.</summary>
    public void Dispose() => CleanUp();

    private void Enter(Type type)
    {
        _class = type;
        _cleanedUp = false;
        _setupFailure = null;
        try
        {
            NanoTest.SetUp(type);
        }
        catch (Exception failure)
        {
            _setupFailure = failure;
        }
    }

    private void CleanUp()
    {
        if (_class is null || _cleanedUp || _setupFailure is not null)
        {
            return;
        }

        _cleanedUp = true;
        foreach (var cleanup in NanoTest.Of(_class).Where(t => t.IsCleanup))
        {
            cleanup.Invoke();
        }
    }
}
