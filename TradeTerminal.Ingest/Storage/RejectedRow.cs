using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Storage;

/// <summary>A refused message with its whole payload; null for a tombstone.</summary>
public sealed class RejectedRow : IEntityTypeConfiguration<RejectedRow>
{
    public string ClusterId { get; init; } = "";

    public string Topic { get; init; } = "";

    public int Partition { get; init; }

    public long Offset { get; init; }

    public string Reason { get; init; } = "";

    public string Detail { get; init; } = "";

    public byte[]? Payload { get; init; }

    public DateTime RejectedAt { get; init; }

    public void Configure(EntityTypeBuilder<RejectedRow> builder)
    {
        builder.ToTable("rejected");
        // A topic that is made anew has the same offsets again; what was rejected before stays.
        builder.HasKey(row => new { row.ClusterId, row.Topic, row.Partition, row.Offset, row.RejectedAt });
        builder.Property(row => row.ClusterId).HasColumnName("cluster_id").HasColumnType("text");
        builder.Property(row => row.Topic).HasColumnName("topic").HasColumnType("text");
        builder.Property(row => row.Partition).HasColumnName("partition");
        builder.Property(row => row.Offset).HasColumnName("offset");
        builder.Property(row => row.Reason).HasColumnName("reason").HasColumnType("text");
        builder.Property(row => row.Detail).HasColumnName("detail").HasColumnType("text");
        builder.Property(row => row.Payload).HasColumnName("payload").HasColumnType("bytea");
        builder.Property(row => row.RejectedAt).HasColumnName("rejected_at").HasColumnType("timestamptz");
        builder.HasIndex(row => row.RejectedAt).HasDatabaseName("rejected_rejected_at");
        builder.HasIndex(row => new { row.Reason, row.RejectedAt }).HasDatabaseName("rejected_reason");
    }
}
