using System.Text.Json.Serialization;

namespace Xenisol.Emulation.Fleet;

/// <summary>What runs inside a domain.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(BurnPlan), "burn")]
[JsonDerivedType(typeof(PeriodicPlan), "periodic")]
[JsonDerivedType(typeof(ActionsPlan), "actions")]
[JsonDerivedType(typeof(ServerPlan), "server")]
[JsonDerivedType(typeof(StreamPlan), "stream")]
[JsonDerivedType(typeof(PingPlan), "ping")]
[JsonDerivedType(typeof(DiskAccessPlan), "disk")]
[JsonDerivedType(typeof(WorkloadPlan), "workload")]
public abstract record ApplicationPlan
{
    /// <summary>
    /// The vCPU it is bound to; −1 lets the guest's scheduler choose (an isolated one if there is one).
    /// </summary>
    public int Vcpu { get; init; } = -1;
}
