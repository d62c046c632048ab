using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>Alerts of one kind about one symbol, up to a severity, that nobody wants to see for a while.</summary>
public sealed class AlertSnoozeRow : IEntityTypeConfiguration<AlertSnoozeRow>
{
    public string Kind { get; init; } = "";

    public string Symbol { get; init; } = "";

    public DateTime Until { get; init; }

    /// <summary>The gravest that is snoozed: what is graver has not been seen yet. Null is whatever comes.</summary>
    public string? Severity { get; init; }

    public bool Covers(string severity) => Severity is null || Severities.Parse(severity).Rank() <= Severities.Parse(Severity).Rank();

    public void Configure(EntityTypeBuilder<AlertSnoozeRow> builder)
    {
        builder.ToTable("alert_snoozes");
        builder.HasKey(row => new { row.Kind, row.Symbol });
        builder.Property(row => row.Kind).HasColumnName("kind").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Until).HasColumnName("until").HasColumnType("timestamptz");
        builder.Property(row => row.Severity).HasColumnName("severity").HasColumnType("text");
    }
}
