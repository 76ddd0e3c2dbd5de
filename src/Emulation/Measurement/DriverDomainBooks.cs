using Xenisol.Emulation.Backends;
using Xenisol.Emulation.Engine;
using Xenisol.Emulation.Guests;
using Xenisol.Emulation.Time;

namespace Xenisol.Emulation.Measurement;

/// <summary>
/// Books the CPU time of a host's driver domain, from the end of the warm-up to an instant, to the domains that caused
/// it, as Gupta, Cherkasova, Gardner and Vahdat (Middleware 2006) ask for. The sum over the domains is the driver
/// domain's CPU time to the nanosecond, if any of them has an interface.
/// </summary>
/// <remarks>
/// <para>Direct: work on a domain's frames, notifications of it, upcalls that its events raised. Of a piece of work
/// that is half done, the first frames are.</para>
/// <para>Upcalls that the card raised: in proportion to the work on frames that polls of the card found.</para>
/// <para>Overhead, which is all the rest (ticks, work queues, frames that are nobody's): in proportion to what the
/// domains caused otherwise; in equal parts where none caused anything.</para>
/// </remarks>
internal sealed class DriverDomainBooks
{
    private readonly Dictionary<int, int> _customers = [];
    private readonly long[] _polled;

    private DriverDomainBooks(IReadOnlyList<int> customers)
    {
        for (var i = 0; i < customers.Count; i++)
        {
            _customers.Add(customers[i], i);
        }

        Direct = new long[customers.Count];
        Booked = new long[customers.Count];
        _polled = new long[customers.Count];
    }

    /// <summary>By interface: what it caused directly, in ns.</summary>
    private long[] Direct { get; }

    /// <summary>By interface: all that is booked to it, in ns.</summary>
    private long[] Booked { get; set; }

    /// <summary>CPU time of the driver domain.</summary>
    public Duration Total { get; private init; }

    /// <summary>What no domain caused directly; the card's upcalls are not in it.</summary>
    public Duration Overhead { get; private set; }

    /// <summary>The books of a host; null where it has no driver domain.</summary>
    /// <param name="host">The host's components.</param>
    /// <param name="delivered">What domains got.</param>
    /// <param name="measured">The time since the end of the warm-up.</param>
    public static DriverDomainBooks? Of(
        IReadOnlyList<LogicalProcess> host, DeliveredCpu delivered, Duration measured)
    {
        if (host.OfType<GuestDomain>().FirstOrDefault(one => one.Books is not null) is not { } driver)
        {
            return null;
        }

        var posters = host.OfType<IBillsWork>().ToList();
        var customers = posters.SelectMany(one => one.Customers).Distinct().ToList();
        var books = new DriverDomainBooks(customers) { Total = delivered.To(driver) };
        if (measured <= Duration.Zero)
        {
            return books;
        }

        foreach (var poster in posters)
        {
            books.AddBills(poster);
        }

        var card = books.AddUpcalls(driver, posters);
        for (var vcpu = 0; vcpu < driver.VcpuCount; vcpu++)
        {
            var untold = delivered.InProgress(driver, vcpu).Nanoseconds;
            var untoldBefore = delivered.InProgressAtWarmup(driver, vcpu).Nanoseconds;
            card += books.AddHalfDone(posters, vcpu, driver.ProgressOf(vcpu), untold, atWarmup: false);
            card -= books.AddHalfDone(
                posters, vcpu, driver.ProgressAtWarmup(vcpu), untoldBefore, atWarmup: true);
        }

        books.Close(card);
        return books;
    }

    /// <summary>What a domain caused directly.</summary>
    public Duration DirectOf(int domain) => Of(Direct, domain);

    /// <summary>What is booked to a domain.</summary>
    public Duration BookedTo(int domain) => Of(Booked, domain);

    private Duration Of(long[] column, int domain) =>
        _customers.TryGetValue(domain, out var row) ? Duration.FromNanoseconds(column[row]) : Duration.Zero;

