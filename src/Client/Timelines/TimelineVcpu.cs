namespace Xenisol.Client.Timelines;

/// <summary>A vCPU as the trace knows it.</summary>
/// <param name="Pid">Its domain: the tid of the domain's vCPU 0, as on Linux; unique in the trace.</param>
/// <param name="Tid">Itself, from 1; unique in the trace.</param>
/// <param name="Track">The track of its instants.</param>
/// <param name="Domain">Its domain's name, after its host's where there are several hosts.</param>
/// <param name="Number">Its number in the domain.</param>
internal readonly record struct TimelineVcpu(int Pid, int Tid, long Track, string Domain, int Number)
{
    public string Name => $"vcpu{Number}";

    public string FullName => $"{Domain}/{Number}";
}
