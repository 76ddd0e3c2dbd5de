namespace Xenisol.Scenarios.Units;

/// <summary>A number as it was written, digit by digit: value × 10^−decimals, and what follows it.</summary>
internal readonly record struct WrittenNumber(long Digits, int Decimals, string Unit)
{
    private const int DigitsMax = 18;

    public Int128 Scale
    {
        get
        {
            Int128 scale = 1;
            for (int i = 0; i < Decimals; i++)
            {
                scale *= 10;
            }

            return scale;
        }
    }

    /// <summary>
    /// Splits a text such as <c>0.096 USD/h</c>; false if it starts with no number of at most 18 digits.
    /// </summary>
    public static bool TryParse(string text, out WrittenNumber number)
    {
        number = default;
        long digits = 0;
        int decimals = 0;
        int count = 0;
        int i = 0;
        bool point = false;
        for (; i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] == '.' && !point && count > 0)); i++)
        {
            if (text[i] == '.')
            {
                point = true;
                continue;
            }

            if (++count > DigitsMax)
            {
                return false;
            }

            digits = (digits * 10) + (text[i] - '0');
            decimals += point ? 1 : 0;
        }

        if (count == 0 || text[i - 1] == '.')
        {
            return false;
        }

        number = new WrittenNumber(digits, decimals, text[i..].Trim());
        return true;
    }
}
