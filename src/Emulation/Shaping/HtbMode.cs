namespace Xenisol.Emulation.Shaping;

/// <summary>What a class may do with its tokens of the moment.</summary>
internal enum HtbMode
{
    /// <summary>The ceiling's bucket is in debt: the class neither sends nor borrows.</summary>
    CannotSend,

    /// <summary>The rate's bucket is in debt: the class sends only if an ancestor lends.</summary>
    MayBorrow,

    /// <summary>Neither bucket is in debt; one token is enough for a packet of any length.</summary>
    CanSend,
}
