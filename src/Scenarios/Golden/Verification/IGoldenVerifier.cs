namespace Xenisol.Scenarios.Golden.Verification;

/// <summary>Verifies the golden files of one schema. Another schema is another verifier in
/// <see cref="GoldenVerifiers"/>.</summary>
internal interface IGoldenVerifier
{
    /// <summary>What the schema is called.</summary>
    string Schema { get; }

    /// <summary>Whether a file is of this schema.</summary>
    bool Knows(GoldenNode root);

    /// <summary>Runs a file's scenario and compares every number.</summary>
    /// <param name="root">The file.</param>
    /// <exception cref="InvalidDataException">The file is malformed; the message names it and the value.</exception>
    GoldenVerdict Verify(GoldenNode root);
}
