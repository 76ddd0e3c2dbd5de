using CsCheck;
using Xenisol.Emulation.Network;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Network;

/// <summary>
/// Random latencies, windows, bottlenecks and losses; a transmission is lost by its place in the list.
/// </summary>
public class TcpProperties
{
    private static readonly Gen<Func<TcpPath>> Paths =
        from window in Gen.Long[2_896, 262_144]
        from latency in Gen.Long[1_000, 50_000_000]
        from segments in Gen.Int[1, 1_500]
        from rate in Gen.Long[0, 3].Select(choice => choice == 0 ? 0 : choice * 1_000_000)
        from queue in Gen.Int[1, 100]
        from lossy in Gen.Int[1, 10]
        from losses in Gen.Int[0, 99].Array[500]
        select (Func<TcpPath>)(() => new TcpPath(
            new TcpOptions { WindowBytes = window },
            Duration.FromNanoseconds(latency),
            segments,
            rate,
            queue,
            (sent, _) => losses[(int)(sent % losses.Length)] < lossy && sent < 5_000));

    [Fact]
    public void Everything_arrives_once_and_in_order_whatever_is_lost() =>
        Paths.Sample(make =>
        {
            var path = make();
            path.RunUntil(Duration.FromSeconds(100_000));
            Assert.Equal(path.Deliveries.Count, path.Sender.Acknowledged);
            Assert.Equal(path.Receiver.Received, path.Deliveries.Count);
            Assert.False(path.Sender.TrySend(VirtualTime.FromNanoseconds(long.MaxValue / 2), out _));
            Assert.Equal(VirtualTime.Never, path.Sender.NextTimeout);
            Assert.True(path.Sender.Retransmissions >= path.Lost);
        });

    [Fact]
    public void No_more_than_the_window_is_ever_in_flight() =>
        Paths.Sample(make =>
        {
            var path = make();
            path.RunUntil(Duration.FromSeconds(1_000));
            Assert.InRange(path.MostInFlight, 1, path.WindowSegments);
        });

    [Fact]
    public void Saving_and_loading_midway_changes_nothing() =>
        Gen.Select(Paths, Gen.Long[0, 3_000]).Sample((make, stop) =>
        {
            var whole = make();
            var parts = make();
            whole.RunUntil(Duration.FromSeconds(100_000));
            parts.RunUntil(Duration.FromMilliseconds(stop));
            parts.Reload();
            parts.RunUntil(Duration.FromSeconds(100_000));
            Assert.Equal(whole.Deliveries, parts.Deliveries);
            Assert.Equal(whole.Sender.Retransmissions, parts.Sender.Retransmissions);
        });
}
