using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TradeTerminal.Api;

namespace TradeTerminal.Producers;

/// <summary>The bundled producers of synthetic events, each under its name.</summary>
internal static class ProducersApi
{
    public static void MapProducers(this IEndpointRouteBuilder routes)
    {
        var producers = routes.MapGroup("/api/producers").WithTags("Producer");
        producers.MapGet("/", List)
            .WithSummary("State and counts of every producer");
        producers.MapGet("/{name}", Get)
            .WithSummary("State and counts of one producer")
            .ProducesProblem(StatusCodes.Status404NotFound);
        producers.MapPost("/{name}/start", StartAsync)
            .WithSummary("Start producing synthetic events of one feed")
            .WithDescription("Takes the place of a run that is going on. What is not given comes from the defaults; without a seed the run is part of the market that all producers share. Give a rate or an interval, not both.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        producers.MapPost("/{name}/stop", StopAsync)
            .WithSummary("Stop one producer")
            .WithDescription("Answers when every event sent has been acknowledged or counted as failed.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Null stays null, and a null among them becomes an empty name, which no rule lets through.</summary>
    public static IReadOnlyList<string>? Symbols(string?[]? symbols) =>
        symbols is null ? null : ProducerEntry.Normalized(symbols.Select(symbol => symbol ?? ""));

    private static Ok<ProducerDetail[]> List(ProducerSet producers) => TypedResults.Ok(producers.All.Select(ProducerDetail.Of).ToArray());

    private static Results<Ok<ProducerDetail>, ProblemHttpResult> Get(ProducerSet producers, string name) =>
        producers.Find(name) is { } producer ? TypedResults.Ok(ProducerDetail.Of(producer)) : Unknown(producers, name);

    private static async Task<Results<Ok<ProducerDetail>, ValidationProblem, ProblemHttpResult>> StartAsync(
        ProducerSet producers, string name, [FromBody] ProducersStart? start)
    {
        if (producers.Find(name) is not { } producer)
        {
            return Unknown(producers, name);
        }

        var arguments = new QueryArguments();
        var settings = Settings(producer, start, arguments);
        foreach (var (argument, problem) in settings.Problems(producer.Kind))
        {
            arguments.Add(argument, problem);
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await producer.StartAsync(settings);
        return TypedResults.Ok(ProducerDetail.Of(producer));
    }

    private static async Task<Results<Ok<ProducerDetail>, ProblemHttpResult>> StopAsync(ProducerSet producers, string name)
    {
        if (producers.Find(name) is not { } producer)
        {
            return Unknown(producers, name);
        }

        await producer.StopAsync();
        return TypedResults.Ok(ProducerDetail.Of(producer));
    }

    private static ProducerSettings Settings(FeedProducer producer, ProducersStart? start, QueryArguments arguments)
    {
        if (start is { Rate: not null, Interval: not null })
        {
            arguments.Add("interval", "Give 'rate' or 'interval', not both.");
        }

        TimeSpan? interval = null;
        if (start?.Interval is { } seconds)
        {
            // Beyond what a TimeSpan holds it is as wrong as a day.
            interval = TimeSpan.FromSeconds(Math.Clamp(seconds, -1, TimeSpan.FromDays(1).TotalSeconds));
        }

        return producer.Settings(start?.Rate, Symbols(start?.Symbols), start?.Seed, interval, start?.Stress);
    }

    private static ProblemHttpResult Unknown(ProducerSet producers, string name) => TypedResults.Problem(
        $"There is no producer '{name}'; there are {string.Join(", ", producers.All.Select(producer => producer.Name))}.",
        statusCode: StatusCodes.Status404NotFound);
}

/// <summary>What to produce; every field may be missing.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProducersStart(
    [property: Description("Events a second, 0 for as fast as the broker takes them.")] int? Rate = null,
    [property: Description("Symbols or commodities; empty for the default ones.")] string?[]? Symbols = null,
    [property: Description("The same settings and seed give the same events, but for ids and times; 0, as none, is the market that all producers share.")] int? Seed = null,
    [property: Description("How much livelier than normal, 1, the market is: above 0 and up to 1,000; quotes, order_book and positions only.")] decimal? Stress = null,
    [property: Description("Seconds between two steps of the market, 0.01 to 3,600.")] double? Interval = null);
