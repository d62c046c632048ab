using System.Globalization;
using System.Numerics;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class JsonDecimalTests
{
    [Fact]
    public void TryParse_Accepted_EqualsDecimalParse()
    {
        var accepted = 0;
        Properties.HoldForSeeds(50_000, random =>
        {
            var text = Number(random);
            if (TryParse(text, 10, random.Next(2) == 0 ? 8 : 18, out var value))
            {
                accepted++;
                Assert.Equal(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), value);
            }
        });
        Assert.InRange(accepted, 5_000, 45_000);
    }

    /// <summary>Against a reckoning with integers of any size: neither too much nor too little is taken.</summary>
    [Fact]
    public void TryParse_AnyNumber_IsAcceptedWhenItsDigitsFit() => Properties.HoldForSeeds(50_000, random =>
    {
        var text = Number(random);
        Assert.True(TryParse(text, 10, 8, out _) == Fits(text, 10, 8), text);
        Assert.True(TryParse(text, 10, 18, out _) == Fits(text, 10, 18), text);
    });

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0.5e-7", true)]
    [InlineData("", false)]
    [InlineData(" 1", false)]
    [InlineData("1 ", false)]
    [InlineData("1\n", false)]
    [InlineData("01", false)]
    [InlineData("+1", false)]
    [InlineData("1,2", false)]
    [InlineData("true", false)]
    [InlineData("\"1\"", false)]
    public void IsNumber_Text_ByTheGrammarOfJson(string text, bool expected)
    {
        Assert.Equal(expected, JsonDecimal.IsNumber(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("12345678901.5", 11, 1)]
    [InlineData("0.0000000000000000001", 0, 19)]
    [InlineData("-1.5e12", 13, 0)]
    [InlineData("1e40", 41, 0)]
    [InlineData("0012.50", 2, 2)]
    public void Digits_Number_AreThoseBeforeAndAfterThePoint(string text, int integers, int decimals) =>
        Assert.Equal((integers, decimals), JsonDecimal.Digits(Encoding.ASCII.GetBytes(text)));

    private static bool TryParse(string text, int integers, int decimals, out decimal value) =>
        JsonDecimal.TryParse(Encoding.ASCII.GetBytes(text), integers, decimals, out value);

    private static string Number(Random random)
    {
        var text = new StringBuilder(random.Next(5) == 0 ? "-" : "");
        text.Append(random.Next(4) == 0 ? "0" : Digits(random, 12).TrimStart('0') is { Length: > 0 } whole ? whole : "0");
        if (random.Next(3) > 0)
        {
            text.Append('.').Append(random.Next(3) == 0 ? new string('0', random.Next(9)) : "").Append(Digits(random, random.Next(4) == 0 ? 20 : 9));
        }

        if (random.Next(3) == 0)
        {
            text.Append("eE"[random.Next(2)]).Append(random.GetItems(["", "+", "-"], 1)[0]).Append(random.Next(14));
        }

        return text.ToString();
    }

    private static string Digits(Random random, int most) =>
        new(random.GetItems("0123456789".AsSpan(), random.Next(1, most + 1)));

    /// <summary>
    /// As written: digits after the point less the exponent are the decimals, whatever they are; leading zeros don't count.
    /// </summary>
    private static bool Fits(string text, int integers, int decimals)
    {
        var parts = text.TrimStart('-').ToUpperInvariant().Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var scale = (point < 0 ? 0 : parts[0].Length - point - 1) - exponent;
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        if (digits.IsZero)
        {
            return scale <= decimals;
        }

        return scale <= decimals
            && digits.ToString(CultureInfo.InvariantCulture).Length - scale <= integers;
    }
}
