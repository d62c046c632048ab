using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Prices;

/// <summary>A stored minute candle of a feed other than trades; see <see cref="Storage.CandleRow"/> for theirs.</summary>
public sealed class FeedCandleRow : IEntityTypeConfiguration<FeedCandleRow>
{
    public string Feed { get; init; } = "";

    public string Symbol { get; init; } = "";

    public string Venue { get; init; } = "";

    public DateTime Bucket { get; init; }

    public decimal Open { get; init; }

    public decimal High { get; init; }

    public decimal Low { get; init; }

    public decimal Close { get; init; }

    public decimal Volume { get; init; }

    public decimal Notional { get; init; }

    /// <summary>Σ price, from which a mean over any minutes is exact; null where it is not worked out yet, see
    /// <see cref="Storage.PriceSums"/>.</summary>
    public decimal? PriceSum { get; init; }

    public long TickCount { get; init; }

    public DateTime OpenAt { get; init; }

    public int OpenPartition { get; init; }

    public long OpenOffset { get; init; }

    public DateTime CloseAt { get; init; }

    public int ClosePartition { get; init; }

    public long CloseOffset { get; init; }

    public void Configure(EntityTypeBuilder<FeedCandleRow> builder)
    {
        builder.ToTable("feed_candles_1m");
        builder.HasKey(row => new { row.Feed, row.Symbol, row.Venue, row.Bucket });
        builder.Property(row => row.Feed).HasColumnName("feed").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Venue).HasColumnName("venue").HasColumnType("text");
        builder.Property(row => row.Bucket).HasColumnName("bucket").HasColumnType("timestamptz");
        builder.Property(row => row.Open).HasColumnName("open").HasColumnType("numeric");
        builder.Property(row => row.High).HasColumnName("high").HasColumnType("numeric");
        builder.Property(row => row.Low).HasColumnName("low").HasColumnType("numeric");
        builder.Property(row => row.Close).HasColumnName("close").HasColumnType("numeric");
        builder.Property(row => row.Volume).HasColumnName("volume").HasColumnType("numeric");
        builder.Property(row => row.Notional).HasColumnName("notional").HasColumnType("numeric");
        builder.Property(row => row.PriceSum).HasColumnName("price_sum").HasColumnType("numeric");
        builder.Property(row => row.TickCount).HasColumnName("tick_count");
        builder.Property(row => row.OpenAt).HasColumnName("open_at").HasColumnType("timestamptz");
        builder.Property(row => row.OpenPartition).HasColumnName("open_partition");
        builder.Property(row => row.OpenOffset).HasColumnName("open_offset");
        builder.Property(row => row.CloseAt).HasColumnName("close_at").HasColumnType("timestamptz");
        builder.Property(row => row.ClosePartition).HasColumnName("close_partition");
        builder.Property(row => row.CloseOffset).HasColumnName("close_offset");
        builder.HasIndex(row => row.Bucket).HasDatabaseName("feed_candles_1m_bucket");
    }
}
