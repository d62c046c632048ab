using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Storage;

/// <summary>A stored trade. The table is partitioned by day of event time; see the first migration.</summary>
public sealed class TradeRow : IEntityTypeConfiguration<TradeRow>
{
    public Guid TradeId { get; init; }

    public string Ticker { get; init; } = "";

    public decimal Price { get; init; }

    public decimal Volume { get; init; }

    public Side Side { get; init; }

    public DateTime ExecutedAt { get; init; }

    public int SourcePartition { get; init; }

    public long SourceOffset { get; init; }

    /// <summary>The sender's id where it is no UUID.</summary>
    public string? SourceId { get; init; }

    public Trade ToTrade() =>
        new(TradeId, Ticker, Price, Volume, Side, ExecutedAt, SourcePartition, SourceOffset) { SourceId = SourceId };

    public void Configure(EntityTypeBuilder<TradeRow> builder)
    {
        builder.ToTable("trades");
        builder.HasKey(row => new { row.TradeId, row.ExecutedAt });
        builder.Property(row => row.TradeId).HasColumnName("trade_id");
        builder.Property(row => row.Ticker).HasColumnName("ticker").HasColumnType("text");
        builder.Property(row => row.Price).HasColumnName("price").HasColumnType("numeric");
        builder.Property(row => row.Volume).HasColumnName("volume").HasColumnType("numeric");
        builder.Property(row => row.SourceId).HasColumnName("source_id").HasColumnType("text");
        builder.Property(row => row.Side).HasColumnName("side").HasColumnType("text").HasConversion(
            side => side.Code(), text => Sides.Of(text));
        builder.Property(row => row.ExecutedAt).HasColumnName("executed_at").HasColumnType("timestamptz");
        builder.Property(row => row.SourcePartition).HasColumnName("source_partition");
        builder.Property(row => row.SourceOffset).HasColumnName("source_offset");
        // Trades come in roughly by time, so a block range index finds a span of time at almost no cost to ingest.
        builder.HasIndex(row => row.ExecutedAt).HasMethod("brin").HasDatabaseName("trades_executed_at");
    }
}
