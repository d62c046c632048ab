namespace TradeTerminal.Tests.Producers;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("5.5", 5.5)]
    [InlineData(" -0.25 ", -0.25)]
    [InlineData("500000", 500_000)]
    public void TryDecimal_PointOrNone_IsRead(string text, double expected)
    {
        Assert.Null(TypedNumber.TryDecimal(text, out var number));
        Assert.Equal((decimal)expected, number);
    }

    /// <summary>Which of two it means can't be known, so both are offered and none is taken.</summary>
    [Theory]
    [InlineData("5,5", "5.5")]
    [InlineData("0,05", "0.05")]
    [InlineData("1,500", "1.500 or 1500")]
    [InlineData("1,500,000", "1500000")]
    [InlineData("1,500.25", "1500.25")]
    public void TryDecimal_Comma_IsRefusedWithWhatToType(string text, string expected) =>
        Assert.EndsWith($": {expected}.", TypedNumber.TryDecimal(text, out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("NaN")]
    [InlineData("1e3")]
    [InlineData(",")]
    [InlineData("five")]
    public void TryDecimal_NoNumber_IsRefused(string? text) => Assert.Equal("Give a number.", TypedNumber.TryDecimal(text, out _));

    [Theory]
    [InlineData("1,500", 1_500)]
    [InlineData("1,500,000", 1_500_000)]
    [InlineData(" 20 ", 20)]
    public void TryWhole_GroupsOfThree_AreRead(string text, int expected)
    {
        Assert.True(TypedNumber.TryWhole(text, out int number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("0,5")]
    [InlineData("1,5")]
    [InlineData("15,00")]
    [InlineData("1,50,000")]
    [InlineData("2.5")]
    [InlineData("")]
    public void TryWhole_AnyOther_IsRefused(string text) => Assert.False(TypedNumber.TryWhole(text, out int _));
}
