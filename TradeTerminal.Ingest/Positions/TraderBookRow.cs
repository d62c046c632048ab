using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Positions;

/// <summary>What a trader holds of one symbol, as last reported.</summary>
public sealed class TraderBookRow : IEntityTypeConfiguration<TraderBookRow>
{
    public string Trader { get; init; } = "";

    public string Symbol { get; init; } = "";

    public decimal Size { get; init; }

    public decimal AveragePrice { get; init; }

    public decimal Pnl { get; init; }

    public decimal? Realized { get; init; }

    public DateTime? OpposedAt { get; init; }

    public DateOnly Day { get; init; }

    public DateTime EventTime { get; init; }

    public int SourcePartition { get; init; }

    public long SourceOffset { get; init; }

    public void Configure(EntityTypeBuilder<TraderBookRow> builder)
    {
        builder.ToTable("trader_book");
        builder.HasKey(row => new { row.Trader, row.Symbol });
        builder.Property(row => row.Trader).HasColumnName("trader").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Size).HasColumnName("size").HasColumnType("numeric");
        builder.Property(row => row.AveragePrice).HasColumnName("average_price").HasColumnType("numeric");
        builder.Property(row => row.Pnl).HasColumnName("pnl").HasColumnType("numeric");
        builder.Property(row => row.Realized).HasColumnName("realized").HasColumnType("numeric");
        builder.Property(row => row.OpposedAt).HasColumnName("opposed_at").HasColumnType("timestamptz");
        builder.Property(row => row.Day).HasColumnName("day").HasColumnType("date");
        builder.Property(row => row.EventTime).HasColumnName("event_time").HasColumnType("timestamptz");
        builder.Property(row => row.SourcePartition).HasColumnName("source_partition");
        builder.Property(row => row.SourceOffset).HasColumnName("source_offset");
    }
}
