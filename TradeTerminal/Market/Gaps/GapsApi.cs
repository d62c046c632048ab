using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Gaps;

/// <summary>Why there are no candles.</summary>
internal static class GapsApi
{
    public static void MapGaps(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/gaps", ListAsync)
        .WithTags("Market")
        .WithSummary("Stretches without trades of one ticker, newest first, and why")
        .WithDescription("Stretches of two minutes and longer. 'quiet': other tickers traded; 'silent': the feed was read and nothing traded; 'not_read': the feed was not read for more than half of the time. Without 'from' the last one, without a beginning, is what lies before the first stored trade: 'retention' when it was dropped for its age, else 'beginning'.");

    private static async Task<Results<Ok<List<TickerGapBody>>, ValidationProblem>> ListAsync(
        GapStore gaps,
        FeedGauges gauges,
        [Description("One symbol.")] string? ticker,
        [Description("Between trades in this time's minute or later.")] string? from,
        [Description("Between trades before this time.")] string? to,
        [Description("At most this many.")] string? limit,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var symbol = arguments.Ticker(ticker);
        var (first, end) = arguments.Range(from, to);
        var size = arguments.Number("limit", limit, GapStore.DefaultLimit, 1, GapStore.LargestLimit);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        // Whoever asks from within a minute means the one it lies in: minutes are what is known.
        var minute = first is { } at ? Interval.Minute.BucketOf(at) : first;
        var rows = await gaps.ReadAsync(symbol, gauges.Trades.Current.Topic, minute, end, size, cancellationToken);
        return TypedResults.Ok(rows.Select(TickerGapBody.Of).ToList());
    }
}

/// <summary>A gap as the API gives it.</summary>
internal sealed record TickerGapBody(
    [property: Description("End of the last minute with a trade, UTC; null before the first.")] DateTime? From,
    [property: Description("Beginning of the next minute with a trade.")] DateTime To,
    string Reason)
{
    public static TickerGapBody Of(Gap gap) => new(gap.From, gap.To, JsonNamingPolicy.SnakeCaseLower.ConvertName(gap.Reason.ToString()));
}
