using Xenisol.Emulation.Engine;
using Xenisol.Emulation.EventChannels;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Hypervisor;
using Xenisol.Emulation.Interrupts;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Tests.Fleet;
using Xenisol.Emulation.Tests.GuestKernels;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Interrupts;

/// <summary>What the plan says about interrupts is where they are taken, and where their work is done.</summary>
public sealed class InterruptPlacementTests
{
    private static readonly StreamPlan Stream = new() { Sends = true };

    [Fact]
    public void Without_a_word_everything_is_on_vcpu_0_and_core_0()
    {
        var run = new WorldRun(Plan(driver => driver)).AdvanceTo(Duration.FromMilliseconds(20));

        Assert.Equal([0L, 0L, 0L], BackendVcpus(run));

        // The others have their work queues only.
        Assert.True(Kernel(run, 0) > 20 * Kernel(run, 1));
        Assert.True(Interrupted(run, 0) > 0);
        Assert.Equal(0, Interrupted(run, 1));
    }

    [Fact]
    public void A_physical_interrupt_goes_to_the_core_of_the_vcpu_that_its_channel_is_bound_to()
    {
        var run = new WorldRun(Plan(driver => driver with { Interrupts = new InterruptPlan { CardVcpu = 1 } }))
            .AdvanceTo(Duration.FromMilliseconds(20));

        Assert.Equal([1L, 0L, 0L], BackendVcpus(run));
        Assert.Equal(0, Interrupted(run, 0));
        Assert.True(Interrupted(run, 1) > 0);
    }

    [Fact]
    public void An_interrupt_core_that_is_named_takes_the_interrupts_wherever_the_channel_is_bound()
    {
        var run = new WorldRun(Plan(driver => driver with { NicInterruptCore = 2 }))
            .AdvanceTo(Duration.FromMilliseconds(20));

        Assert.Equal(0, Interrupted(run, 0));
        Assert.True(Interrupted(run, 2) > 0);
    }

    /// <summary>The card on one vCPU, each interface on another: each does the work of what is bound to it.</summary>
    [Fact]
    public void With_tasklets_on_each_vcpu_the_work_is_done_where_the_channels_are_bound()
    {
        var run = new WorldRun(Plan(driver => driver with
        {
            TaskletsPerVcpu = true,
            Interrupts = new InterruptPlan
            {
                CardVcpu = 0,
                Domains = [new DomainBinding("first", 1), new DomainBinding("second", 2)],
            },
        })).AdvanceTo(Duration.FromMilliseconds(50));

        Assert.Equal([0L, 1L, 2L], BackendVcpus(run));
        var (card, first, second) = (Kernel(run, 0), Kernel(run, 1), Kernel(run, 2));

        // Both send the same: a frame costs its interface 4.7 us and its acknowledgement 1.2, the card 1.8.
        Assert.InRange(first, second * 9 / 10, second * 11 / 10);
        Assert.InRange(card, first / 2, first * 9 / 10);
    }

    [Fact]
    public void Rebinding_moves_the_upcall_and_the_tasklets_are_told_by_an_interrupt_between_vcpus()
    {
        var plan = Plan(driver => driver with
        {
            TaskletsPerVcpu = true,
            Interrupts = new InterruptPlan { Domains = [new DomainBinding("first", 1)] },
        });
        var run = new WorldRun(plan).AdvanceTo(Duration.FromMilliseconds(20));
        var channel = run.One<EventChannel>("EventChannel/first");
        run.Timelines[0].Command(
            VirtualTime.Zero + Duration.FromMilliseconds(20),
            0,
            new Message(channel.Id, MessageKind.EventRebind, EventChannel.Backend, 2, 0));
        var before = (Upcalls: Kernel(run, 2), Work: Kernel(run, 1));
        run.AdvanceTo(Duration.FromMilliseconds(40));

        // What is left at vCPU 1 is the tasklets' work, far more than the upcalls that went to vCPU 2.
        Assert.Equal(2, channel.End(EventChannel.Backend).Vcpu);
        Assert.InRange(Kernel(run, 2) - before.Upcalls, 1_000, (Kernel(run, 1) - before.Work) / 4);
    }

