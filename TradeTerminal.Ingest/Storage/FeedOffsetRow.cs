using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Ingest.Storage;

/// <summary>How far one partition has been read into this database; see <see cref="StoredOffset"/>.</summary>
public sealed class FeedOffsetRow : IEntityTypeConfiguration<FeedOffsetRow>
{
    public string ClusterId { get; init; } = "";

    public string Topic { get; init; } = "";

    public int Partition { get; init; }

    public long StartOffset { get; init; }

    public long NextOffset { get; init; }

    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    public long Rejected { get; init; }

    public long Skipped { get; init; }

    public long Ignored { get; init; }

    public long Gone { get; init; }

    public long Unexplained { get; init; }

    public long? UnexplainedAt { get; init; }

    /// <summary>Kafka's id of the topic these offsets are of; null when it gave none.</summary>
    public string? TopicId { get; init; }

    /// <summary>When its counts began, and when its position last moved.</summary>
    public DateTime BeganAt { get; init; }

    public DateTime MovedAt { get; init; }

    public StoredOffset ToPosition() => new(Partition, StartOffset, NextOffset)
    {
        Accepted = Accepted,
        Duplicates = Duplicates,
        Rejected = Rejected,
        Skipped = Skipped,
        Ignored = Ignored,
        Gone = Gone,
        Unexplained = Unexplained,
        UnexplainedAt = UnexplainedAt,
        TopicId = TopicId,
        BeganAt = BeganAt,
    };

    public void Configure(EntityTypeBuilder<FeedOffsetRow> builder)
    {
        builder.ToTable("feed_offsets");
        builder.HasKey(row => new { row.ClusterId, row.Topic, row.Partition });
        builder.Property(row => row.ClusterId).HasColumnName("cluster_id").HasColumnType("text");
        builder.Property(row => row.Topic).HasColumnName("topic").HasColumnType("text");
        builder.Property(row => row.Partition).HasColumnName("partition");
        builder.Property(row => row.StartOffset).HasColumnName("start_offset");
        builder.Property(row => row.NextOffset).HasColumnName("next_offset");
        builder.Property(row => row.Accepted).HasColumnName("accepted").HasDefaultValue(0L);
        builder.Property(row => row.Duplicates).HasColumnName("duplicates").HasDefaultValue(0L);
        builder.Property(row => row.Rejected).HasColumnName("rejected").HasDefaultValue(0L);
        builder.Property(row => row.Skipped).HasColumnName("skipped").HasDefaultValue(0L);
        builder.Property(row => row.Ignored).HasColumnName("ignored").HasDefaultValue(0L);
        builder.Property(row => row.Gone).HasColumnName("gone").HasDefaultValue(0L);
        builder.Property(row => row.Unexplained).HasColumnName("unexplained").HasDefaultValue(0L);
        builder.Property(row => row.UnexplainedAt).HasColumnName("unexplained_at");
        builder.Property(row => row.TopicId).HasColumnName("topic_id").HasColumnType("text");
        builder.Property(row => row.BeganAt).HasColumnName("began_at").HasColumnType("timestamptz").HasDefaultValueSql("now()");
        builder.Property(row => row.MovedAt).HasColumnName("moved_at").HasColumnType("timestamptz").HasDefaultValueSql("now()");
    }
}
