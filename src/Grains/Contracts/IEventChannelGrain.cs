namespace Xenisol.Grains;

/// <summary>An event channel: pending, masked, bound vCPUs, counts. Key: <c>run/host/kind/name</c>.</summary>
[Alias("xenisol.IEventChannelGrain")]
public interface IEventChannelGrain : IComponentGrain
{
    /// <summary>Binds the driver domain's end to another of its vCPUs, for the next upcall after a boundary.</summary>
    /// <param name="vcpu">The driver domain's vCPU.</param>
    /// <exception cref="RunFailedException">There is no such vCPU.</exception>
    [Alias("RebindBackend")]
    Task<IReadOnlyList<LoggedCommand>> RebindBackend(int vcpu);

    /// <summary>Binds the guest's end to another of its vCPUs at the next boundary, likewise.</summary>
    /// <param name="vcpu">The guest's vCPU.</param>
    /// <exception cref="RunFailedException">The channel is a device's, or there is no such vCPU, or it is isolated.
    /// </exception>
    [Alias("RebindFrontend")]
    Task<IReadOnlyList<LoggedCommand>> RebindFrontend(int vcpu);
}