    [Fact]
    public void A_guest_takes_its_events_on_the_vcpu_that_its_plan_names()
    {
        var guest = NetworkPlans.Domain("guest", Stream) with
        {
            Vcpus = [new VcpuPlan(), new VcpuPlan()],
            EventVcpu = 1,
        };
        var run = new WorldRun(NetworkPlans.OneHost(NetworkPlans.Xeon, SchedulerKind.Credit, 3, guest))
            .AdvanceTo(Duration.FromMilliseconds(20));

        Assert.Equal(1, run.One<EventChannel>("EventChannel/guest").End(EventChannel.Frontend).Vcpu);
        Assert.Equal(1, run.One<GuestDomain>("Domain/guest").FrontendState.Vcpu);
    }

    [Theory]
    [InlineData(3, -1, "Host 'host0' binds an event channel to vCPU 3 of its driver domain, which has 3; bind it to 0"
        + " to 2.")]
    [InlineData(-1, 4, "The card of host 'host0' interrupts pCPU 4, but there are 4; name one of 0 to 3.")]
    public void What_is_not_there_cannot_be_bound_to(int vcpu, int core, string message) => Assert.Equal(
        message,
        Assert.Throws<EmulationException>(() => new World(Plan(driver => driver with
        {
            NicInterruptCore = core,
            Interrupts = new InterruptPlan { CardVcpu = vcpu },
        }))).Message);

    [Fact]
    public void A_domain_without_a_plan_has_the_promise_of_its_class()
    {
        var tree = new HtbOptions
        {
            Classes = [new HtbClassOptions { ClassId = 5, RateBitsPerSecond = 70_000_000 }],
        };
        var shaping = new CardShapingPlan { Tree = tree, Classes = [new DomainClass("first", 5)] };
        var planned = NetworkPlans.Domain("first") with
        {
            Shaping = new ShapingPlan { RateBitsPerSecond = 1_000_000, CeilBitsPerSecond = 1_000_000 },
        };

        Assert.Equal(1_000_000, PromisedLoad.RateOf(planned, shaping));
        Assert.Equal(70_000_000, PromisedLoad.RateOf(NetworkPlans.Domain("first"), shaping));
        Assert.Equal(0, PromisedLoad.RateOf(NetworkPlans.Domain("second"), shaping));
    }

    /// <summary>A driver domain of three vCPUs, each on a core of its own, and two senders on the fourth.</summary>
    private static RunPlan Plan(Func<DriverDomainPlan, DriverDomainPlan> change)
    {
        var plan = NetworkPlans.OneHost(
            NetworkPlans.Xeon, SchedulerKind.Credit, 4, Sender("first"), Sender("second"));
        var driver = plan.Hosts[0].DriverDomain! with
        {
            Vcpus = [.. Enumerable.Range(0, 3).Select(vcpu => new VcpuPlan { Affinity = [vcpu] })],
        };
        return plan with { Hosts = [plan.Hosts[0] with { DriverDomain = change(driver) }] };
    }

    private static DomainPlan Sender(string name) => NetworkPlans.Domain(name, Stream) with
    {
        Vcpus = [new VcpuPlan { Affinity = [3] }],
        Shaping = new ShapingPlan { RateBitsPerSecond = 200_000_000, CeilBitsPerSecond = 200_000_000 },
    };

    private static IEnumerable<long> BackendVcpus(WorldRun run) => run.Components.OfType<EventChannel>()
        .Select(channel => channel.End(EventChannel.Backend).Vcpu);

    private static long Kernel(WorldRun run, int vcpu) =>
        GuestRun.Facts(run.One<GuestDomain>("Domain/Domain-0"))[$"vcpu{vcpu}KernelNanoseconds"];

    private static long Interrupted(WorldRun run, int core) =>
        GuestRun.Facts(run.One<PhysicalCore>($"pcpu{core}"))["interruptNanoseconds"];
}
