using System.Globalization;
using System.Numerics;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Prices;

public sealed class ExactSumTests
{
    [Theory]
    [InlineData("1.50 2", "3.50")]
    [InlineData("-37.63 18.27", "-19.36")]
    [InlineData("0", "0")]
    [InlineData("0.000000000000000001 9999999999.999999999999999999", "10000000000.000000000000000000")]
    [InlineData("-0.5", "-0.5")]
    public void Add_Decimals_KeepsAllAndTheMostDecimals(string summands, string text)
    {
        var sum = default(ExactSum);
        foreach (var summand in summands.Split(' '))
        {
            sum.Add(Decimal(summand));
        }

        Assert.Equal(text, sum.ToString());
        Assert.Equal(Decimal(text), sum.ToDecimal());
    }

    /// <summary>A decimal has no room for these digits: it would drop the last of them.</summary>
    [Fact]
    public void AddProduct_LargestWithoutEnd_KeepsEveryDigit()
    {
        const decimal largest = 9_999_999_999.999999999999999999m;
        var (sum, count) = (default(ExactSum), 50_000);
        for (var i = 0; i < count; i++)
        {
            sum.AddProduct(largest, largest);
        }

        Assert.Equal(BigInteger.Pow(BigInteger.Pow(10, 28) - 1, 2) * count, sum.Units);
        Assert.Equal(36, sum.Scale);
        Assert.Equal(4_999_999_999_999_999_999_999_999m, decimal.Truncate(sum.ToDecimal()));
    }

    [Theory]
    [InlineData("0.000000000000000001", "0.000000000000000001", "0.000000000000000000000000000000000001", "0")]
    [InlineData("87003.123456789012345", "0.00000001", "0.00087003123456789012345", "0.00087003123456789012345")]
    [InlineData("-37.63", "1000", "-37630.00", "-37630.00")]
    public void AddProduct_Small_IsExactAndCutWhereItIsShown(string price, string volume, string exact, string shown)
    {
        var sum = default(ExactSum);
        sum.AddProduct(Decimal(price), Decimal(volume));

        Assert.Equal((exact, Decimal(shown)), (sum.ToString(), sum.ToDecimal()));
    }

    [Theory]
    [InlineData("9999999999.99999999", "9007199254740992", "9999999999.99999999")]
    [InlineData("-37.63", "0.000000000000000003", "-37.63")]
    [InlineData("0.000000000000000001", "9999999999.999999999999999999", "0.000000000000000001")]
    public void Over_ItsVolumes_IsThePrice(string price, string volume, string expected)
    {
        var (notional, volumes) = (default(ExactSum), default(ExactSum));
        for (var i = 0; i < 1_000; i++)
        {
            notional.AddProduct(Decimal(price), Decimal(volume));
            volumes.Add(Decimal(volume));
        }

        Assert.Equal(Decimal(expected), notional.Over(volumes));
    }

    [Fact]
    public void Any_WayOfAdding_GivesTheSame() => Properties.HoldForSeeds(300, random =>
    {
        var products = Enumerable.Range(0, random.Next(1, 40)).Select(_ => (Any(random), Any(random))).ToArray();
        var (inOrder, shuffled, parts) = (default(ExactSum), default(ExactSum), default(ExactSum));
        foreach (var (left, right) in products)
        {
            inOrder.AddProduct(left, right);
        }

        random.Shuffle(products);
        foreach (var chunk in products.Chunk(5))
        {
            var part = default(ExactSum);
            foreach (var (left, right) in chunk)
            {
                shuffled.AddProduct(left, right);
                part.AddProduct(left, right);
            }

            parts.Add(part);
        }

        Assert.Equal((inOrder.ToString(), inOrder.ToString()), (shuffled.ToString(), parts.ToString()));
        var parsed = ExactSum.Parse(inOrder.ToString());
        Assert.Equal((inOrder.ToString(), inOrder.ToDecimal()), (parsed.ToString(), parsed.ToDecimal()));
        for (var scale = 0; scale <= 36; scale++)
        {
            var isFit = inOrder.TryUnits(scale, out var units);
            Assert.True(!isFit || (BigInteger)units * BigInteger.Pow(10, 36 - scale) == inOrder.Units * BigInteger.Pow(10, 36 - inOrder.Scale));
        }
    });

    private static decimal Any(Random random) => random.Next(4) switch
    {
        0 => random.Next(-5_000, 5_000) / 100m,
        1 => random.NextInt64(1, 1L << 53),
        2 => random.NextInt64(1, 10_000) / 1_000_000_000_000_000_000m,
        _ => (random.NextInt64(1, 9_999_999_999) + (random.NextInt64(0, 1_000_000_000_000_000_000) / 1_000_000_000_000_000_000m)) * (random.Next(2) == 0 ? 1 : -1),
    };

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
