using TradeTerminal.Controls;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Controls;

public sealed class FlashTests
{
    private readonly ScreenClock _clock = new();
    private readonly Flash _flash;

    public FlashTests() => _flash = new Flash(_clock);

    [Fact]
    public void Show_FirstAndSameValue_DoNotFlash()
    {
        _flash.Show("1");
        _flash.Show("1");

        Assert.Equal("", _flash.Class);
    }

    [Fact]
    public void Show_ChangesFarApart_TakeTurns()
    {
        _flash.Show("1");
        _flash.Show("2");
        var first = _flash.Class;
        _clock.Advance(Flash.Rest);
        _flash.Show("3");

        Assert.NotEqual("", first);
        Assert.NotEqual(first, _flash.Class);
    }

    [Fact]
    public void Show_ChangesAllTheTime_FlashesOnce()
    {
        _flash.Show("1");
        _flash.Show("2");
        var first = _flash.Class;
        for (var i = 3; i < 10; i++)
        {
            _clock.Advance(Flash.Rest / 2);
            _flash.Show($"{i}");
        }

        Assert.Equal(first, _flash.Class);
    }
}
