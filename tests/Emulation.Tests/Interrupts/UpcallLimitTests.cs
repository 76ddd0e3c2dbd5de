using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Tests.GuestKernels;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Interrupts;

/// <summary>
/// A driver domain that eight senders keep busy, so that its upcall rarely finds nothing pending: what exceeds the
/// limit stays masked for ten ticks of 4 ms.
/// </summary>
public sealed class UpcallLimitTests
{
    [Fact]
    public void Without_a_limit_nothing_is_masked() => Assert.Equal(0, Run(Duration.Zero).Masked);

    [Fact]
    public void What_an_upcall_handles_after_its_limit_is_masked_and_unmasked_later()
    {
        var limited = Run(Duration.FromMicroseconds(100));
        var free = Run(Duration.Zero);

        Assert.True(limited.Masked > 8, $"{limited.Masked} maskings");
        Assert.True(limited.DriverTime < free.DriverTime, $"{limited.DriverTime} and {free.DriverTime} ns");
        Assert.All(limited.Sent, packets => Assert.True(packets > 0));

        // Masked ports come back: what was masked once is delivered again, 40 ms later.
        Assert.All(limited.Channels.Skip(1), end => Assert.True(end.Delivered >= 5, $"{end.Delivered} upcalls"));
    }

    private static Outcome Run(Duration limit)
    {
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon,
            SchedulerKind.Credit,
            3,
            [.. Enumerable.Range(0, 8).Select(index => NetworkPlans.Domain(
                $"d{index}", new StreamPlan { Sends = true }) with
            {
                Vcpus = [new VcpuPlan { Affinity = [1, 2] }],
            })]);
        var driver = plan.Hosts[0].DriverDomain! with
        {
            Vcpus = [new VcpuPlan { Affinity = [0] }],
            Interrupts = new InterruptPlan { UpcallLimit = limit },
        };
        var host = plan.Hosts[0] with { NicBitsPerSecond = 10_000_000_000, DriverDomain = driver };
        var run = new WorldRun(plan with { Hosts = [host] }).AdvanceTo(Duration.FromMilliseconds(200));
        var facts = GuestRun.Facts(run.One<GuestDomain>("Domain/Domain-0"));
        return new Outcome(
            facts["portsMasked"],
            facts["vcpu0KernelNanoseconds"],
            [.. run.Components.OfType<EventChannel>().Select(channel => channel.End(EventChannel.Backend))],
            [.. run.Components.OfType<GuestDomain>().Where(one => one.Interface >= 0)
                .Select(one => one.FrontendState.Produced)]);
    }

    private sealed record Outcome(
        long Masked, long DriverTime, IReadOnlyList<EventChannelEnd> Channels, IReadOnlyList<long> Sent);
}
