using System.Text;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Feeds;

/// <summary>What the contracts show as a message of a feed is one.</summary>
public sealed class ContractExamplesTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void TryParse_ExampleOfTheContracts_IsAccepted()
    {
        AssertAccepts("trades", new TradeParser());
        AssertAccepts("quotes", new QuoteParser());
        AssertAccepts("order_book", new BookUpdateParser());
        AssertAccepts("positions", new TraderPositionParser());
        AssertAccepts("commodities", new CommodityParser());
        AssertAccepts("crypto", new CryptoParser());
        AssertAccepts("indices", new IndexParser());
    }

    private static void AssertAccepts<TEvent>(string feed, IFeedParser<TEvent> parser)
        where TEvent : struct
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "contracts.md"));
        var section = text.IndexOf($"# Feed `{feed}`", StringComparison.Ordinal);
        Assert.True(section > 0, feed);
        var start = text.IndexOf("```json", section, StringComparison.Ordinal) + "```json".Length;
        var example = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];

        var accepted = parser.TryParse(Encoding.UTF8.GetBytes(example), Now, out _, out var reason, out var detail);

        Assert.True(accepted, $"{feed}: {reason} {detail}");
    }
}
