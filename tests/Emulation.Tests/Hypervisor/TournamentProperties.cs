using CsCheck;
using Xenisol.Emulation.Hypervisor;

namespace Xenisol.Emulation.Tests.Hypervisor;

public class TournamentProperties
{
    private const int Empty = -1;

    [Fact]
    public void The_winner_is_as_great_as_any_and_the_first_of_its_equals_is_found_from_every_place() =>
        Gen.Select(Gen.Int[1, 20], Gen.Select(Gen.Int[0, 19], Gen.Int[Empty, 4]).Array[1, 200])
            .Sample((places, steps) =>
        {
            var ranks = new int[places];
            Array.Fill(ranks, Empty);
            var tournament = new Tournament<ByRank>(places, new ByRank(ranks));
            foreach (var (step, rank) in steps)
            {
                var place = step % places;
                ranks[place] = rank;
                tournament.Update(place, isEmpty: rank == Empty);
                var greatest = ranks.Max();
                Assert.Equal(greatest, tournament.Winner == Tournament<ByRank>.None ? Empty : ranks[tournament.Winner]);
                for (var from = 0; from < places; from++)
                {
                    var around = Enumerable.Range(from, places).Select(one => one % places);
                    var first = around.First(one => ranks[one] == greatest);
                    Assert.Equal(greatest == Empty ? Tournament<ByRank>.None : first, tournament.FirstFrom(from));
                }
            }
        });

    private readonly struct ByRank(int[] ranks) : ITournamentOrder
    {
        public bool Exceeds(int place, int other) => ranks[place] > ranks[other];
    }
}
