using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Backends;

public sealed class PendingSlotsTests
{
    private readonly PendingSlots _slots = new(2);

    [Fact]
    public void A_slot_is_in_use_until_the_dealloc_pass_after_its_frame_is_gone()
    {
        var frame = _slots.Hold(7, 1_500, At(1));
        Assert.False(_slots.TryFreeReleased(out _));
        _slots.Release(frame);

        Assert.Equal(1, _slots.InUse);
        Assert.True(_slots.TryFreeReleased(out var freed));
        Assert.Equal(7, freed.Interface);
        Assert.Equal(0, _slots.InUse);
    }

    [Fact]
    public void Frames_are_copied_in_the_order_in_which_they_began_to_wait()
    {
        _slots.Hold(1, 1_500, At(1));
        _slots.Hold(2, 1_500, At(2));

        Assert.False(_slots.TryFreeOldest(At(0), out _));
        Assert.True(_slots.TryFreeOldest(At(1), out var freed));
        Assert.Equal(1, freed.Interface);
        Assert.False(_slots.TryFreeOldest(At(1), out _));
        Assert.Equal(At(2), _slots.OldestSince);
    }

    [Fact]
    public void The_card_does_not_lose_a_frame_that_it_reads()
    {
        var frame = _slots.Hold(1, 1_500, At(1));
        _slots.MapToCard(frame);

        Assert.False(_slots.TryFreeOldest(At(9), out _));
        _slots.Release(frame);
        Assert.True(_slots.TryFreeReleased(out _));
    }

    [Fact]
    public void A_frame_whose_payload_was_copied_has_no_slot_any_more()
    {
        var frame = _slots.Hold(1, 1_500, At(1));
        Assert.True(_slots.TryFreeOldest(At(1), out _));
        _slots.Hold(2, 1_500, At(2));
        _slots.Hold(3, 1_500, At(3));
        _slots.MapToCard(frame);
        _slots.Release(frame);

        Assert.False(_slots.AnyReleased);
        Assert.Equal(2, _slots.InUse);
    }

    [Fact]
    public void A_frame_to_be_copied_that_reached_the_card_first_is_not_copied()
    {
        var frame = _slots.Hold(1, 1_500, At(1));
        _slots.MarkToCopy(frame);
        Assert.Equal(0, _slots.WaitingCount);
        _slots.MapToCard(frame);

        Assert.False(_slots.TryFreeToCopy(out _));
        Assert.Equal(1, _slots.InUse);
    }

    private static VirtualTime At(long nanoseconds) => VirtualTime.FromNanoseconds(nanoseconds);
}
