using System.Text;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Tests.Pipeline.Rejects;

public sealed class PayloadTextTests
{
    [Theory]
    [InlineData("{\"ticker\":\"AAPL\"}", "{\"ticker\":\"AAPL\"}")]
    [InlineData("größer 価格", "größer 価格")]
    [InlineData("<script>", "<script>")]
    [InlineData("a\u202Eb", "a\\u202Eb")]
    [InlineData("a\nb\u0007", "a\\u000Ab\\u0007")]
    public void Of_Utf8_IsTextThatCantMislead(string payload, string expected)
    {
        var (text, isBinary) = PayloadText.Of(Encoding.UTF8.GetBytes(payload));

        Assert.Equal((expected, false), (text, isBinary));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, 0x00, 0x41 }, "ff fe 00 41")]
    [InlineData(new byte[] { 0x41, 0x00 }, "41 00")]
    [InlineData(new byte[] { 0xc3 }, "c3")]
    public void Of_NotText_IsHexadecimal(byte[] payload, string expected)
    {
        var (text, isBinary) = PayloadText.Of(payload);

        Assert.Equal((expected, true), (text, isBinary));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_CutThroughACharacter_IsStillText(int bytesLeft)
    {
        var payload = Encoding.UTF8.GetBytes("ab😀")[..(2 + bytesLeft)];

        Assert.Equal(("ab", false), PayloadText.Of(payload, isCut: true));
    }

    [Fact]
    public void Of_CutAfterACharacter_KeepsIt() =>
        Assert.Equal(("ab😀", false), PayloadText.Of(Encoding.UTF8.GetBytes("ab😀"), isCut: true));

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal(("", false), PayloadText.Of([]));
}
