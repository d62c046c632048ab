using TradeTerminal.Charts;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Charts;

public sealed class LineFramesTests
{
    private readonly ChartMarket _market = new();
    private readonly LineFrames _frames = new();

    [Fact]
    public void Choose_FewTickers_TakesAllOfThem()
    {
        _market.Trade("MSFT", 1, 400).Trade("AAPL", 1, 100).Publish();

        Assert.Equal(["AAPL", "MSFT"], LineFrames.Choose(_market.Snapshot, TickerFilter.All).Keys);
    }

    [Fact]
    public void Choose_TooMany_TakesTheBusiestOfTheSpan()
    {
        for (var i = 0; i < 20; i++)
        {
            _market.Trade($"T{i:D2}", 1, 100, i + 1);
        }

        _market.Trade("OLD", 700, 100, 1_000_000).Publish();

        var choice = LineFrames.Choose(_market.Snapshot, TickerFilter.All);

        Assert.Equal(21, choice.Chosen);
        Assert.Equal(Enumerable.Range(8, 12).Select(i => $"T{i:D2}"), choice.Keys);
    }

    /// <summary>A bare name is a ticker, else of the first feed that has it; a key names its feed.</summary>
    [Fact]
    public void Choose_NamesOfAnyFeed_FindsWhatTheyMean()
    {
        _market.Trade("AAPL", 3, 100).Trade("AAPL", 1, 110).Quote("AAPL", "NYSE", 3, 200).Quote("AAPL", "NYSE", 1, 190)
            .Quote("META", "BATS", 2, 50).Publish();
        var choice = LineFrames.Choose(_market.Snapshot, TickerFilter.Parse("meta,Quotes:aapl:nyse,AAPL,NOBODY,quotes:META"));

        Assert.Equal(["AAPL", "quotes:AAPL:NYSE", "quotes:META"], choice.Keys);
        Assert.Equal([("AAPL", 0.1m), ("quotes:AAPL:NYSE", -0.05m), ("quotes:META", 0m)], LineFrames.ChangesOf(_market.Snapshot, choice));
        var frame = FrameReader.ReadLines(_frames.Whole(_market.Snapshot, choice).Bytes);
        Assert.Equal(choice.Keys, frame.Lines.Select(line => line.Symbol));
    }

    [Fact]
    public void Whole_OldAndNewTrades_HasTheLastTenMinutes()
    {
        _market.Trade("AAPL", 700, 90).Trade("AAPL", 600, 91).Trade("AAPL", 599, 92).Trade("AAPL", 0, 93).Publish();

        var frame = FrameReader.ReadLines(_frames.Whole(_market.Snapshot, Choice()).Bytes);

        Assert.Equal([92, 93], frame.Lines[0].Points.Select(point => point.Price));
    }

    [Fact]
    public void Changes_SomeLines_AreTheirChangedSecondsOnly()
    {
        var before = _market.Trade("AAPL", 5, 100).Trade("AAPL", 4, 101).Trade("MSFT", 5, 400).Publish();
        _market.Trade("AAPL", 5, 102).Publish();

        var frame = FrameReader.ReadLines(_frames.Changes(_market.Snapshot, Choice(), before.Version).Bytes);

        var line = Assert.Single(frame.Lines);
        Assert.Equal("AAPL", line.Symbol);
        Assert.Equal([(_market.Now.AddSeconds(-5), 100d, 102d)], line.Points);
    }

    [Fact]
    public void ChangesOf_LinesOfOneSpan_CountFromTheirFirstPriceWithinIt()
    {
        _market.Trade("OLD", 650, 100).Trade("OLD", 300, 110).Trade("OLD", 200, 121).Trade("NEW", 0, 50).Publish();

        Assert.Equal([("NEW", 0m), ("OLD", 0.1m)], LineFrames.ChangesOf(_market.Snapshot, Choice()));
    }

    [Fact]
    public void ChangesOf_SeveralPricesInTheFirstSecond_CountFromTheFirstOfThem()
    {
        _market.Trade("AAPL", 5, 100).Trade("AAPL", 5, 150).Trade("AAPL", 4, 160).Publish();

        Assert.Equal([("AAPL", 0.6m)], LineFrames.ChangesOf(_market.Snapshot, Choice()));
    }

    private LineChoice Choice() => LineFrames.Choose(_market.Snapshot, TickerFilter.All);
}
