using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;

namespace Xenisol.Scenarios.Tests.Admission;

public sealed class CreditWeightsTests
{
    // 16 hogs and 2 bulk senders weigh 18 × 256 = 4608. Shares take 0.4 + 2 × 0.2 of 4 cores, a fifth, so that all
    // weigh 4608 / 0.8 = 5760; a share of 0.2 of 4 cores is a twentieth of that, one of 0.4 a tenth.
    [Theory]
    [InlineData("credit")]
    [InlineData("credit2")]
    public void Share_weighs_what_it_takes_to_get_it_when_all_are_busy(string scheduler)
    {
        RunPlan plan = Sample.Plan($"hosts[0].scheduler={scheduler}");

        Assert.All(plan.Domains[0].Vcpus, vcpu => Assert.Equal(288, vcpu.Weight));
        Assert.Equal(576, plan.Hosts[0].DriverDomain!.Vcpus[0].Weight);
        Assert.All(plan.Domains.Skip(1), domain => Assert.Equal(256, domain.Vcpus[0].Weight));
    }

    [Fact]
    public void Reservations_are_gone_and_no_cap_comes_in_their_place()
    {
        RunPlan plan = Sample.Plan("hosts[0].scheduler=credit");

        Assert.All(
            plan.Domains[0].Vcpus.Concat(plan.Hosts[0].DriverDomain!.Vcpus),
            vcpu => Assert.Equal((Duration.Zero, Duration.Zero, 0), (vcpu.Period, vcpu.Slice, vcpu.CapPercent)));
    }

    [Fact]
    public void Shares_among_themselves_weigh_256_on_average()
    {
        RunPlan plan = Sample.Plan(
            "hosts[0].scheduler=credit", "tenants[1].domains=",
            "hosts[0].driverDomain.cpu={ share: 80%, within: 5ms }");

        // Shares 0.8, 0.2 and 0.2 of together 1.2; 3 × 256 = 768.
        Assert.Equal(512, plan.Hosts[0].DriverDomain!.Vcpus[0].Weight);
        Assert.All(plan.Domains[0].Vcpus, vcpu => Assert.Equal(128, vcpu.Weight));
    }

    [Fact]
    public void Oversold_shares_leave_the_others_what_the_limit_leaves()
    {
        RunPlan plan = Sample.Plan(
            "hosts[0].scheduler={ kind: credit, limit: 75% }", "plans[0].cpu.share=100%",
            "tenants[0].domains[0].vcpus=8");

        // All weigh 4608 / 0.25 = 18432, and a whole core a quarter of that.
        Assert.All(plan.Domains[0].Vcpus, vcpu => Assert.Equal(4_608, vcpu.Weight));
    }

    [Fact]
    public void Weight_stays_within_what_credit_takes()
    {
        RunPlan plan = Sample.Plan(
            "hosts[0].scheduler=credit", "plans[0].cpu.share=100%", "tenants[0].domains[0].vcpus=4",
            "plans[1].cpu.weight=65535");

        Assert.All(plan.Domains[0].Vcpus, vcpu => Assert.Equal(65_535, vcpu.Weight));
    }

    [Fact]
    public void Domain_without_host_carries_reservation_and_weight_where_hosts_differ()
    {
        string text = Sample.Text.Replace(
            "- name: host\n",
            "- { name: other, cores: 4, scheduler: credit, nic: 1Gbit/s, driverDomain: {} }\n- name: host\n",
            StringComparison.Ordinal);
        VcpuPlan vcpu = Sample.Of(text).Domains[0].Vcpus[0];

        Assert.Equal(Duration.FromMilliseconds(2), vcpu.Slice);
        // The others: 18 domains and the driver domain of 'other', 19 × 256; the shares: 2 × 0.2 of 4 cores.
        Assert.Equal(((19 * 256 * 5) + 45) / 90, vcpu.Weight);
    }
}
