namespace Xenisol.Client.Timelines;

/// <summary>Figures that instants carry; the value is the identity of the name in the trace.</summary>
internal enum TimelineFigure
{
    ReleaseNanoseconds = 1,
    DeadlineNanoseconds,
    ResponseNanoseconds,
    FromCore,
    ToCore,

    /// <summary>A vCPU's name: a text.</summary>
    Vcpu,
}
