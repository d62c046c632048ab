using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TradeTerminal.Alerts;
using TradeTerminal.History;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Gaps;
using TradeTerminal.Ops;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Positions;

namespace TradeTerminal.Api;

/// <summary>
/// The OpenAPI document. Handlers take their arguments as text, so that a wrong one is answered by name; what
/// the text has to be is said here.
/// </summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Trade Terminal",
                Version = ProductVersion.Text,
                Description = "Trades from Kafka, stored exactly once in PostgreSQL. Times are ISO-8601 in UTC, prices are JSON numbers with the stored decimals, and errors are problem details. "
                    + "An argument that an address does not have is answered with 400. GET addresses take HEAD, too. "
                    + "There is no sign-in, so no operation has security: who reaches the port may use all of it, and a proxy in front is what keeps others out.",
            };
            return Task.CompletedTask;
        });
        ApiOperations.Describe(options);
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            {
                parameter.Schema = Schema(context.Description.RelativePath ?? "", parameter.Name ?? "") ?? parameter.Schema;
                parameter.Required = IsRequired(context.Description.RelativePath ?? "", parameter.Name ?? "")
                    || parameter.In == ParameterLocation.Path;
                parameter.Description ??= parameter.In == ParameterLocation.Path ? "As the list gives it." : null;
            }

            return Task.CompletedTask;
        });
    }

    private static bool IsRequired(string path, string parameter) => (path, parameter) switch
    {
        (_, "ticker") => true,
        ("api/digest", "since") => true,
        ("api/alerts/snooze", "kind" or "symbol") => true,
        ("api/replay/speed", "speed") => true,
        _ => false,
    };

    private static OpenApiSchema? Schema(string path, string parameter) => parameter switch
    {
        "limit" when path == "api/candles" => Number(1, CandleStore.LargestLimit, CandleStore.DefaultLimit),
        "limit" when path == "api/gaps" => Number(1, GapStore.LargestLimit, GapStore.DefaultLimit),
        "limit" when path == "api/positions" => Number(1, PositionsApi.LargestLimit, PositionsApi.DefaultLimit),
        "limit" => Number(1, TradesApi.LargestLimit, TradesApi.DefaultLimit),
        "window" => Number(1, MarketSnapshot.LargestWindow, MarketSnapshot.DefaultWindow),
        "from" or "to" or "start" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        "interval" => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{1,5}[smhd]$", Default = JsonValue.Create(Interval.Minute.Name) },
        "priceFrom" or "priceTo" => new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0" },
        "sizeFrom" or "sizeTo" => new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0" },
        "book" => Choice(PositionsApi.Books, null),
        "side" => Choice(Sides.All, null),
        "feed" when path == "api/candles" => Choice(PricedFeeds.All, null),
        "feed" when path == "api/quotes" => Choice(PricedFeeds.Others, PricedFeeds.Quotes),
        "kind" when path == "api/incidents" => Choice(IncidentKinds.All, null),
        "kind" => Choice(AlertKinds.All, null),
        "severity" => Choice(AlertArguments.Severities, null),
        "since" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        "reason" => Choice(RejectReasons.All, null),
        _ => null,
    };

    private static OpenApiSchema Number(int least, int most, int otherwise) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = $"{least}",
        Maximum = $"{most}",
        Default = JsonValue.Create(otherwise),
    };

    private static OpenApiSchema Choice(IEnumerable<string> values, string? otherwise) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => (JsonNode)JsonValue.Create(value)!)],
        Default = otherwise,
    };
}
