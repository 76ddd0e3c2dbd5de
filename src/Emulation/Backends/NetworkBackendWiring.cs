using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Backends;

/// <summary>What a network backend is connected to.</summary>
internal sealed record NetworkBackendWiring
{
    /// <summary>The port of the driver domain that belongs to the card; interface <c>i</c> has port i + 1.</summary>
    public const int CardPort = 0;

    /// <summary>The identity of the driver domain.</summary>
    public required int DriverDomain { get; init; }

    /// <summary>The identity of the card; −1 if the host has none.</summary>
    public required int Card { get; init; }

    /// <summary>The card's rate in bits per second.</summary>
    public required long CardBitsPerSecond { get; init; }

    /// <summary>By interface: the identity of the guest.</summary>
    public required IReadOnlyList<int> Guests { get; init; }

    /// <summary>By interface: the identity of its event channel.</summary>
    public required IReadOnlyList<int> EventChannels { get; init; }

    /// <summary>By interface: its class in the token buckets; null lets it pass by.</summary>
    public required IReadOnlyList<ShapingPlan?> Shaping { get; init; }

    /// <summary>The token buckets that the host was given; null makes a tree from <see cref="Shaping"/>.</summary>
    public CardShapingPlan? CardShaping { get; init; }

    /// <summary>By interface: the guest, by whose name <see cref="CardShaping"/> finds its class.</summary>
    public IReadOnlyList<DomainPlan> Domains { get; init; } = [];

    /// <summary>By interface: the limit on what it sends; null for none. Empty where no interface has one.</summary>
    public IReadOnlyList<InterfaceRatePlan?> Rates { get; init; } = [];

    /// <summary>The tick of the driver domain's kernel, in which windows of rates are counted.</summary>
    public Duration Jiffy { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>How many pairs of tasklets there are: 1 for all, or one on each vCPU of the driver domain.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>By interface: the pair that serves it, where there are several.</summary>
    public IReadOnlyList<int> WorkerOf { get; init; } = [];

    /// <summary>When guests' frames are copied.</summary>
    public CopyMode Copy { get; init; } = CopyMode.Always;

    /// <summary>The identity of the host's scheduler.</summary>
    public int Scheduler { get; init; } = -1;

    /// <summary>How often the scheduler is told of what domains caused in the driver domain; zero for never.</summary>
    public Duration DebtInterval { get; init; }

    /// <summary>The control program that stops traffic; null for none.</summary>
    public ShareGuardPlan? ShareGuard { get; init; }

    /// <summary>By interface: what its domain may cause in the driver domain, in ppm of one core; 0 for no limit.
    /// </summary>
    public IReadOnlyList<int> DriverCpuPpm { get; init; } = [];

    /// <summary>When statistics begin.</summary>
    public required VirtualTime Warmup { get; init; }
}
