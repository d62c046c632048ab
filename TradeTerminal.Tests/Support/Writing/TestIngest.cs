using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>For the trades feed.</summary>
internal sealed class TestIngest(string connectionString, TimeProvider clock, StorageOptions? options = null)
    : FeedIngest<Trade>(new TradesFeed(), connectionString, clock, options)
{
    internal static FeedKey Feed { get; } = new("test cluster", "orders");

    /// <summary>One batch of trades at the places they carry.</summary>
    internal void Write(IEnumerable<Trade> trades) =>
        Write(trades.Select(trade => (trade.Partition, trade.Offset, (byte[]?)TradeMessages.Of(trade))));

    internal async Task CheckAsync(Expected expected)
    {
        await using var database = Databases.CreateDbContext();
        await database.Database.OpenConnectionAsync();
        await Invariants.CheckAsync((NpgsqlConnection)database.Database.GetDbConnection(), expected);
    }

    internal async Task<List<Trade>> TradesAsync()
    {
        await using var database = Databases.CreateDbContext();
        var rows = await database.Trades.AsNoTracking().ToListAsync();
        return [.. rows.Select(row => row.ToTrade())];
    }
}
