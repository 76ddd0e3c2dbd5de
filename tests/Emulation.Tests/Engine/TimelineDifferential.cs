using CsCheck;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Engine;

/// <summary>
/// Aim: heap, ring, in-place timers and windows are one order. Method: random programs on the engine and on a plain
/// sorted list; the digests chain every order, so equal digests mean equal histories.
/// </summary>
public sealed class TimelineDifferential
{
    private static readonly VirtualTime End = VirtualTime.FromNanoseconds(200);

    [Fact]
    public void Heap_and_ring_equal_a_sorted_list() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 8]).Sample(
            (seed, processes) =>
            {
                var model = new ListTimeline(Processes(seed, processes));
                model.Advance(End);
                var timeline = OneTimeline.Of(Processes(seed, processes));
                timeline.Advance(End);
                Assert.Equal(model.Events, timeline.Events);
                Assert.Equal(RunDigest.Of(model.Processes), RunDigest.Of(timeline));
            },
            iter: 500);

    [Fact]
    public void Windows_of_any_length_saving_and_loading_give_the_same_history() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 8], Gen.Int[1, 40].Array[1, 30]).Sample(
            (seed, processes, windows) =>
            {
                var whole = OneTimeline.Of(Processes(seed, processes));
                whole.Advance(End);
                var timeline = OneTimeline.Of(Processes(seed, processes));
                foreach (var window in windows)
                {
                    timeline.Advance(VirtualTime.Min(End, timeline.Boundary + Duration.FromNanoseconds(window)));
                    timeline = Restart.In(timeline, OneTimeline.Of(Processes(seed, processes)));
                }

                timeline.Advance(End);
                Assert.Equal(RunDigest.Of(whole), RunDigest.Of(timeline));
            },
            iter: 300);

    [Fact]
    public void Components_behind_a_gateway_give_the_same_history() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 8], Gen.Long[1, 199]).Sample(
            (seed, processes, boundary) =>
            {
                var whole = OneTimeline.Of(Processes(seed, processes));
                whole.Advance(End);
                var gateway = new SerialisingGateway(Processes(seed, processes));
                var forwarder = Behind(gateway, seed, processes);
                forwarder.Advance(VirtualTime.FromNanoseconds(boundary));
                var fresh = new SerialisingGateway(Processes(seed, processes));
                forwarder = Restart.In(forwarder, Behind(fresh, seed, processes));
                forwarder.Advance(End);
                Assert.Equal(whole.Events, forwarder.Events);
                Assert.Equal(RunDigest.Of(whole), RunDigest.Of(fresh.Processes));
            },
            iter: 200);

    private static Timeline Behind(SerialisingGateway gateway, ulong seed, int processes) =>
        new(0, Processes(seed, processes), new OneTimeline(processes), OneTimeline.Lookahead, gateway);

    private static IReadOnlyList<LogicalProcess> Processes(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(id => new RandomProcess(id, count, seed))];
}
