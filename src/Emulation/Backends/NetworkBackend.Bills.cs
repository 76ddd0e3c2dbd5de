namespace Xenisol.Emulation.Backends;

/// <content>Who causes the driver domain's CPU time: a bill for the poll, and two for each pair of tasklets.</content>
internal sealed partial class NetworkBackend
{
    /// <summary>The bill of the poll.</summary>
    private const int PollBill = 0;

    private readonly WorkBills _bills;

    /// <inheritdoc/>
    public IReadOnlyList<int> Customers => _wiring.Guests;

    /// <inheritdoc/>
    public WorkBills Bills => _bills;

    /// <inheritdoc/>
    public bool IsPoll(long tag) => tag == PollTag;

    /// <inheritdoc/>
    public void Split(long tag, int vcpu, bool atWarmup, long done, Action<long, long> charged)
    {
        if (tag is PollTag or TransmitTag or ReceiveTag)
        {
            _bills.Split(BillOf(tag, WorkerOn(vcpu)), atWarmup, done, charged);
            return;
        }

        var vif = tag - FirstNotifyTag;
        charged(vif >= 0 && vif < _interfaces.Length ? vif : WorkBills.Nobody, done);
    }

    /// <summary>What interrupts from other vCPUs cost a pair; it is for no frame in particular.</summary>
    private long PayOwed(long tag, BackendWorker worker)
    {
        var owed = worker.PayOwed();
        if (owed > 0)
        {
            _bills.Add(BillOf(tag, worker), WorkBills.Nobody, owed);
        }

        return owed;
    }

    private static int BillOf(long tag, BackendWorker worker) =>
        tag == PollTag ? PollBill : (2 * worker.Index) + (int)tag;
}
