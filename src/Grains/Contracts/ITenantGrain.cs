namespace Xenisol.Grains;

/// <summary>A customer's account. Key: <c>run/tenant</c>.</summary>
[Alias("xenisol.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>What it owes up to the last boundary.</summary>
    /// <exception cref="RunFailedException">There is no such run or tenant.</exception>
    [Alias("GetInvoice")]
    Task<InvoiceSoFar> GetInvoice();
}
