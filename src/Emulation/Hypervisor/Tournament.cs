namespace Xenisol.Emulation.Hypervisor;

/// <summary>
/// Knows at any time which of a fixed number of places holds the greatest entry. An update is O(log places) and the
/// answer O(1); none allocates. It is derived from what the places hold, so it is rebuilt, not saved.
/// </summary>
/// <typeparam name="TOrder">Compares entries; a structure, so that it is compiled into the loop.</typeparam>
internal sealed class Tournament<TOrder>
    where TOrder : ITournamentOrder
{
    /// <summary>No place, or a place without entry.</summary>
    public const int None = -1;

    private readonly TOrder _order;
    private readonly int _leaves;
    private readonly int[] _winners;

    /// <summary>Places 0 to <paramref name="places"/> − 1, all empty.</summary>
    public Tournament(int places, TOrder order)
    {
        _order = order;
        _leaves = 1;
        while (_leaves < places)
        {
            _leaves *= 2;
        }

        _winners = new int[2 * _leaves];
        Clear();
    }

    /// <summary>The place of the greatest entry, or <see cref="None"/>.</summary>
    public int Winner => _winners[1];

    /// <summary>The first place from <paramref name="place"/> on, around to it, whose entry is as great as the
    /// winner's; <see cref="None"/> if all are empty. O(log places).</summary>
    public int FirstFrom(int place)
    {
        if (Winner == None)
        {
            return None;
        }

        var node = _leaves + place;
        if (IsGreatest(node))
        {
            return place;
        }

        for (; node > 1; node /= 2)
        {
            if (node % 2 == 0 && IsGreatest(node + 1))
            {
                return FirstUnder(node + 1);
            }
        }

        return FirstUnder(1);
    }

    /// <summary>Empties all places.</summary>
    public void Clear() => Array.Fill(_winners, None);

    /// <summary>Tells that the entry of a place came, went, or changed its rank; each such change must be told before
    /// the next.</summary>
    public void Update(int place, bool isEmpty)
    {
        var node = _leaves + place;
        _winners[node] = isEmpty ? None : place;
        for (node /= 2; node > 0; node /= 2)
        {
            var left = _winners[2 * node];
            var right = _winners[(2 * node) + 1];
            var winner = right == None || (left != None && !_order.Exceeds(right, left)) ? left : right;
            if (winner != place && winner == _winners[node])
            {
                // The place neither won here before nor does it now: nothing changes further up.
                return;
            }

            _winners[node] = winner;
        }
    }

    private bool IsGreatest(int node) => _winners[node] != None && !_order.Exceeds(Winner, _winners[node]);

    private int FirstUnder(int node)
    {
        while (node < _leaves)
        {
            node = IsGreatest(2 * node) ? 2 * node : (2 * node) + 1;
        }

        return node - _leaves;
    }
}
