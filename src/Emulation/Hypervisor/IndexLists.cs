using Xenisol.Emulation.Engine;

namespace Xenisol.Emulation.Hypervisor;

/// <summary>
/// Doubly linked lists over small whole numbers: each number stands in at most one of the lists. Insertion and removal
/// O(1), none allocates, and the links are plain data.
/// </summary>
internal sealed class IndexLists
{
    /// <summary>No element, or a number that stands in no list.</summary>
    public const int None = -1;

    private readonly int _items;
    private int[] _next;
    private int[] _previous;
    private int[] _list;

    /// <summary>Empty lists.</summary>
    /// <param name="items">How many numbers there are, from 0.</param>
    /// <param name="lists">How many lists there are, from 0.</param>
    public IndexLists(int items, int lists)
    {
        _items = items;
        _next = new int[items + lists];
        _previous = new int[items + lists];
        _list = new int[items];
        Array.Fill(_list, None);
        for (var i = 0; i < _next.Length; i++)
        {
            // A list's head is a node of its own, linked to itself while the list is empty.
            _next[i] = _previous[i] = i;
        }
    }

    public int First(int list) => ToItem(_next[_items + list]);

    public int Last(int list) => ToItem(_previous[_items + list]);

    public int Next(int item) => ToItem(_next[item]);

    public int Previous(int item) => ToItem(_previous[item]);

    public bool IsEmpty(int list) => _next[_items + list] == _items + list;

    /// <summary>How many items stand in a list; O(items there).</summary>
    public int Count(int list)
    {
        var count = 0;
        for (var item = First(list); item != None; item = Next(item))
        {
            count++;
        }

        return count;
    }

    /// <summary>The list in which <paramref name="item"/> stands, or <see cref="None"/>.</summary>
    public int ListOf(int item) => _list[item];

    public void AddFirst(int list, int item) => Link(list, item, _next[_items + list]);

    public void AddLast(int list, int item) => Link(list, item, _items + list);

    /// <summary>Inserts before an element, or last where <paramref name="before"/> is <see cref="None"/>.</summary>
    public void AddBefore(int list, int item, int before) =>
        Link(list, item, before == None ? _items + list : before);

    /// <summary>Inserts behind an element, or first where <paramref name="after"/> is <see cref="None"/>.</summary>
    public void AddAfter(int list, int item, int after) =>
        Link(list, item, after == None ? _next[_items + list] : _next[after]);

    public void Remove(int item)
    {
        Invariant.Holds(_list[item] != None);
        _list[item] = None;
        _next[_previous[item]] = _next[item];
        _previous[_next[item]] = _previous[item];
    }

    public void Transfer(StateTransfer state)
    {
        state.Array(ref _next);
        state.Array(ref _previous);
        state.Array(ref _list);
    }

    private int ToItem(int node) => node < _items ? node : None;

    private void Link(int list, int item, int next)
    {
        Invariant.Holds(_list[item] == None);
        _list[item] = list;
        _next[item] = next;
        _previous[item] = _previous[next];
        _next[_previous[next]] = item;
        _previous[next] = item;
    }
}
