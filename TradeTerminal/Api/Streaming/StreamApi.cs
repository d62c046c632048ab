using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Api.Streaming;

/// <summary>The market as server-sent events.</summary>
internal static class StreamApi
{
    /// <summary>Streams at one time; each holds a connection and a bounded queue.</summary>
    public const int MostClients = 200;

    public static void MapStream(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/stream", StreamAsync)
        .WithTags("Market")
        .WithSummary("Server-sent events: trades, candles, alerts, status")
        .WithDescription(
            "'trades': an array of new trades in the order they were stored. 'candles': the minute candles that changed, with their ticker. "
            + "'alerts': an array of alerts that were raised, as GET /api/alerts has them; with 'tickers' only those about these. "
            + "'status': the feeds, when they change. 'gap': this client was too slow or the connection to the database was lost, "
            + "and trades or alerts were left out; read /api/trades and /api/alerts to fill it; the first event of a client that comes back with Last-Event-ID, then with 'since'. Ids are the times at which events were sent. A comment is sent when there is nothing else to say.")
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> StreamAsync(
        HttpContext context,
        ChangeFeed changes,
        MarketUpdates updates,
        IEnumerable<FeedGauge> feeds,
        StreamCount count,
        TimeProvider time,
        IOptions<JsonOptions> json,
        IHostApplicationLifetime lifetime,
        [Description("Symbols with commas between; none means all.")] string? tickers)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(tickers);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        using var place = count.TryEnter(MostClients);
        if (place is null)
        {
            return TypedResults.Problem(
                $"{MostClients} streams are open already.", statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "No stream is free.");
        }

        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return TypedResults.Empty;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var session = new StreamSession(
            changes.Listen(static batch => batch is CommittedBatch<Trade> || batch.Alerts.Count > 0),
            new EventWriter(context.Response.BodyWriter, json.Value.SerializerOptions), new CandleChanges(updates), feeds, filter, time,
            IsoTimestamp.TryParse(Encoding.UTF8.GetBytes(context.Request.Headers["Last-Event-ID"].ToString()), out var seen) ? seen : null);
        await session.RunAsync(end.Token);
        return TypedResults.Empty;
    }
}
