using Xenisol.Grains;
using Xenisol.Grains.Partitions;

namespace Xenisol.Cluster.Tests.Partitions;

public sealed class PeerMailboxTests
{
    private readonly PeerMailbox _mailbox = new("run/0", partitions: 3);

    [Fact]
    public void Windows_are_taken_by_number_and_peer_whatever_order_they_come_in()
    {
        // Peer 1 is a window ahead of peer 2, and the later one overtook the earlier one.
        _mailbox.Put(Window(8, from: 1, next: 81));
        _mailbox.Put(Window(7, from: 1, next: 71));
        _mailbox.Put(Window(7, from: 2, next: 72));

        Assert.Equal(71, _mailbox.Take(7, 1).NextNanoseconds);
        Assert.Equal(72, _mailbox.Take(7, 2).NextNanoseconds);
        Assert.Equal(81, _mailbox.Take(8, 1).NextNanoseconds);
    }

    [Fact]
    public async Task A_thread_that_waits_gets_what_comes_later()
    {
        var taken = Task.Run(() => _mailbox.Take(0, 2), TestContext.Current.CancellationToken);
        _mailbox.Put(Window(0, from: 2, next: 5));

        Assert.Equal(5, (await taken).NextNanoseconds);
    }

    [Fact]
    public async Task A_peer_that_failed_ends_the_wait_with_its_reason()
    {
        var taken = Task.Run(() => _mailbox.Take(0, 2), TestContext.Current.CancellationToken);
        _mailbox.Put(Window(0, from: 1, next: 0) with { Failure = "host h1 broke" });

        Assert.Equal("host h1 broke", (await Assert.ThrowsAsync<RunFailedException>(() => taken)).Message);
    }

    [Fact]
    public void A_window_that_comes_twice_is_our_mistake()
    {
        _mailbox.Put(Window(3, from: 1, next: 0));

        Assert.Throws<System.Diagnostics.UnreachableException>(() => _mailbox.Put(Window(3, from: 1, next: 0)));
    }

    private static PeerWindow Window(long number, int from, long next) =>
        new(Epoch: 1, number, from, next, WantsStop: false, "", []);
}
