using Xenisol.Emulation.Fleet;
using Xenisol.Emulation.Time;
using Xenisol.Scenarios.Reading;
using Xenisol.Scenarios.Units;

namespace Xenisol.Scenarios.Traces;

/// <summary>Binds <c>trace</c> of a load: a file, or a mapping of the file and what its tokens cost.</summary>
internal sealed class TraceBinder(
    string directory, Duration duration, ICollection<ScenarioInput> inputs, ErrorList errors)
{
    private const long TokenNanosecondsMax = 10_000_000_000;
    private const long TokenBytesMax = 1_048_576;

    public IReadOnlyList<TraceRequest> Bind(Section load)
    {
        if (load.Find("trace") is ScalarNode word)
        {
            return Read(word, TokenCosts.Default);
        }

        if (load.Child("trace") is not Section trace)
        {
            return [];
        }

        ScenarioNode? file = trace.Need("file", "traces/requests.csv");
        string path = trace.Text("file", "");
        TokenCosts defaults = TokenCosts.Default;
        TokenCosts costs = new(
            trace.Time("contextToken", defaults.ContextToken, 0, TokenNanosecondsMax),
            trace.Time("generatedToken", defaults.GeneratedToken, 0, TokenNanosecondsMax),
            trace.Amount("bytesPerToken", Quantity.Size, defaults.BytesPerToken, 0, TokenBytesMax));
        trace.Finish();
        return path.Length > 0 && file is ScalarNode scalar ? Read(scalar, costs) : [];
    }

    // A path in the file starts where the file lies, one in an option where the command was given.
    private IReadOnlyList<TraceRequest> Read(ScalarNode file, TokenCosts costs)
    {
        string path = file.Position.Source.IsOption ? file.Text : Path.Combine(directory, file.Text);
        try
        {
            string text = File.ReadAllText(path);
            inputs.Add(new ScenarioInput(path, "a trace of the scenario"));
            return LlmTrace.Parse(path, text, costs, duration, errors);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(file, $"There is no trace file '{path}'.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Add(file, $"The trace file '{path}' cannot be read: {fault.Message}");
        }

        return [];
    }
}
