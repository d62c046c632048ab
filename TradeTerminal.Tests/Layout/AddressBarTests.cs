using TradeTerminal.Layout;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Layout;

public sealed class AddressBarTests : IDisposable
{
    private readonly LateBrowser _browser = new();
    private readonly AddressBar _address;

    public AddressBarTests() => _address = new AddressBar(_browser);

    [Fact]
    public void Go_BrowserHasNotAnswered_IsAheadUntilTheNewestHasCome()
    {
        _address.Go("/?tickers=AAPL");
        _address.Go("/?tickers=AAPL,MSFT");
        Assert.True(_address.IsAhead);
        Assert.Equal("/?tickers=AAPL,MSFT", _address.Newest.PathAndQuery);

        _browser.Answer();
        Assert.True(_address.IsAhead);

        _browser.Answer();
        Assert.False(_address.IsAhead);
        Assert.Equal("/?tickers=AAPL,MSFT", _address.Newest.PathAndQuery);
    }

    [Fact]
    public void Go_ThereAndBackBeforeTheBrowserAnswers_IsAheadUntilBothHaveCome()
    {
        _address.Go("/?tickers=AAPL");
        _address.Go("/");

        _browser.Answer();
        Assert.True(_address.IsAhead);
        _browser.Answer();
        Assert.False(_address.IsAhead);
    }

    [Fact]
    public void Go_WhereItIsOrIsGoing_AsksForNothing()
    {
        _address.Go("/");
        Assert.Equal(0, _browser.Waiting);
        _address.Go("/?tickers=AAPL");

        _address.Go("/?tickers=AAPL");

        Assert.Equal(1, _browser.Waiting);
    }

    [Fact]
    public void IsAhead_ViewerWentElsewhere_IsFalse()
    {
        _address.Go("/?tickers=AAPL");
        _address.Go("/?tickers=AAPL,MSFT");

        _browser.Come("/alerts");

        Assert.False(_address.IsAhead);
        Assert.Equal("/alerts", _address.Newest.PathAndQuery);
    }

    /// <summary>After the wire was cut: the address that was asked for never comes, and the browser says where it is.</summary>
    [Fact]
    public void IsAhead_BrowserSaysWhereItStillIs_IsFalse()
    {
        _address.Go("/?tickers=AAPL");

        _browser.Come("/");

        Assert.False(_address.IsAhead);
        Assert.Equal("/", _address.Newest.PathAndQuery);
    }

    public void Dispose() => _address.Dispose();
}
