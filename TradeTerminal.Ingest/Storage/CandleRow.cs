using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// A stored minute candle. The marks of open and close are kept so that a late trade can still take their
/// place.
/// </summary>
public sealed class CandleRow : IEntityTypeConfiguration<CandleRow>
{
    public string Ticker { get; init; } = "";

    public DateTime Bucket { get; init; }

    public decimal Open { get; init; }

    public decimal High { get; init; }

    public decimal Low { get; init; }

    public decimal Close { get; init; }

    public decimal Volume { get; init; }

    public decimal Notional { get; init; }

    /// <summary>Σ price, from which a mean over any minutes is exact; null where it is not worked out yet, see
    /// <see cref="PriceSums"/>.</summary>
    public decimal? PriceSum { get; init; }

    public long TradeCount { get; init; }

    public DateTime OpenAt { get; init; }

    public int OpenPartition { get; init; }

    public long OpenOffset { get; init; }

    public DateTime CloseAt { get; init; }

    public int ClosePartition { get; init; }

    public long CloseOffset { get; init; }

    public void Configure(EntityTypeBuilder<CandleRow> builder)
    {
        builder.ToTable("candles_1m");
        builder.HasKey(row => new { row.Ticker, row.Bucket });
        builder.Property(row => row.Ticker).HasColumnName("ticker").HasColumnType("text");
        builder.Property(row => row.Bucket).HasColumnName("bucket").HasColumnType("timestamptz");
        builder.Property(row => row.Open).HasColumnName("open").HasColumnType("numeric");
        builder.Property(row => row.High).HasColumnName("high").HasColumnType("numeric");
        builder.Property(row => row.Low).HasColumnName("low").HasColumnType("numeric");
        builder.Property(row => row.Close).HasColumnName("close").HasColumnType("numeric");
        builder.Property(row => row.Volume).HasColumnName("volume").HasColumnType("numeric");
        builder.Property(row => row.Notional).HasColumnName("notional").HasColumnType("numeric");
        builder.Property(row => row.PriceSum).HasColumnName("price_sum").HasColumnType("numeric");
        builder.Property(row => row.TradeCount).HasColumnName("trade_count");
        builder.Property(row => row.OpenAt).HasColumnName("open_at").HasColumnType("timestamptz");
        builder.Property(row => row.OpenPartition).HasColumnName("open_partition");
        builder.Property(row => row.OpenOffset).HasColumnName("open_offset");
        builder.Property(row => row.CloseAt).HasColumnName("close_at").HasColumnType("timestamptz");
        builder.Property(row => row.ClosePartition).HasColumnName("close_partition");
        builder.Property(row => row.CloseOffset).HasColumnName("close_offset");
        builder.HasIndex(row => row.Bucket).HasDatabaseName("candles_1m_bucket");
    }
}
