using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>A file of index prices to replay.</summary>
internal static class IndexFileApi
{
    public static void MapIndexFile(this IEndpointRouteBuilder routes) => routes.MapGet("/api/index-file", Get)
        .WithTags("Producer")
        .WithSummary("CSV of made-up index prices to replay")
        .WithDescription($"timestamp,symbol,price,volume: {IndexFile.Rows} rows each of SP500, STOXX600 and NIKKEI225 at five-minute steps. The same seed and start give the same bytes; without a start the file ends with the last full five minutes.")
        .Produces<string>(StatusCodes.Status200OK, "text/csv");

    private static Results<FileContentHttpResult, ValidationProblem> Get(
        TimeProvider time,
        [Description("A whole number; 1 when it is left out.")] string? seed,
        [Description("Time of the first row.")] string? start)
    {
        var arguments = new QueryArguments();
        var number = arguments.Number("seed", seed, 1, int.MinValue, int.MaxValue);
        var from = arguments.Time("start", start) ?? Latest(time.GetUtcNow().UtcDateTime);
        if (from > DateTime.MaxValue - (IndexFile.Rows * IndexFile.Step))
        {
            arguments.Refuse("start", "a time that leaves room for the rows after it");
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        IndexFile.Write(csv, number, from);
        return TypedResults.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv", "market_indices.csv");
    }

    private static DateTime Latest(DateTime utcNow) =>
        new DateTime(utcNow.Ticks - (utcNow.Ticks % IndexFile.Step.Ticks), DateTimeKind.Utc) - ((IndexFile.Rows - 1) * IndexFile.Step);
}
