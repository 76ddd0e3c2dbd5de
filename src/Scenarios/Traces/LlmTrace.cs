using System.Globalization;
using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;

namespace Xenisol.Scenarios.Traces;

/// <summary>
/// Reads traces in the format of Azure's LLM inference traces: a header, then one request a line with its time and
/// its tokens, in the order of time. Lines may end in CR LF, and the last one in nothing.
/// </summary>
internal sealed class LlmTrace
{
    private const string Header = "TIMESTAMP,ContextTokens,GeneratedTokens";
    private const string SecondsFormat = "yyyy-MM-dd HH:mm:ss";
    private const int FractionDigitsMax = 9;
    private const int TokensMax = 100_000_000;
    private const int FaultsMax = 10;

    private readonly SourceText _source;
    private readonly TokenCosts _costs;
    private readonly Duration _duration;
    private readonly ErrorList _errors;
    private readonly List<TraceRequest> _requests = [];
    private long _firstNanoseconds;
    private long _lastNanoseconds;
    private int _faults;
    private bool _any;

    private LlmTrace(SourceText source, TokenCosts costs, Duration duration, ErrorList errors)
    {
        _source = source;
        _costs = costs;
        _duration = duration;
        _errors = errors;
    }

    /// <summary>The requests that fall into the run; the first is sent at its start.</summary>
    public static IReadOnlyList<TraceRequest> Parse(
        string name, string text, TokenCosts costs, Duration duration, ErrorList errors)
    {
        LlmTrace trace = new(SourceText.OfFile(name, text), costs, duration, errors);
        trace.Lines(text.Split('\n'));
        return trace._requests;
    }

    private void Lines(string[] lines)
    {
        if (lines[0].TrimEnd('\r').TrimStart('\uFEFF') != Header)
        {
            Fault(1, 1, $"A trace starts with the line '{Header}'.");
            return;
        }

        int count = lines.Length;
        while (count > 1 && lines[count - 1].TrimEnd('\r').Length == 0)
        {
            count--;
        }

        for (int i = 1; i < count && _faults < FaultsMax; i++)
        {
            Row(i + 1, lines[i].TrimEnd('\r'));
        }

        if (count == 1)
        {
            Fault(1, 1, "The trace has no request after its header.");
        }
    }

    private void Row(int line, string text)
    {
        string[] fields = text.Split(',');
        if (fields.Length != 3)
        {
            Fault(line, 1, $"A request has 3 fields, '{Header}'; found {fields.Length}.");
            return;
        }

        if (!TryTime(fields[0], out long time))
        {
            Fault(line, 1, $"'{fields[0]}' is no time such as 2023-11-16 18:15:46.6805900.");
        }
        else if (_any && time < _lastNanoseconds)
        {
            Fault(line, 1, $"The request at '{fields[0]}' is earlier than the one before; sort the trace by time.");
        }
        else if (TryTokens(line, fields, 1, out long context) && TryTokens(line, fields, 2, out long generated))
        {
            Add(time, context, generated);
        }
    }

    private void Add(long time, long context, long generated)
    {
        _firstNanoseconds = _any ? _firstNanoseconds : time;
        _lastNanoseconds = time;
        _any = true;
        Duration since = Duration.FromNanoseconds(time - _firstNanoseconds);
        if (since < _duration)
        {
            _requests.Add(new TraceRequest(
                VirtualTime.Zero + since, _costs.CpuTime(context, generated), _costs.ReplyBytes(generated)));
        }
    }

    private bool TryTokens(int line, string[] fields, int field, out long tokens)
    {
        if (long.TryParse(fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out tokens)
            && tokens <= TokensMax)
        {
            return true;
        }

        int column = 1 + fields.Take(field).Sum(before => before.Length + 1);
        Fault(line, column, $"'{fields[field]}' is no number of tokens from 0 to {TokensMax}.");
        return false;
    }

    private static bool TryTime(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        string[] parts = text.Split('.');
        if (parts.Length > 2 || !DateTime.TryParseExact(
            parts[0], SecondsFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime second))
        {
            return false;
        }

        string fraction = parts.Length == 2 ? parts[1] : "0";
        if (fraction.Length is 0 or > FractionDigitsMax || !fraction.All(char.IsAsciiDigit)
            || second.Year is < 1970 or > 2200)
        {
            return false;
        }

        const int nanosecondsPerTick = 100;
        nanoseconds = ((second - DateTime.UnixEpoch).Ticks * nanosecondsPerTick)
            + long.Parse(fraction.PadRight(FractionDigitsMax, '0'), CultureInfo.InvariantCulture);
        return true;
    }

    private void Fault(int line, int column, string message)
    {
        _faults++;
        string end = _faults == FaultsMax ? " More faults may follow; reading stops here." : "";
        _errors.Add(new SourcePosition(_source, line, column), message + end);
    }
}
