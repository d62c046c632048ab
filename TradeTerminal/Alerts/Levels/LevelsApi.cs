using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Market.Symbols;

namespace TradeTerminal.Alerts.Levels;

/// <summary>Prices that raise an alert when they are reached.</summary>
internal static class LevelsApi
{
    public static void MapLevels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/levels", List)
            .WithTags("Alerts")
            .WithSummary("Price levels with alerts, in the order they were set");
        routes.MapPost("/api/levels", AddAsync)
            .WithTags("Alerts")
            .WithSummary("Set a price level")
            .WithDescription("It judges the prices stored from now on, and fires in the transaction of the price that reaches it.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPut("/api/levels/{id}", ChangeAsync)
            .WithTags("Alerts")
            .WithSummary("Set a price level anew")
            .WithDescription("The body is the whole of it. One that has fired is armed again.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapDelete("/api/levels/{id}", RemoveAsync)
            .WithTags("Alerts")
            .WithSummary("Delete a price level")
            .WithDescription("Its alerts stay.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<List<LevelBody>>, ValidationProblem>> List(
        LevelBook book, TimeProvider time, [Description("Only one symbol, of whatever feed.")] string? symbol,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var only = arguments.AlertSymbol(symbol);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await book.RefreshAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        return TypedResults.Ok(book.Current.All.Where(level => only is null || level.Symbol == only)
            .Select(level => LevelBody.Of(level, now)).ToList());
    }

    private static async Task<Results<Created<LevelBody>, ValidationProblem, ProblemHttpResult>> AddAsync(
        LevelBook book, SymbolCatalogue catalogue, TimeProvider time, LevelStart level, CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var read = await ReadAsync(arguments, level, Guid.CreateVersion7(time.GetUtcNow()), catalogue, time);
        if (read is null)
        {
            return arguments.Problem;
        }

        return await book.SetAsync(read, cancellationToken) is { } full
            ? Full(full)
            : TypedResults.Created($"/api/levels/{read.LevelId}", LevelBody.Of(book.Current.Find(read.LevelId) ?? read, read.ArmedAt));
    }

    private static async Task<Results<Ok<LevelBody>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        LevelBook book, SymbolCatalogue catalogue, TimeProvider time, [Description("Its levelId.")] string id, LevelStart level,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        await book.RefreshAsync(cancellationToken);
        if (!Guid.TryParse(id, out var levelId) || book.Current.Find(levelId) is null)
        {
            return NoSuchLevel();
        }

        var read = await ReadAsync(arguments, level, levelId, catalogue, time);
        if (read is null)
        {
            return arguments.Problem;
        }

        return await book.SetAsync(read, cancellationToken) is { } full
            ? Full(full)
            : TypedResults.Ok(LevelBody.Of(book.Current.Find(levelId) ?? read, read.ArmedAt));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        LevelBook book, [Description("Its levelId.")] string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var levelId) && await book.RemoveAsync(levelId, cancellationToken)
            ? TypedResults.NoContent()
            : NoSuchLevel();

    /// <summary>Null when something is wrong with it, which the arguments say then.</summary>
    private static async Task<Level?> ReadAsync(
        QueryArguments arguments, LevelStart given, Guid levelId, SymbolCatalogue catalogue, TimeProvider time)
    {
        await catalogue.RefreshAsync();
        var instrument = catalogue.Current.Named(given.Symbol ?? "");
        if (instrument is null)
        {
            arguments.Refuse("symbol", "a symbol that has prices, such as AAPL or crypto:BTC-USD; GET /api/tickers and /api/quotes list them");
        }

        if (given.Price is null)
        {
            arguments.Refuse("price", "a number, such as 190.5");
        }

        if (!LevelDirections.TryParse(given.Direction ?? LevelDirection.Crosses.Code(), out var direction))
        {
            arguments.Refuse("direction", $"one of {string.Join(", ", LevelDirections.All)}");
        }

        if (given.Repeat is not (null or "once" or "every"))
        {
            arguments.Refuse("repeat", "once or every");
        }

        if (!arguments.AreValid)
        {
            return null;
        }

        var level = new Level
        {
            LevelId = levelId,
            Feed = instrument!.Feed,
            Symbol = instrument.Symbol,
            Price = given.Price!.Value,
            Direction = direction,
            Repeat = given.Repeat == "every" ? Repeat.Every : Repeat.Once,
            Sound = given.Sound ?? "",
            Note = given.Note ?? "",
            ExpiresAt = given.ExpiresAt?.UtcDateTime,
            ArmedAt = time.GetUtcNow().UtcDateTime,
        };
        foreach (var (name, problem) in level.Problems())
        {
            arguments.Add(name, problem);
        }

        return arguments.AreValid ? level : null;
    }

    private static ProblemHttpResult Full(string why) =>
        TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict, title: "There is no room for another level.");

    private static ProblemHttpResult NoSuchLevel() => TypedResults.Problem(
        "GET /api/levels lists them.", statusCode: StatusCodes.Status404NotFound, title: "No such level.");
}

/// <summary>A price level to be set; symbol and price are needed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LevelStart(
    [property: Description("AAPL, or with its feed before it, as in crypto:BTC-USD.")] string? Symbol,
    decimal? Price,
    [property: Description("above, below or crosses, which is the default: from either side.")] string? Direction = null,
    [property: Description("once, which is the default, or every: each time the price gets there, at most once a minute.")] string? Repeat = null,
    [property: Description("What open browsers play: tone, chime, alarm; nothing when left out.")] string? Sound = null,
    [property: Description("Shown with the alert; at most 200 characters.")] string? Note = null,
    [property: Description("From this event time on it no longer fires; never when left out.")] DateTimeOffset? ExpiresAt = null);

/// <summary>A price level and what has become of it.</summary>
internal sealed record LevelBody(
    Guid LevelId,
    string Feed,
    string Symbol,
    decimal Price,
    string Direction,
    string Repeat,
    string Sound,
    string Note,
    [property: Description("UTC; null: never.")] DateTime? ExpiresAt,
    [property: Description("When it was last set, UTC.")] DateTime ArmedAt,
    [property: Description("False when it has fired once and was to fire once, or has expired.")] bool Armed,
    [property: Description("Event time of the price it last fired at since it was set, UTC.")] DateTime? FiredAt,
    [property: Description("How often it has fired.")] long Fired)
{
    public static LevelBody Of(Level level, DateTime utcNow) => new(
        level.LevelId, level.Feed, level.Symbol, level.Price, level.Direction.Code(),
        level.Repeat == Ingest.Alerts.Settings.Repeat.Once ? "once" : "every", level.Sound, level.Note, level.ExpiresAt, level.ArmedAt,
        level.IsArmed(utcNow), level.FiredAt, level.Fired);
}
