using Microsoft.AspNetCore.Components;
using TradeTerminal.Components;

namespace TradeTerminal.Tests.Components;

public sealed class AddressBarTests : IDisposable
{
    private readonly Browser _browser = new();
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
    public void Go_WhereItIs_IsNotAhead()
    {
        _address.Go("/");

        Assert.False(_address.IsAhead);
        Assert.Equal(["/"], _browser.Asked);
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

    /// <summary>A router that hears of the change first draws its page before the address bar hears of it.</summary>
    [Fact]
    public void IsAhead_AskedByWhoHearsOfTheChangeFirst_IsFalse()
    {
        var browser = new Browser();
        AddressBar? address = null;
        bool? isAhead = null;
        browser.LocationChanged += (_, _) => isAhead = address!.IsAhead;
        address = new AddressBar(browser);
        address.Go("/market");

        browser.Answer();

        Assert.False(isAhead);
        address.Dispose();
    }

    public void Dispose() => _address.Dispose();

    /// <summary>Comes to an address when it is told to, as one at the end of a wire.</summary>
    private sealed class Browser : NavigationManager
    {
        private readonly Queue<string> _waiting = [];

        public Browser() => Initialize("http://localhost/", "http://localhost/");

        public List<string> Asked { get; } = [];

        public void Answer() => Come(_waiting.Dequeue());

        public void Come(string uri)
        {
            Uri = ToAbsoluteUri(uri).AbsoluteUri;
            NotifyLocationChanged(isInterceptedLink: false);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            Asked.Add(uri);
            _waiting.Enqueue(uri);
        }
    }
}
