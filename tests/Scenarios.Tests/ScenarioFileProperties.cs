using CsCheck;

namespace Xenisol.Scenarios.Tests;

public sealed class ScenarioFileProperties
{
    private const string Pieces = ":,{}[]-&*#'\"%\n\t ~|>0az./<=";

    // Any text is answered with a plan or with errors, and every error has a place and a sentence.
    [Fact]
    public void Broken_text_never_throws() =>
        Gen.Select(Gen.Int[0, Sample.Text.Length - 1], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1].Array[0, 4])
            .Array[1, 3]
            .Sample(changes => IsAnswered(changes.Aggregate(Sample.Text, Changed)));

    [Fact]
    public void Broken_options_never_throw() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11], Gen.Int[0, Pieces.Length - 1].Array[0, 6])
            .Sample((start, length, pieces) =>
            {
                const string option = "hosts[0].cores";
                string path = option.Remove(start, Math.Min(length, option.Length - start));
                string value = string.Concat(pieces.Select(piece => Pieces[piece]));
                return IsAnswered(Sample.Text, $"{path}={value}", $"hosts[0].driverDomain.{value}=1");
            });

    private static string Changed(string text, (int Start, int Removed, int[] Added) change)
    {
        int start = Math.Min(change.Start, text.Length);
        return text.Remove(start, Math.Min(change.Removed, text.Length - start))
            .Insert(start, string.Concat(change.Added.Select(piece => Pieces[piece])));
    }

    private static bool IsAnswered(string text, params string[] sets)
    {
        ScenarioResult result = ScenarioFile.Parse(text, "sample.yaml", "", sets);
        return result.Plan is not null == (result.Errors.Count == 0)
            && result.Errors.All(error => error.Message.EndsWith('.') || error.Message.EndsWith('?'));
    }
}
