using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>A position of the commodity book, open or closed.</summary>
public sealed class CommodityPositionRow : IEntityTypeConfiguration<CommodityPositionRow>
{
    public string TradeId { get; init; } = "";

    public string Commodity { get; init; } = "";

    public string PositionType { get; init; } = "";

    public decimal Quantity { get; init; }

    public decimal EntryPrice { get; init; }

    public DateTime? OpenedAt { get; init; }

    public string Status { get; init; } = "";

    public decimal? ClosePrice { get; init; }

    public DateTime? ClosedAt { get; init; }

    public decimal? Realized { get; init; }

    public int SourcePartition { get; init; }

    public long SourceOffset { get; init; }

    public void Configure(EntityTypeBuilder<CommodityPositionRow> builder)
    {
        builder.ToTable("commodity_positions");
        builder.HasKey(row => row.TradeId);
        builder.Property(row => row.TradeId).HasColumnName("trade_id").HasColumnType("text");
        builder.Property(row => row.Commodity).HasColumnName("commodity").HasColumnType("text");
        builder.Property(row => row.PositionType).HasColumnName("position_type").HasColumnType("text");
        builder.Property(row => row.Quantity).HasColumnName("quantity").HasColumnType("numeric");
        builder.Property(row => row.EntryPrice).HasColumnName("entry_price").HasColumnType("numeric");
        builder.Property(row => row.OpenedAt).HasColumnName("opened_at").HasColumnType("timestamptz");
        builder.Property(row => row.Status).HasColumnName("status").HasColumnType("text");
        builder.Property(row => row.ClosePrice).HasColumnName("close_price").HasColumnType("numeric");
        builder.Property(row => row.ClosedAt).HasColumnName("closed_at").HasColumnType("timestamptz");
        builder.Property(row => row.Realized).HasColumnName("realized").HasColumnType("numeric");
        builder.Property(row => row.SourcePartition).HasColumnName("source_partition");
        builder.Property(row => row.SourceOffset).HasColumnName("source_offset");
        builder.HasIndex(row => new { row.Status, row.Commodity }).HasDatabaseName("commodity_positions_status");
    }
}
