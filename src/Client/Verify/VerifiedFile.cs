using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Fleet;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Client.Verify;

/// <summary>What came of one golden file.</summary>
/// <param name="Name">As it was given.</param>
/// <param name="Verdict">Null if there was none.</param>
/// <param name="Fault">Why there is no verdict; empty if there is one.</param>
/// <param name="IsMalformed">Whether it is the file's fault.</param>
internal sealed record VerifiedFile(string Name, GoldenVerdict? Verdict, string Fault, bool IsMalformed)
{
    /// <summary>Whether there is no such file, which counts as the file's fault.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>One word for the result, as in the JSON.</summary>
    public string Result => Verdict?.Conformity switch
    {
        GoldenConformity.Exact => "exact",
        GoldenConformity.WithinTolerance => "within-tolerance",
        GoldenConformity.Different => "different",
        _ => IsMissing ? "missing" : IsMalformed ? "malformed" : "failed",
    };

    /// <summary>Reads and verifies; whatever goes wrong becomes part of the answer.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="read">Its text.</param>
    /// <param name="machine">The machine on which bands must hold; null compares every number at no cost.</param>
    public static VerifiedFile Of(string name, Func<string> read, MachineProfile? machine)
    {
        try
        {
            var verdict = machine is null
                ? GoldenVerifiers.Verify(read(), name)
                : BandVerifier.Verify(read(), name, machine);
            return new VerifiedFile(name, verdict, "", false);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Malformed(name, $"{name} does not exist; name golden files, or folders of them.") with
            {
                IsMissing = true,
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Malformed(name, fault.Message);
        }
        catch (EmulationException fault)
        {
            // What a scenario makes impossible while it runs, such as reservations that do not fit.
            return Malformed(name, fault.Message);
        }
        catch (OverflowException)
        {
            return Malformed(name, "a number of the file is too large to be computed with.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One file's failure must not hide the verdicts on the others.
            return new VerifiedFile(name, null, $"{fault.GetType().Name}: {fault.Message}", false);
        }
    }

    private static VerifiedFile Malformed(string name, string fault) =>
        new(name, null, fault.Contains(name, StringComparison.Ordinal) ? fault : $"{name}: {fault}", true);
}
