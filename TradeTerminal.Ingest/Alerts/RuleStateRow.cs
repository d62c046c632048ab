using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>What the rules of one feed hold about one symbol or trader.</summary>
public sealed class RuleStateRow : IEntityTypeConfiguration<RuleStateRow>
{
    public string Feed { get; init; } = "";

    public string Key { get; init; } = "";

    public string State { get; init; } = "";

    public void Configure(EntityTypeBuilder<RuleStateRow> builder)
    {
        builder.ToTable("rule_states");
        builder.HasKey(row => new { row.Feed, row.Key });
        builder.Property(row => row.Feed).HasColumnName("feed").HasColumnType("text");
        builder.Property(row => row.Key).HasColumnName("key").HasColumnType("text");
        builder.Property(row => row.State).HasColumnName("state").HasColumnType("jsonb");
    }
}
