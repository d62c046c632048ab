using TradeTerminal.Producers.Replay;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class ReplaySpeedTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("x100", 100)]
    [InlineData("×0.5", 0.5)]
    [InlineData(" 1000000 ", 1_000_000)]
    public void TryParse_Number_IsTheFactor(string text, double factor)
    {
        Assert.True(ReplaySpeed.TryParse(text, out var speed));
        Assert.Equal(factor, speed!.Value.Factor);
    }

    [Fact]
    public void TryParse_Max_IsAsFastAsPossible()
    {
        Assert.True(ReplaySpeed.TryParse("MAX", out var speed));
        Assert.Equal(ReplaySpeed.AsFastAsPossible, speed);
        Assert.Equal("max", speed.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("1000001")]
    [InlineData("fast")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(ReplaySpeed.TryParse(text, out _));
}
