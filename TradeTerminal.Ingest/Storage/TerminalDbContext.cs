using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage.Views;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// The model of the database: what is read goes through it, and the migrations follow from it. The bulk
/// writes of the feeds go over its connection and transaction in their own SQL.
/// </summary>
public sealed class TerminalDbContext(DbContextOptions<TerminalDbContext> options) : DbContext(options)
{
    public DbSet<TradeRow> Trades => Set<TradeRow>();

    public DbSet<CandleRow> Candles => Set<CandleRow>();

    public DbSet<RejectedRow> Rejected => Set<RejectedRow>();

    public DbSet<FeedOffsetRow> FeedOffsets => Set<FeedOffsetRow>();

    public DbSet<FeedCandleRow> FeedCandles => Set<FeedCandleRow>();

    public DbSet<LatestPriceRow> LatestPrices => Set<LatestPriceRow>();

    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<AlertSnoozeRow> AlertSnoozes => Set<AlertSnoozeRow>();

    public DbSet<Level> Levels => Set<Level>();

    public DbSet<RuleRow> Rules => Set<RuleRow>();

    public DbSet<RuleStateRow> RuleStates => Set<RuleStateRow>();

    public DbSet<CommodityPositionRow> CommodityPositions => Set<CommodityPositionRow>();

    public DbSet<TraderBookRow> TraderBook => Set<TraderBookRow>();

    /// <summary>Brings the schema to this version's, from an empty database or an older version's.</summary>
    public async Task CreateSchemaAsync(CancellationToken cancellationToken)
    {
        // To write years of rows anew takes as long as it takes: broken off it would only begin again.
        Database.SetCommandTimeout(TimeSpan.Zero);
        await Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        await FeedViews.EnsureAsync(this, cancellationToken).ConfigureAwait(false);
        Database.SetCommandTimeout(null);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TerminalDbContext).Assembly);
}
