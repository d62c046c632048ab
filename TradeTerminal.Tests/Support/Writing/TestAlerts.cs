using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>Stored alerts as the rules would have left them.</summary>
internal static class TestAlerts
{
    internal const string PriceMoveInputs =
        """{"price":105.20,"previous":100.00,"previousAt":"2026-03-02T14:29:59.000000Z","percent":5.2,"thresholdPercent":5}""";

    internal static AlertRow PriceMove(string symbol, DateTime at, string severity = "significant", Guid? id = null,
        DateTime? raisedAt = null) => new()
    {
        AlertId = id ?? Guid.NewGuid(),
        Kind = "price_move",
        Feed = "trades",
        Symbol = symbol,
        Severity = severity,
        DetectedAt = at,
        Message = $"{symbol} moved +5.20 % from 100.00 to 105.20",
        Inputs = PriceMoveInputs,
        SourceTopic = "orders",
        SourcePartition = 2,
        SourceOffset = 1_234,
        RaisedAt = raisedAt ?? at,
    };

    internal static AlertRow Risk(string trader, DateTime at, string severity = "limit_exceeded") => new()
    {
        AlertId = Guid.NewGuid(),
        Kind = "risk",
        Feed = "positions",
        Symbol = trader,
        Severity = severity,
        DetectedAt = at,
        Message = $"{trader} is long 1,200,000.00 of AAPL, more than 1,000,000",
        Inputs = """{"instrument":"AAPL","size":6000,"averagePrice":200,"value":1200000,"threshold":1000000}""",
        SourceTopic = "trading_positions",
        SourcePartition = 0,
        SourceOffset = 7,
        RaisedAt = at,
    };

    internal static async Task AddAsync(this IDbContextFactory<TerminalDbContext> databases, params AlertRow[] alerts)
    {
        await using var database = await databases.CreateDbContextAsync();
        database.Alerts.AddRange(alerts);
        await database.SaveChangesAsync();
    }

    internal static async Task<AlertRow> FindAsync(this IDbContextFactory<TerminalDbContext> databases, Guid alertId)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Alerts.AsNoTracking().SingleAsync(row => row.AlertId == alertId);
    }
}
