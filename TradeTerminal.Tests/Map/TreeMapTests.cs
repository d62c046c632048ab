using TradeTerminal.Map;

namespace TradeTerminal.Tests.Map;

public sealed class TreeMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public void Lay_AnySizes_SharesTheWholeAreaByThem(int count)
    {
        double[] sizes = [.. Enumerable.Range(1, count).Select(rank => 1e12 / (rank * rank))];

        var places = TreeMap.Lay(sizes, 100, 100);

        for (var index = 0; index < count; index++)
        {
            var (place, share) = (places[index], sizes[index] / sizes.Sum());
            Assert.Equal(share, place.Width * place.Height / 10_000, 1e-9);
            Assert.InRange(place.X + place.Width, 0, 100.000001);
            Assert.InRange(place.Y + place.Height, 0, 100.000001);
        }

        Assert.Equal(10_000, places.Sum(place => place.Width * place.Height), 1e-6);
    }

    [Fact]
    public void Lay_ManySizes_NoTwoCoverEachOther()
    {
        double[] sizes = [.. Enumerable.Range(1, 60).Select(rank => 100.0 / rank)];

        var places = TreeMap.Lay(sizes, 100, 100);

        for (var left = 0; left < places.Length; left++)
        {
            for (var right = left + 1; right < places.Length; right++)
            {
                var (a, b) = (places[left], places[right]);
                var (wide, high) = (
                    Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X),
                    Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y));
                Assert.False(wide > 1e-6 && high > 1e-6, $"{left} and {right} overlap");
            }
        }
    }

    [Fact]
    public void Lay_EqualSizes_AreNearlySquare() =>
        Assert.All(TreeMap.Lay([.. Enumerable.Repeat(1.0, 16)], 100, 100), place => Assert.Equal(1, place.Width / place.Height, 1e-6));

    [Fact]
    public void Lay_Nothing_IsNothing() => Assert.Empty(TreeMap.Lay([], 100, 100));
}
