using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts.Outbox;

namespace TradeTerminal.Market.Gaps;

/// <summary>What happened while nobody looked.</summary>
internal static class DigestApi
{
    public static void MapDigest(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/digest", GetAsync)
        .WithTags("Market")
        .WithSummary("What happened after a moment")
        .WithDescription("By event time, from what is stored: trades after 'since' of the chosen tickers, the largest moves among them, and all alerts detected after it.");

    private static async Task<Results<Ok<DigestBody>, ValidationProblem>> GetAsync(
        DigestStore digests,
        TimeProvider time,
        [Description("Event time of the last thing seen, at most 7 days ago; required.")] string? since,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(tickers);
        var now = time.GetUtcNow().UtcDateTime;
        var from = arguments.Time("since", since);
        if (arguments.AreValid && (from is null || from > now || from < now - DigestStore.LongestAway))
        {
            arguments.Refuse("since", $"a time in the past, at most {DigestStore.LongestAway.TotalDays:F0} days ago, such as {now.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}");
        }

        return arguments.AreValid
            ? TypedResults.Ok(DigestBody.Of(await digests.ReadAsync(from!.Value, filter, cancellationToken)))
            : arguments.Problem;
    }
}

internal sealed record DigestBody(
    DateTime Since,
    [property: Description("Event time of the newest trade counted; null when there is none.")] DateTime? Until,
    [property: Description("Trades with an event time after 'since'.")] long Trades,
    decimal Volume,
    [property: Description("Tickers that traded.")] long Tickers,
    [property: Description("At most 5, the largest change first.")] DigestMoveBody[] Moves,
    [property: Description("Of all symbols, detected after 'since'.")] long Alerts,
    [property: Description("The newest 3 of them.")] AlertBody[] NewestAlerts)
{
    public static DigestBody Of(Digest digest) => new(
        digest.Since, digest.Until, digest.Trades, digest.Volume, digest.Tickers, [.. digest.Moves.Select(DigestMoveBody.Of)],
        digest.Alerts, [.. digest.NewestAlerts.Select(AlertBody.Of)]);
}

/// <summary>One ticker meanwhile.</summary>
internal sealed record DigestMoveBody(
    string Ticker,
    [property: Description("Last price at 'since'; where there was none, the first after it.")] decimal From,
    [property: Description("Last price now.")] decimal To,
    decimal? ChangePercent,
    [property: Description("Of the trades after 'since'.")] decimal High,
    decimal Low,
    long Trades,
    decimal Volume)
{
    public static DigestMoveBody Of(DigestMove move) =>
        new(move.Ticker, move.From, move.To, Rounding.Percent(move.Change), move.High, move.Low, move.Trades, move.Volume);
}
