namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>Verifies the golden files of one schema. Another schema is another verifier in
/// <see cref="GoldenVerifiers"/>.</summary>
public interface IGoldenVerifier
{
    /// <summary>The schema, as the file's field <c>schema</c> states it.</summary>
    string Schema { get; }

    /// <summary>Runs a file's scenario and compares every number.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The file is malformed; the message names it and the value.</exception>
    GoldenVerdict Verify(string json, string name);
}
