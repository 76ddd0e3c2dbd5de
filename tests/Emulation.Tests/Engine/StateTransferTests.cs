using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Randomness;

namespace Xenisol.Emulation.Tests.Engine;

public sealed class StateTransferTests
{
    [Fact]
    public void Values_and_arrays_come_back()
    {
        var number = 42L;
        var flag = true;
        int[] numbers = [1, 2, 3];
        var stream = new RandomStream(1, "component", "purpose");
        var save = StateTransfer.Save();
        save.Value(ref number);
        save.Array(ref numbers);
        save.Value(ref flag);
        save.Value(ref stream);
        var load = StateTransfer.Load(save.ToArray());
        var loadedNumber = 0L;
        int[] loadedNumbers = [];
        var loadedFlag = false;
        var loadedStream = default(RandomStream);

        load.Value(ref loadedNumber);
        load.Array(ref loadedNumbers);
        load.Value(ref loadedFlag);
        load.Value(ref loadedStream);
        load.Finish();

        Assert.Equal(number, loadedNumber);
        Assert.Equal(numbers, loadedNumbers);
        Assert.Equal(flag, loadedFlag);
        Assert.Equal(stream.NextBits(), loadedStream.NextBits());
    }

    [Fact]
    public void Loading_more_than_was_saved_is_refused()
    {
        var load = StateTransfer.Load(new byte[7]);
        var number = 0L;

        var error = Assert.Throws<InvalidDataException>(() => load.Value(ref number));

        Assert.Equal("Saved state ends at byte 7, but 8 bytes are needed at 0.", error.Message);
    }

    [Fact]
    public void Loading_less_than_was_saved_is_refused()
    {
        var load = StateTransfer.Load(new byte[9]);
        var number = 0L;
        load.Value(ref number);

        Assert.Throws<InvalidDataException>(load.Finish);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(2)]
    public void An_array_longer_than_what_is_left_is_refused_before_it_is_allocated(int length)
    {
        var save = StateTransfer.Save();
        var one = 1L;
        save.Value(ref length);
        save.Value(ref one);
        long[] values = [];
        var load = StateTransfer.Load(save.ToArray());

        Assert.Throws<InvalidDataException>(() => load.Array(ref values));
    }

    [Fact]
    public void A_loading_transfer_has_no_output() =>
        Assert.Throws<InvalidOperationException>(() => StateTransfer.Load(new byte[1]).ToArray());
}