    private void AddBills(IBillsWork poster)
    {
        for (var cause = 0; cause < poster.Bills.Causes; cause++)
        {
            var row = _customers[poster.Customers[cause]];
            Direct[row] += poster.Bills.Measured(cause);
            _polled[row] += poster is NetworkBackend ? poster.Bills.MeasuredOnFirst(cause) : 0;
        }
    }

    /// <returns>Upcalls that the card raised, in ns.</returns>
    private long AddUpcalls(GuestDomain driver, List<IBillsWork> posters)
    {
        var ports = posters.Sum(poster => poster.Customers.Count + 1);
        for (var port = 0; port < ports; port++)
        {
            if (RowOf(posters, port) is var row and >= 0)
            {
                Direct[row] += driver.Books!.Upcalls(port);
            }
        }

        return driver.Books!.Upcalls(NetworkBackendWiring.CardPort);
    }

    /// <summary>Adds the work that a vCPU is in the middle of, or takes off what of it came before the measured time.
    /// </summary>
    /// <param name="posters">The backends.</param>
    /// <param name="vcpu">Which.</param>
    /// <param name="progress">The work as the driver domain knows it.</param>
    /// <param name="untold">What the vCPU has run without the driver domain having been told, in ns.</param>
    /// <param name="atWarmup">Whether it is the work at the end of the warm-up.</param>
    /// <returns>What of it the card's events caused, in ns.</returns>
    private long AddHalfDone(
        List<IBillsWork> posters, int vcpu, in KernelProgress progress, long untold, bool atWarmup)
    {
        var sign = atWarmup ? -1 : 1;
        var work = progress.Work;
        var running = progress.IsRunning == 1 ? untold : 0;
        if (progress.HasWork == 0)
        {
            return 0;
        }

        if (work.Kind == KernelWork.Upcall)
        {
            // What it was told of is in the books of upcalls.
            if (RowOf(posters, work.B) is var row and >= 0)
            {
                Direct[row] += sign * running;
                return 0;
            }

            return work.B == NetworkBackendWiring.CardPort ? running : 0;
        }

        if (work.Kind == KernelWork.Posted && posters.FirstOrDefault(one => one.Id == work.A) is { } poster)
        {
            poster.Split(work.B, vcpu, atWarmup, work.Done + running, (cause, part) =>
            {
                if (cause >= 0)
                {
                    var row = _customers[poster.Customers[(int)cause]];
                    Direct[row] += sign * part;
                    _polled[row] += poster.IsPoll(work.B) ? sign * part : 0;
                }
            });
        }

        return 0;
    }

    /// <summary>The row of the domain that a port belongs to; −1 for a device's. Each backend has a port for its
    /// device, then one for each domain.</summary>
    private int RowOf(List<IBillsWork> posters, long port)
    {
        foreach (var poster in posters)
        {
            if (port <= poster.Customers.Count)
            {
                return port == 0 ? -1 : _customers[poster.Customers[(int)port - 1]];
            }

            port -= poster.Customers.Count + 1;
        }

        return -1;
    }

    private void Close(long card)
    {
        Booked = [.. Direct];
        var left = Total.Nanoseconds - Direct.Sum();
        Invariant.Holds(left >= card && card >= 0 && Direct.All(one => one >= 0));
        if (_polled.Any(one => one > 0))
        {
            Add(card, _polled);
            left -= card;
        }

        Overhead = Duration.FromNanoseconds(left);
        if (Booked.Length > 0)
        {
            Add(left, Booked.Any(one => one > 0) ? Booked : [.. Booked.Select(_ => 1L)]);
        }
    }

    private void Add(long amount, long[] weights)
    {
        var parts = LargestRemainder.Split(amount, weights);
        for (var i = 0; i < parts.Length; i++)
        {
            Booked[i] += parts[i];
        }
    }
}
