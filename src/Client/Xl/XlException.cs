namespace Xenisol.Client.Xl;

/// <summary>An <c>xl</c> verb cannot do what was asked; the message is for the user.</summary>
internal sealed class XlException(string message) : Exception(message);
