using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Prices;

/// <summary>The newest price of one symbol at one venue of one feed, by event time, then partition and offset.</summary>
public sealed class LatestPriceRow : IEntityTypeConfiguration<LatestPriceRow>
{
    public string Feed { get; init; } = "";

    public string Symbol { get; init; } = "";

    public string Venue { get; init; } = "";

    public decimal Price { get; init; }

    public decimal? Bid { get; init; }

    public decimal? Ask { get; init; }

    public decimal? BidSize { get; init; }

    public decimal? AskSize { get; init; }

    public decimal Volume { get; init; }

    public string Origin { get; init; } = "";

    public DateTime? RealAt { get; init; }

    public DateTime EventTime { get; init; }

    public int SourcePartition { get; init; }

    public long SourceOffset { get; init; }

    public void Configure(EntityTypeBuilder<LatestPriceRow> builder)
    {
        builder.ToTable("latest_prices");
        builder.HasKey(row => new { row.Feed, row.Symbol, row.Venue });
        builder.Property(row => row.Feed).HasColumnName("feed").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Venue).HasColumnName("venue").HasColumnType("text");
        builder.Property(row => row.Price).HasColumnName("price").HasColumnType("numeric");
        builder.Property(row => row.Bid).HasColumnName("bid").HasColumnType("numeric");
        builder.Property(row => row.Ask).HasColumnName("ask").HasColumnType("numeric");
        builder.Property(row => row.BidSize).HasColumnName("bid_size").HasColumnType("numeric");
        builder.Property(row => row.AskSize).HasColumnName("ask_size").HasColumnType("numeric");
        builder.Property(row => row.Volume).HasColumnName("volume").HasColumnType("numeric");
        builder.Property(row => row.Origin).HasColumnName("origin").HasColumnType("text");
        builder.Property(row => row.RealAt).HasColumnName("real_at").HasColumnType("timestamptz");
        builder.Property(row => row.EventTime).HasColumnName("event_time").HasColumnType("timestamptz");
        builder.Property(row => row.SourcePartition).HasColumnName("source_partition");
        builder.Property(row => row.SourceOffset).HasColumnName("source_offset");
    }
}
