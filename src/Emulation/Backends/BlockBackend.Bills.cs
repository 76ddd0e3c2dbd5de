namespace Xenisol.Emulation.Backends;

/// <content>Who causes the driver domain's CPU time: a bill for the completions, and one for each ring.</content>
internal sealed partial class BlockBackend
{
    private const int CompleteBill = 0;
    private const int FirstTakeBill = 1;

    private readonly WorkBills _bills;

    /// <inheritdoc/>
    public IReadOnlyList<int> Customers => _wiring.Guests;

    /// <inheritdoc/>
    public WorkBills Bills => _bills;

    /// <inheritdoc/>
    public bool IsPoll(long tag) => false;

    /// <inheritdoc/>
    public void Split(long tag, int vcpu, bool atWarmup, long done, Action<long, long> charged)
    {
        var disk = tag / TagKinds;
        switch (tag % TagKinds)
        {
            case TakeTag:
                _bills.Split(FirstTakeBill + (int)disk, atWarmup, done, charged);
                break;
            case CompleteTag:
                _bills.Split(CompleteBill, atWarmup, done, charged);
                break;
            default:
                charged(disk, done);
                break;
        }
    }
}
