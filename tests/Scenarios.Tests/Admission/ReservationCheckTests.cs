namespace Xenisol.Scenarios.Tests.Admission;

public sealed class ReservationCheckTests
{
    // A core holds 90 %: 40 + 50 on one, 45 + 45 on another, and so on.
    [Fact]
    public void Reservations_that_fill_the_cores_to_the_limit_are_taken() => Assert.Equal(
        2, Sample.Plan("hosts[0].cores=2", "plans[0].cpu.share=50%").Domains[0].Vcpus.Count);

    [Fact]
    public void What_fits_in_sum_but_on_no_core_is_refused() => Assert.Contains(
        "2 cores of at most 90% each have no room for a vCPU of the driver domain with 40%",
        Assert.Single(Sample.Refusals("hosts[0].cores=2", "plans[0].cpu.share=51%")),
        StringComparison.Ordinal);

    [Fact]
    public void Limit_is_the_schedulers() => Assert.Equal(
        2,
        Sample.Plan("hosts[0].scheduler={ kind: hybrid, limit: 100% }", "plans[0].cpu.share=100%")
            .Domains[0].Vcpus.Count);

    [Fact]
    public void Affinity_narrows_the_room() => Assert.Contains(
        "no room for a vCPU of domain 'web' with 50%",
        Assert.Single(Sample.Refusals("plans[0].cpu.share=50%", "tenants[0].domains[0].affinity=[2]")),
        StringComparison.Ordinal);

    [Fact]
    public void Credit_knows_no_reservations_and_refuses_none() => Assert.Equal(
        2, Sample.Plan("hosts[0].scheduler=credit", "plans[0].cpu.share=95%").Domains[0].Vcpus.Count);

    [Fact]
    public void Domain_that_no_host_could_take_is_refused() => Assert.Contains(
        "Domain 'web' reserves 95% of a core, but no host lets reservations exceed 90%.",
        Assert.Single(Sample.Refusals("hosts[0].count=2", "plans[0].cpu.share=95%")),
        StringComparison.Ordinal);

    [Fact]
    public void Rtds_takes_any_reservation_but_no_budget_below_Xens_least() => Assert.Contains(
        "A vCPU of domain 'web' has a budget of 9999ns, but rtds on host 'host' takes 10us at least, as Xen's does",
        Assert.Single(Sample.Refusals("hosts[0].scheduler=rtds", "plans[0].cpu={ period: 1ms, slice: 9999ns }")),
        StringComparison.Ordinal);
}
