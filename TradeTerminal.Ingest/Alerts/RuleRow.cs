using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>The settings of one rule, where they differ from the defaults.</summary>
public sealed class RuleRow : IEntityTypeConfiguration<RuleRow>
{
    public string Kind { get; init; } = "";

    public string Settings { get; init; } = "";

    public DateTime UpdatedAt { get; init; }

    public void Configure(EntityTypeBuilder<RuleRow> builder)
    {
        builder.ToTable("rules");
        builder.HasKey(row => row.Kind);
        builder.Property(row => row.Kind).HasColumnName("kind").HasColumnType("text");
        builder.Property(row => row.Settings).HasColumnName("settings").HasColumnType("jsonb");
        builder.Property(row => row.UpdatedAt).HasColumnName("updated_at").HasColumnType("timestamptz");
    }
}
