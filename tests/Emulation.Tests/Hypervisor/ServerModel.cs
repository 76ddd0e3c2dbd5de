namespace Xenisol.Emulation.Tests.Hypervisor;

/// <summary>
/// A hard constant-bandwidth server by its rules alone, fed with what is seen of a vCPU from outside: when it wakes and
/// blocks, and how long it ran. It knows what the vCPU is owed, and says when that was not delivered in time.
/// </summary>
internal sealed class ServerModel
{
    private readonly bool _extra;
    private long _period;
    private long _slice;
    private long _budget;
    private long _deadline;
    private (long Period, long Slice)? _change;
    private long _ran;
    private long _wakes;
    private bool _hadWork;
    private bool _isUnsure;
    private long _from;

    /// <summary>A server that may get more than its slice if <paramref name="extra"/>.</summary>
    public ServerModel(bool extra) => _extra = extra;

    /// <summary>Whether the vCPU has a reservation.</summary>
    public bool IsReserved => _period > 0;

    /// <summary>When it must be looked at: what is owed is owed by then.</summary>
    public long Deadline =>
        IsReserved && (_hadWork || _budget == 0 || _change is not null) ? _deadline
        : !IsReserved && _change is not null ? _from
        : long.MaxValue;

    /// <summary>The end of the present period, whatever the vCPU does.</summary>
    public long PeriodEnd => IsReserved ? _deadline : 0;

    /// <summary>A reservation was admitted; a slice of zero gives it up. Before <paramref name="from"/> its core has no
    /// room yet.</summary>
    public void Reserve(long now, long period, long slice, long ran, long from = 0)
    {
        _from = from;
        if (IsReserved)
        {
            _change = (slice > 0 ? period : 0, slice);
        }
        else if (from > now && slice > 0)
        {
            _change = (period, slice);
        }
        else if (slice == 0)
        {
            _change = null;
        }
        else
        {
            _change = null;
            (_period, _slice, _ran) = (period, slice, ran);
            Begin(now);
        }
    }

    /// <summary>Looks at the vCPU once everything at <paramref name="now"/> has happened.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? See(long now, long ran, long wakes, bool hasWork)
    {
        if (!IsReserved && _change is not null && now >= _from)
        {
            Apply(now);
            Begin(now);
            (_ran, _wakes, _hadWork, _isUnsure) = (ran, wakes, hasWork, false);
            return null;
        }

        var wrong = IsReserved && !_isUnsure ? Serve(now, ran - _ran, wakes != _wakes) : null;
        (_ran, _wakes, _hadWork) = (ran, wakes, hasWork);
        return wrong;
    }

    private string? Serve(long now, long ran, bool woke)
    {
        _budget -= ran;
        if (_budget < 0 && !_extra)
        {
            return $"ran {-_budget} ns more than its slice at {now}";
        }

        _budget = Math.Max(_budget, 0);
        if (_hadWork && _budget > 0 && now >= _deadline)
        {
            return $"had {_budget} of {_slice} ns left at {now}, the end of a period of {_period} ns";
        }

        if (now >= _deadline && (_budget == 0 || _change is not null))
        {
            Replenish(now);
        }

        // Whether one that blocked and woke in one instant paused is left open; what it is owed then is not judged.
        _isUnsure = woke && _hadWork;
        if (woke && IsReserved && _budget > 0
            && (now >= _deadline || (Int128)_budget * _period > (Int128)(_deadline - now) * _slice))
        {
            Apply(now);
            Begin(now);
        }

        return null;
    }

    private void Replenish(long now)
    {
        Apply(now);
        (_budget, _deadline) = (_slice, _deadline + _period);
        if (_deadline <= now)
        {
            Begin(now);
        }
    }

    private void Apply(long now)
    {
        if (_change is { } change && now >= _from)
        {
            (_period, _slice) = change;
            _change = null;
        }
    }

    private void Begin(long now) => (_budget, _deadline) = (_slice, now + _period);
}
