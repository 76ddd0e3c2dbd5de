namespace Xenisol.Client.Experiments.Figures;

/// <summary>Who has how much CPU: what the bottleneck is where no token bucket is.</summary>
/// <param name="Name">As in the data.</param>
/// <param name="Description">As in titles.</param>
/// <param name="DriverMicroseconds">Of each millisecond, for the driver domain's vCPU.</param>
/// <param name="BulkMicroseconds">Of each millisecond, for each bulk sender's vCPU.</param>
internal sealed record FiguresSetup(string Name, string Description, int DriverMicroseconds, int BulkMicroseconds)
{
    public static FiguresSetup Ample { get; } = new("ample", "CPU for all", 900, 500);

    public static FiguresSetup ShortDriver { get; } = new("short-driver", "driver domain short of CPU", 250, 500);

    public static FiguresSetup ShortGuests { get; } = new("short-guests", "guests short of CPU", 900, 30);

    public static IReadOnlyList<FiguresSetup> All { get; } = [Ample, ShortDriver, ShortGuests];
}
