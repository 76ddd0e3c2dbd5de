namespace Xenisol.Emulation.Hypervisor.Credit2;

/// <summary>What credit2 keeps of a domain.</summary>
internal struct Credit2Domain
{
    /// <summary>The index of its first vCPU; the others follow.</summary>
    public int FirstVcpu;

    /// <summary>How many vCPUs it has.</summary>
    public int Vcpus;

    /// <summary>Share of each of its vCPUs in proportion, 1 to 65 535.</summary>
    public int Weight;

    /// <summary>Percent of one pCPU for all its vCPUs together; 0 is no cap.</summary>
    public int Cap;

    /// <summary>The time that a period adds to the budget.</summary>
    public long BudgetPerPeriod;

    /// <summary>The most that one vCPU takes out of the budget at once.</summary>
    public long Quota;

    /// <summary>The time that its vCPUs may still take in this period; below 0 where they ran over.</summary>
    public long Budget;
}
