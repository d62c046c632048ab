using Microsoft.EntityFrameworkCore;

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

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TerminalDbContext).Assembly);
}
