using System.Text.Json;
using Xenisol.Emulation.Shaping;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Tests.Shaping;

/// <summary>
/// Configurations measured on Linux 6.18. Their noise-free model must be met to one packet at every point of the
/// initial curve and over the window; their measured throughput within the tolerance that each file states.
/// </summary>
public class HierarchicalTokenBucketGoldenTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(HtbGoldenFile.Folder, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Initial_curve_and_throughput_equal_the_model_to_one_packet(string name)
    {
        using var golden = HtbGoldenFile.Read(name);
        var driver = Run(golden);
        var window = golden.Root.GetProperty("window_s").EnumerateArray().Select(Nanoseconds).ToArray();
        foreach (var (flow, index) in golden.Flows().Select((flow, index) => (flow, index)))
        {
            var model = golden.Model(flow.Name);
            foreach (var point in model.GetProperty("cum_bytes_at_ms").EnumerateArray())
            {
                var at = flow.Start + (long)(point[0].GetDouble() * 1e6);
                AssertWithinOnePacket(flow, point[1].GetInt64(), SentBytes(driver, index, 0, at + 1), at);
            }

            var expected = model.GetProperty("throughput_bps").GetDouble() * (window[1] - window[0]) / 8e9;
            AssertWithinOnePacket(flow, (long)expected, SentBytes(driver, index, window[0], window[1]), -1);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Throughput_lies_within_the_tolerance_of_the_measurement(string name)
    {
        using var golden = HtbGoldenFile.Read(name);
        var driver = Run(golden);
        var tolerance = golden.Root.GetProperty("tolerance").GetProperty("throughput_rel").GetDouble();
        var window = golden.Root.GetProperty("window_s").EnumerateArray().Select(Nanoseconds).ToArray();
        foreach (var (flow, index) in golden.Flows().Select((flow, index) => (flow, index)))
        {
            var measured = golden.Root.GetProperty("measured").GetProperty(flow.Name).GetProperty("throughput_bps");
            var ours = SentBytes(driver, index, window[0], window[1]) * 8e9 / (window[1] - window[0]);
            Assert.InRange(ours / measured.GetProperty("median").GetDouble(), 1 - tolerance, 1 + tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Delays_and_drops_are_those_of_the_model(string name)
    {
        using var golden = HtbGoldenFile.Read(name);
        var driver = Run(golden);
        foreach (var (flow, index) in golden.Flows().Select((flow, index) => (flow, index)))
        {
            if (golden.Model(flow.Name).TryGetProperty("drops", out var drops))
            {
                Assert.InRange(driver.Dropped[index] - drops.GetInt32(), -1, 1);
            }

            // The model's window may hold a sample more or less, which moves a median by some µs.
            if (golden.Model(flow.Name).TryGetProperty("latency_us", out var latency))
            {
                var delays = driver.Sent.Where(one => one.Flow == index && one.At >= 1_000_000_000)
                    .Select(one => (one.At - one.Arrived) / 1e3).Order().ToArray();
                var median = (delays[(delays.Length - 1) / 2] + delays[delays.Length / 2]) / 2;
                Assert.Equal(latency.GetProperty("p50").GetDouble(), median, tolerance: 3);
                Assert.Equal(latency.GetProperty("max").GetDouble(), delays[^1], tolerance: 0.2);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Buckets_and_quanta_are_those_that_the_kernel_reports(string name)
    {
        using var golden = HtbGoldenFile.Read(name);
        var bucket = new HierarchicalTokenBucket(golden.Options(), VirtualTime.Zero);
        foreach (var expected in golden.Root.GetProperty("classes").EnumerateArray())
        {
            var ours = bucket.Class(HtbGoldenFile.Minor(expected.GetProperty("classid").GetString()!));
            Assert.Equal(expected.GetProperty("level").GetInt32(), ours.Level);
            Assert.Equal(expected.GetProperty("buffer_ns").GetInt64(), ours.Bucket.Nanoseconds);
            Assert.Equal(expected.GetProperty("cbuffer_ns").GetInt64(), ours.CeilBucket.Nanoseconds);
            if (ours.Level == 0)
            {
                Assert.Equal(expected.GetProperty("quantum").GetInt64(), ours.Quantum);
                Assert.Equal(expected.GetProperty("prio").GetInt32(), ours.Priority);
            }
        }
    }

    private static HtbDriver Run(HtbGoldenFile golden)
    {
        var driver = new HtbDriver(new HierarchicalTokenBucket(golden.Options(), VirtualTime.Zero), golden.Flows());
        driver.RunUntil(golden.Root.GetProperty("duration_s").GetInt64() * 1_000_000_000);
        return driver;
    }

    private static void AssertWithinOnePacket(HtbFlow flow, long expected, long ours, long at) =>
        Assert.True(
            Math.Abs(expected - ours) <= flow.PacketBytes,
            $"{flow.Name} sent {ours} bytes by {at} ns (−1: in the window), but the model {expected}.");

    private static long SentBytes(HtbDriver driver, int flow, long from, long to) =>
        driver.Sent.Where(one => one.Flow == flow && one.At >= from && one.At < to).Sum(one => one.Bytes);

    private static long Nanoseconds(JsonElement seconds) => (long)(seconds.GetDouble() * 1e9);
}
