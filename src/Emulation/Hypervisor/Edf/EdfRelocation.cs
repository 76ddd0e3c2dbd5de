namespace Xenisol.Emulation.Hypervisor.Edf;

/// <summary>
/// Room for a reservation that fits nowhere as things stand: some of a core's reservations go to other cores that have
/// room, each at the end of its period, and the new one begins there when the last of them has left.
/// </summary>
/// <remarks>
/// Cores are tried in their order, the preferred one first. On each, the reservations that may go are taken greatest
/// share first, each to the first other core with room for it (first fit decreasing), until there is enough. Nobody is
/// moved who would have to make others move in turn. O(cores × reservations × cores).
/// <para>Whoever moves has its share held on the new core from now on, and on the old one until its deadline, so that
/// both are schedulable throughout and no period loses anything of its slice.</para>
/// </remarks>
internal sealed class EdfRelocation
{
    private readonly List<(int Vcpu, int Home)> _moves = [];

    private EdfRelocation(int core, long from)
    {
        Core = core;
        From = from;
    }

    /// <summary>The core that gets room.</summary>
    public int Core { get; }

    /// <summary>When it has room, in ns: the latest deadline of those that leave it.</summary>
    public long From { get; private set; }

    /// <summary>Who gets which other home, in the order in which room was found.</summary>
    public IReadOnlyList<(int Vcpu, int Home)> Moves => _moves;

    /// <summary>Finds room; null if there is none even so.</summary>
    /// <param name="share">The new share in parts per billion.</param>
    /// <param name="own">What the vCPU holds until its own change, on its home; held against others that move there.
    /// </param>
    /// <param name="allowed">The pCPUs that the vCPU may run on.</param>
    /// <param name="preferred">The pCPU to try first; may be one that is not allowed.</param>
    /// <param name="residents">All reservations but the vCPU's own.</param>
    /// <param name="held">Makes a test of what is held without the vCPU.</param>
    /// <param name="now">The present instant.</param>
    public static EdfRelocation? Find(
        long share,
        (int Home, long Share) own,
        PcpuSet allowed,
        int preferred,
        IReadOnlyList<EdfResident> residents,
        Func<EdfAdmission> held,
        long now)
    {
        var decreasing = residents.OrderByDescending(one => one.Share).ThenBy(one => one.Vcpu).ToList();
        if (allowed.Contains(preferred)
            && On(preferred, share, own, decreasing, held(), now) is { } atPreferred)
        {
            return atPreferred;
        }

        for (var core = allowed.NextFrom(0); core != HostScheduler.None; core = allowed.NextFrom(core + 1))
        {
            if (core != preferred && On(core, share, own, decreasing, held(), now) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static EdfRelocation? On(
        int core, long share, (int Home, long Share) own, List<EdfResident> decreasing, EdfAdmission held, long now)
    {
        var found = new EdfRelocation(core, now);
        var lacking = share - held.LeftOn(core);
        foreach (var resident in decreasing.Where(one => one.Home == core && one.Leaves))
        {
            found.Free(resident, ref lacking);
        }

        if (own.Home != core)
        {
            held.Add(own.Home, own.Share);
        }

        foreach (var resident in decreasing.Where(one => one.Home == core && one.Movable))
        {
            if (lacking <= 0)
            {
                break;
            }

            var home = OtherHome(resident, held);
            if (home != EdfAdmission.None)
            {
                held.Add(home, resident.Share);
                found._moves.Add((resident.Vcpu, home));
                found.Free(resident, ref lacking);
            }
        }

        return lacking <= 0 ? found : null;
    }

    private static int OtherHome(in EdfResident resident, EdfAdmission held)
    {
        var allowed = resident.Allowed;
        for (var core = allowed.NextFrom(0); core != HostScheduler.None; core = allowed.NextFrom(core + 1))
        {
            if (core != resident.Home && held.LeftOn(core) >= resident.Share)
            {
                return core;
            }
        }

        return EdfAdmission.None;
    }

    private void Free(in EdfResident resident, ref long lacking)
    {
        lacking -= resident.Share;
        From = Math.Max(From, resident.Deadline);
    }
}
