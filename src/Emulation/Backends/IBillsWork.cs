namespace Xenisol.Emulation.Backends;

/// <summary>A component that posts kernel work to the driver domain and knows on whose behalf.</summary>
internal interface IBillsWork
{
    /// <summary>The identity of the component: work that it posted carries it.</summary>
    int Id { get; }

    /// <summary>By cause: the identity of the domain.</summary>
    IReadOnlyList<int> Customers { get; }

    /// <summary>Who caused what.</summary>
    WorkBills Bills { get; }

    /// <summary>Whether work with this tag polls the card.</summary>
    bool IsPoll(long tag);

    /// <summary>Splits what is done of a piece of work that is under way.</summary>
    /// <param name="tag">The work's tag.</param>
    /// <param name="vcpu">The driver domain's vCPU that does it.</param>
    /// <param name="atWarmup">Whether the work under way at the end of the warm-up is meant.</param>
    /// <param name="done">What is done of it, in ns.</param>
    /// <param name="charged">Told of each part: the cause, or <see cref="WorkBills.Nobody"/>, and the time in ns.
    /// </param>
    void Split(long tag, int vcpu, bool atWarmup, long done, Action<long, long> charged);
}
