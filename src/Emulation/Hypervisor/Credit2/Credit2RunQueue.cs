namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>What credit2 keeps of a run queue.</summary>
internal struct Credit2RunQueue
{
    /// <summary>The greatest weight among the vCPUs that are assigned to it; 1 if there are none.</summary>
    public int MaxWeight;

    /// <summary>The pCPU that a vCPU was last assigned to; the next one goes to the next.</summary>
    public int PickBias;

    /// <summary>vCPUs that run or wait.</summary>
    public int Load;

    /// <summary>The average load, as <see cref="LoadAverage"/>, with what vCPUs that moved bring along or take away.
    /// </summary>
    public long ExpectedLoad;

    /// <summary>When it was last updated.</summary>
    public long LoadUpdated;

    /// <summary>How often credit was reset.</summary>
    public long Resets;
}
