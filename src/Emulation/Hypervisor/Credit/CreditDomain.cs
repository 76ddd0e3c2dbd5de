namespace Xenisol.Emulation.Hypervisor.Credit;

/// <summary>What the credit scheduler keeps of a domain.</summary>
internal struct CreditDomain
{
    /// <summary>Share in proportion, 1 to 65 535.</summary>
    public int Weight;

    /// <summary>Percent of one pCPU; 0 is no cap.</summary>
    public int Cap;

    /// <summary>How many of its vCPUs take part in the accounting.</summary>
    public int ActiveVcpus;
}
