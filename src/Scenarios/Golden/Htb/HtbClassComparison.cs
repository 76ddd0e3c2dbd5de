using Xenisol.Emulation.Shaping;
using Xenisol.Scenarios.Golden.Verification;

namespace Xenisol.Scenarios.Golden.Htb;

/// <summary>Compares classes with those that the kernel held.</summary>
internal static class HtbClassComparison
{
    /// <summary>Every number that the file gives must be equal.</summary>
    /// <exception cref="InvalidDataException">The tree has no such class.</exception>
    public static void Compare(
        GoldenComparison comparison, HtbGoldenClass expected, HierarchicalTokenBucket bucket, string name)
    {
        if (!bucket.HasClass(expected.ClassId))
        {
            throw new InvalidDataException(
                $"{name}: {expected.Where} has classid 1:{expected.ClassId:x}, which no command of the file adds.");
        }

        HtbClass ours = bucket.Class(expected.ClassId);
        foreach ((string field, long number) in expected.Numbers)
        {
            // Inner classes have neither priority nor quantum.
            if (ours.Level == 0 || field is not ("prio" or "quantum"))
            {
                comparison.Check($"classes 1:{expected.ClassId:x}", field, number, Number(ours, field));
            }
        }
    }

    private static long Number(HtbClass ours, string field) => field switch
    {
        "rate_bps" => ours.Rate.BytesPerSecond * 8,
        "ceil_bps" => ours.Ceil.BytesPerSecond * 8,
        "buffer_ns" => ours.Bucket.Nanoseconds,
        "cbuffer_ns" => ours.CeilBucket.Nanoseconds,
        "prio" => ours.Priority,
        "quantum" => ours.Quantum,
        "level" => ours.Level,
        "mpu" => ours.MinimumPacket,
        _ => ours.Overhead,
    };
}
