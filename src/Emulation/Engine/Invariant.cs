using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xenisol.Emulation.Engine;

/// <summary>Statements about our own code that must hold; checked in Release too.</summary>
public static class Invariant
{
    /// <summary>
    /// Crashes unless <paramref name="condition"/> holds: a broken invariant is our mistake, never input.
    /// </summary>
    /// <exception cref="UnreachableException">The condition does not hold.</exception>
    public static void Holds(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string statement = "")
    {
        if (!condition)
        {
            Break(statement);
        }
    }

    [DoesNotReturn]
    private static void Break(string statement) => throw new UnreachableException($"Broken invariant: {statement}.");
}
