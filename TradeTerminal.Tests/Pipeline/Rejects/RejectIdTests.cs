using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Tests.Pipeline.Rejects;

public sealed class RejectIdTests
{
    [Fact]
    public void Parse_OfToString_IsTheSame()
    {
        var id = new RejectId("a.b-c_d", 3, 1_234, new DateTime(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc).AddMicroseconds(123_456));

        Assert.Equal(id, RejectId.Parse(id.ToString()));
        Assert.Equal(id with { RejectedAt = null }, RejectId.Parse("a.b-c_d/3/1234"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("orders")]
    [InlineData("/0/1")]
    [InlineData("orders/0/-1")]
    [InlineData("orders/x/1")]
    [InlineData("orders/0/1/9999999999999999999")]
    [InlineData("orders/0/1/2/3")]
    public void Parse_NoId_IsNull(string? text) => Assert.Null(RejectId.Parse(text));
}
