namespace Xenisol.Grains;

/// <summary>A host's scheduler: parameters, admission, run queues. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IHostSchedulerGrain")]
public interface IHostSchedulerGrain : IComponentGrain
{
    /// <summary>The host's domains with their vCPUs and parameters, as the scheduler sees them at the last boundary.
    /// </summary>
    [Alias("GetDomains")]
    Task<IReadOnlyList<DomainSummary>> GetDomains();

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
