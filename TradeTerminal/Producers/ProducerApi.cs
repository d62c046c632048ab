using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TradeTerminal.Api;

namespace TradeTerminal.Producers;

/// <summary>The producer of trades under its own short address; <see cref="ProducersApi"/> has all of them.</summary>
internal static class ProducerApi
{
    public static void MapProducer(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/producer", Get)
            .WithTags("Producer")
            .WithSummary("State and counts of the producer of trades");
        routes.MapPost("/api/producer/start", StartAsync)
            .WithTags("Producer")
            .WithSummary("Start producing synthetic trades")
            .WithDescription(
                "Takes the place of a run that is going on. What is not given comes from the settings; without a seed the run is part of the market that all producers share.");
        routes.MapPost("/api/producer/stop", StopAsync)
            .WithTags("Producer")
            .WithSummary("Stop producing")
            .WithDescription("Answers when every trade sent has been acknowledged or counted as failed.");
    }

    private static Ok<ProducerBody> Get(ProducerSet producers) => TypedResults.Ok(ProducerBody.Of(producers.Trades.State));

    private static async Task<Results<Ok<ProducerBody>,
        ValidationProblem>> StartAsync(ProducerSet producers, [FromBody] ProducerStart? start)
    {
        var trades = producers.Trades;
        var settings = trades.Settings(start?.Rate, ProducersApi.Symbols(start?.Tickers), start?.Seed);
        var arguments = new QueryArguments();
        foreach (var (name, problem) in settings.Problems(trades.Kind))
        {
            arguments.Add(name == "symbols" ? "tickers" : name, problem);
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await trades.StartAsync(settings);
        return TypedResults.Ok(ProducerBody.Of(trades.State));
    }

    private static async Task<Ok<ProducerBody>> StopAsync(ProducerSet producers)
    {
        await producers.Trades.StopAsync();
        return TypedResults.Ok(ProducerBody.Of(producers.Trades.State));
    }
}

/// <summary>What to produce; every field may be missing.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProducerStart(
    [property: Description("Trades a second, 0 for as fast as the broker takes them.")] int? Rate = null,
    [property: Description("Symbols; empty for the default ones.")] string?[]? Tickers = null,
    [property: Description("The same seed and tickers give the same trades, but for ids and times.")] int? Seed = null);

/// <summary>The producer at this moment; counts are of the run.</summary>
internal sealed record ProducerBody(
    bool Running,
    [property: Description("Trades a second asked for, 0 for as fast as the broker takes them.")] int Rate,
    string[] Tickers,
    [property: Description("Seed of the run; null before the first.")] int? Seed,
    DateTime? StartedAt,
    long Sent,
    long Acknowledged,
    long Failed,
    [property: Description("Acknowledged in the last second.")] double RatePerSecond,
    [property: Description("Why the last trade failed, in words.")] string? Problem)
{
    public static ProducerBody Of(ProducerState state) => new(
        state.Running, state.Settings.Rate, [.. state.Settings.Symbols], state.StartedAt is null ? null : state.Settings.Seed,
        state.StartedAt?.UtcDateTime, state.Sent, state.Acknowledged, state.Failed, Math.Round(state.RatePerSecond, 1), state.Problem);
}
