namespace Xenisol.Grains;

/// <summary>A host's scheduler: parameters, admission, run queues. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IHostSchedulerGrain")]
public interface IHostSchedulerGrain : IComponentGrain
{
    /// <summary>The host's domains with their vCPUs and parameters, as the scheduler sees them at the last boundary.
    /// </summary>
    [Alias("GetDomains")]
    Task<IReadOnlyList<DomainSummary>> GetDomains();

    /// <summary>The scheduler's own parameters at the last boundary.</summary>
    [Alias("GetSummary")]
    Task<SchedulerSummary> GetSummary();

    /// <summary>Sets parameters of the whole scheduler at the next boundary; what is null stays as it is.</summary>
    /// <param name="timesliceNanoseconds">Whole milliseconds, 1 ms to 1 s.</param>
    /// <param name="ratelimitNanoseconds">100 µs to 500 ms and at most the timeslice, or 0 for off.</param>
    /// <param name="migrationDelayNanoseconds">Up to 100 ms.</param>
    /// <exception cref="RunFailedException">The scheduler has no such parameter, or a value is out of range.
    /// </exception>
    [Alias("SetParameters")]
    Task<IReadOnlyList<LoggedCommand>> SetParameters(
        long? timesliceNanoseconds, long? ratelimitNanoseconds, long? migrationDelayNanoseconds);

    /// <summary>Sets period, budget and extra time of vCPUs under RTDS at the next boundary.</summary>
    /// <param name="domain">The domain's name.</param>
    /// <param name="reservations">At least one.</param>
    /// <exception cref="RunFailedException">The scheduler is another, there is no such domain or vCPU, or a value is
    /// out of range; then nothing is changed.</exception>
    [Alias("SetReservations")]
    Task<IReadOnlyList<LoggedCommand>> SetReservations(string domain, IReadOnlyList<VcpuReservation> reservations);

    /// <summary>Sets the pCPUs of a domain's vCPU, or of all of them, at the next boundary.</summary>
    /// <param name="domain">The domain's name.</param>
    /// <param name="vcpu">Its number within the domain; −1 for all.</param>
    /// <param name="hard">Where it may run; null leaves that as it is. pCPUs that the host lacks are dropped.</param>
    /// <param name="soft">Which it prefers, likewise.</param>
    /// <exception cref="RunFailedException">There is no such domain or vCPU, no pCPU is left, or a reservation has no
    /// room on those; then nothing is changed.</exception>
    [Alias("SetAffinity")]
    Task<IReadOnlyList<LoggedCommand>> SetAffinity(
        string domain, int vcpu, IReadOnlyList<int>? hard, IReadOnlyList<int>? soft);

    /// <summary>Sets weight and cap of a domain at the next boundary.</summary>
    /// <param name="domain">The domain's name.</param>
    /// <param name="weight">1 to 65 535.</param>
    /// <param name="capPercent">Percent of one pCPU for the whole domain; 0 for no cap.</param>
    /// <exception cref="RunFailedException">There is no such domain, or a value is out of range.</exception>
    [Alias("SetCredit")]
    Task<IReadOnlyList<LoggedCommand>> SetCredit(string domain, int weight, int capPercent);

    /// <summary>Sets the reservation of a domain's vCPU, or of all of them, at the next boundary.</summary>
    /// <param name="domain">The domain's name.</param>
    /// <param name="vcpu">Its number within the domain; −1 for all.</param>
    /// <param name="periodNanoseconds">The period.</param>
    /// <param name="sliceNanoseconds">The slice; zero switches back to credit.</param>
    /// <exception cref="RunFailedException">There is no such domain or vCPU, or a value is out of range.</exception>
    [Alias("SetEdf")]
    Task<IReadOnlyList<LoggedCommand>> SetEdf(string domain, int vcpu, long periodNanoseconds, long sliceNanoseconds);
}
