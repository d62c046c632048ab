using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>Alerts of one kind about one symbol that nobody wants to see for a while.</summary>
public sealed class AlertSnoozeRow : IEntityTypeConfiguration<AlertSnoozeRow>
{
    public string Kind { get; init; } = "";

    public string Symbol { get; init; } = "";

    public DateTime Until { get; init; }

    public void Configure(EntityTypeBuilder<AlertSnoozeRow> builder)
    {
        builder.ToTable("alert_snoozes");
        builder.HasKey(row => new { row.Kind, row.Symbol });
        builder.Property(row => row.Kind).HasColumnName("kind").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Until).HasColumnName("until").HasColumnType("timestamptz");
    }
}
