using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Fleet;

/// <summary>
/// The disks that a scenario can name, each calibrated once. R: read in a published source; D: derived from published
/// figures; M: from memory, a range is given.
/// </summary>
public static class DiskModels
{
    /// <summary>
    /// A desktop disk of about 2008 with 7 200 turns a minute (Seagate Barracuda 7200.7 to 7200.12).
    /// </summary>
    /// <remarks>
    /// R: average seek 8.5 ms, of the 7200.7 to 7200.14 alike; track to track 1.0 ms, as Hitachi's specification of
    /// the 5K320 has it. M: 100 MB/s on average over the platter (125 MB/s outside, 60 inside): 1 632 sectors pass in a
    /// turn of 8.33 ms, 100.3 MB/s. M: 1 MiB read ahead (0.25 to 4 MiB of a buffer of 8 to 32 MiB), SATA of 300 MB/s.
    /// </remarks>
    public static DiskPlan Hdd7200 { get; } = new()
    {
        Model = "hdd-7200",
        CapacityBytes = 1_000_000_000_000 / 4_096 * 4_096,
        QueueDepth = 1,
        Mechanics = new DiskMechanicsPlan
        {
            Rotation = Duration.FromNanoseconds(60_000_000_000 / 7_200),
            SectorsPerTrack = 1_632,
            TrackSeek = Duration.FromMilliseconds(1),
            AverageSeek = Duration.FromMicroseconds(8_500),
            ReadAheadBytes = 1_048_576,
            InterfaceBytesPerSecond = 300_000_000,
        },
    };

    /// <summary>A SATA disk of flash (Intel SSD DC S3700, 400 GB).</summary>
    /// <remarks>
    /// D: AnandTech measured 6 600 random reads of 4 KiB a second at depth 1, 150 µs each; about 10 µs of that are the
    /// host's, so 140 µs. D: rated at 75 000 reads a second, which are 10.5 channels of 140 µs; 10 give 71 000. D:
    /// rated at 36 000 writes a second, so a write keeps one of 10 channels for 278 µs. M: 65 µs to the answer of a
    /// write; stripes of 32 KiB (16 to 64); 500 and 460 MB/s.
    /// </remarks>
    public static DiskPlan Ssd { get; } = new()
    {
        Model = "ssd",
        CapacityBytes = 400_000_000_000 / 4_096 * 4_096,
        QueueDepth = 32,
        Flash = new DiskFlashPlan
        {
            Channels = 10,
            StripeBytes = 32_768,
            ReadLatency = Duration.FromMicroseconds(140),
            WriteLatency = Duration.FromMicroseconds(65),
            WriteOccupancy = Duration.FromMicroseconds(278),
            ReadBytesPerSecond = 500_000_000,
            WriteBytesPerSecond = 460_000_000,
        },
    };

    /// <summary>A disk of flash behind PCI Express (Intel SSD DC P3700, 800 GB).</summary>
    /// <remarks>
    /// D: AnandTech measured 8 900 random reads of 4 KiB a second at depth 1 and 77 000 at depth 8, 104 to 112 µs each;
    /// 104 without the host's part. R: rated at 450 000 reads a second, which are 47 channels of 104 µs. M: rated at
    /// 90 000 writes a second, so a write keeps one of 47 channels for 522 µs; 25 µs to its answer; stripes of 32 KiB;
    /// 2.8 and 1.9 GB/s.
    /// </remarks>
    public static DiskPlan Nvme { get; } = new()
    {
        Model = "nvme",
        CapacityBytes = 800_000_000_000 / 4_096 * 4_096,
        QueueDepth = 1_024,
        Flash = new DiskFlashPlan
        {
            Channels = 47,
            StripeBytes = 32_768,
            ReadLatency = Duration.FromMicroseconds(104),
            WriteLatency = Duration.FromMicroseconds(25),
            WriteOccupancy = Duration.FromMicroseconds(522),
            ReadBytesPerSecond = 2_800_000_000,
            WriteBytesPerSecond = 1_900_000_000,
        },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DiskPlan> All { get; } = [Hdd7200, Ssd, Nvme];
}
