using Microsoft.Playwright;
using Xunit.Sdk;

namespace Terminal.Rig.Tests;

/// <summary>
/// What must be done within a real time, on a machine that may be held up by others meanwhile: one of several tries
/// must keep the bound. What is wrong whatever the time is not to be checked here.
/// </summary>
internal static class OneOfTries
{
    private const int Tries = 5;

    /// <summary>Checks until it holds; fails as the last try did.</summary>
    public static Task HoldsAsync(Func<Task> check) => GivesAsync(async () =>
    {
        await check();
        return true;
    });

    /// <summary>Tries until something is there; fails as the last try did.</summary>
    public static async Task<T> GivesAsync<T>(Func<Task<T>> check)
    {
        for (int left = Tries - 1; ; left--)
        {
            try
            {
                return await check();
            }
            catch (Exception e) when (left > 0 && (e is XunitException or PlaywrightException))
            {
                // Held up, or wrong: the last try tells.
            }
        }
    }
}
