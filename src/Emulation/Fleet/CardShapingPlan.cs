using Xenisol.Emulation.Shaping;

namespace Xenisol.Emulation.Fleet;

/// <summary>What shapes the frames of a host's card. At most one of the two disciplines is given; with neither, the
/// tenants' plans make a tree.</summary>
public sealed record CardShapingPlan
{
    /// <summary>A tree of classes; null for none.</summary>
    public HtbOptions? Tree { get; init; }

    /// <summary>Which domain sends through which class of <see cref="Tree"/>; a domain that is not named here is
    /// unclassified.</summary>
    public IReadOnlyList<DomainClass> Classes { get; init; } = [];

    /// <summary>One bucket for all frames of the card; null for none.</summary>
    public TokenBucketOptions? TokenBucket { get; init; }

    /// <summary>Whether, in a tree made from the plans, a tenant's domains stand under a class of the tenant.</summary>
    public bool TenantClasses { get; init; }
}
