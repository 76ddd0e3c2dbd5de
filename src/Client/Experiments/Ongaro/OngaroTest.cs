namespace Xenisol.Client.Experiments.Ongaro;

/// <summary>One of the paper's eight mixes of guests.</summary>
/// <param name="Number">The paper's.</param>
/// <param name="Guests">What runs in each guest, in the order in which they boot.</param>
internal sealed record OngaroTest(int Number, IReadOnlyList<OngaroGuest> Guests)
{
    private const string Burn = "burn";
    private const string Ping = "{ ping: { timeout: 1s } }";

    private static readonly OngaroGuest Streams = new("stream", "{ sink: stream }", Receives: true);
    private static readonly OngaroGuest Burns = new("burn", Burn, Burns: true);
    private static readonly OngaroGuest Pings = new("ping", Ping, Pings: true);
    private static readonly OngaroGuest Both = new("ping-burn", $"{Ping}, {Burn}", Burns: true, Pings: true);

    /// <summary>All eight.</summary>
    public static IReadOnlyList<OngaroTest> All { get; } =
    [
        new(1, [.. Seven(Streams)]),
        new(2, [Streams, Streams, Streams, Burns, Burns, Burns]),
        new(3, [.. Seven(Burns), Pings]),
        new(4, [Pings, .. Seven(Burns)]),
        new(5, [.. Seven(Streams), Pings]),
        new(6, [Pings, .. Seven(Streams)]),
        new(7, [Streams, Streams, Streams, Burns, Burns, Burns, Pings]),
        new(8, [Streams, Streams, Streams, Both, Burns, Burns, Burns]),
    ];

    /// <summary>Such as <c>7 stream, 1 ping</c>, in the order of booting.</summary>
    public string Title
    {
        get
        {
            List<(string Kind, int Count)> runs = [];
            foreach (var guest in Guests)
            {
                var continues = runs.Count > 0 && runs[^1].Kind == guest.Kind;
                runs = continues ? [.. runs[..^1], (guest.Kind, runs[^1].Count + 1)] : [.. runs, (guest.Kind, 1)];
            }

            return string.Join(", ", runs.Select(run => FormattableString.Invariant($"{run.Count} {run.Kind}")));
        }
    }

    /// <summary>
    /// Bulk transfers cost many events, and settle soon where nobody computes; pings are rare where burners run.
    /// </summary>
    public string Duration => !HasStreams ? "301s" : HasBurners ? "31s" : "11s";

    /// <summary>Rougher.</summary>
    public string QuickDuration => !HasStreams ? "20s" : HasBurners ? "6s" : "3s";

    private bool HasStreams => Guests.Any(guest => guest.Receives);

    private bool HasBurners => Guests.Any(guest => guest.Burns);

    /// <summary>The guest's name in the scenario.</summary>
    /// <param name="index">From 0, in the order of booting.</param>
    public static string NameOf(int index) => FormattableString.Invariant($"guest{index + 1}");

    /// <summary>The domains, as the scenario has them.</summary>
    public string Set => "tenants[0].domains=[" + string.Join(", ", Guests.Select((guest, index) =>
        $"{{ name: {NameOf(index)}, kernel: {{ scheduler: o1, hz: 100 }}, apps: [ {guest.Applications} ] }}")) + "]";

    private static IEnumerable<OngaroGuest> Seven(OngaroGuest guest) => Enumerable.Repeat(guest, 7);
}
