using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Instruments.Flow;

/// <summary>What was ordered of one symbol, straight from the database.</summary>
internal static class OrderFlowApi
{
    public static void AddOrderFlow(this IServiceCollection services)
    {
        services.AddSingleton<FlowBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<FlowBoard>());
    }

    public static void MapOrderFlow(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/order-flow", ReadAsync)
        .WithTags("Market")
        .WithSummary("What was ordered of one symbol: bought, sold, imbalance")
        .WithDescription($"Of the minute up to the newest order, as the rule order_imbalance counts it; and by minute for the {OrderFlow.MinutesShown} up to that one. 404 where no order of the symbol is stored.")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<OrderFlowBody>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases,
        TimeProvider time,
        [Description("One symbol.")] string? symbol,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var named = arguments.Ticker(symbol, "symbol");
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var flows = await FlowRows.ReadAsync(database, [named], FlowSnapshot.Empty, cancellationToken);
        return flows.GetValueOrDefault(named) is { } flow
            ? TypedResults.Ok(OrderFlowBody.Of(flow, time.GetUtcNow().UtcDateTime))
            : TypedResults.Problem(
                $"No order of {named} is stored. Orders come from the feed order_book.", statusCode: StatusCodes.Status404NotFound);
    }
}

/// <summary>Order flow of one symbol.</summary>
internal sealed record OrderFlowBody(
    string Symbol,
    [property: Description("Units ordered on the buy side from 'from' to 'to'.")] decimal Bought,
    decimal Sold,
    [property: Description("Orders in that minute.")] int Orders,
    [property: Description("The larger side: buy or sell.")] string Side,
    [property: Description("Its share of what was ordered, in percent.")] decimal? ImbalancePercent,
    DateTime From,
    [property: Description("Event time of the newest order, UTC.")] DateTime To,
    double AgeSeconds,
    [property: Description("Minutes with orders, oldest first.")] IReadOnlyList<FlowMinuteBody> Minutes)
{
    public static OrderFlowBody Of(OrderFlow flow, DateTime utcNow) => new(
        flow.Symbol, flow.Bought, flow.Sold, flow.Orders, flow.Side.ToString().ToLowerInvariant(), Rounding.Percent(flow.Imbalance),
        flow.From, flow.At, Rounding.Age(flow.At, utcNow),
        [.. flow.Minutes.Select(minute => new FlowMinuteBody(minute.Time, minute.Bought, minute.Sold, minute.Orders))]);
}

/// <summary>What was ordered in one minute.</summary>
internal sealed record FlowMinuteBody(DateTime Time, decimal Bought, decimal Sold, long Orders);
