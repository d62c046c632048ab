using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>A stored alert, and how far it has gone: to Kafka, to the webhook, to a person.</summary>
public sealed class AlertRow : IEntityTypeConfiguration<AlertRow>
{
    public Guid AlertId { get; init; }

    public string Kind { get; init; } = "";

    public string Feed { get; init; } = "";

    public string Symbol { get; init; } = "";

    public string Venue { get; init; } = "";

    public string Severity { get; init; } = "";

    public DateTime DetectedAt { get; init; }

    public string Message { get; init; } = "";

    public string Inputs { get; init; } = "";

    public string SourceTopic { get; init; } = "";

    public int SourcePartition { get; init; }

    public long SourceOffset { get; init; }

    public DateTime RaisedAt { get; init; }

    public DateTime? AcknowledgedAt { get; init; }

    public DateTime? PublishedAt { get; init; }

    public DateTime? NotifiedAt { get; init; }

    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.ToTable("alerts");
        builder.HasKey(row => row.AlertId);
        builder.Property(row => row.AlertId).HasColumnName("alert_id");
        builder.Property(row => row.Kind).HasColumnName("kind").HasColumnType("text");
        builder.Property(row => row.Feed).HasColumnName("feed").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Venue).HasColumnName("venue").HasColumnType("text");
        builder.Property(row => row.Severity).HasColumnName("severity").HasColumnType("text");
        builder.Property(row => row.DetectedAt).HasColumnName("detected_at").HasColumnType("timestamptz");
        builder.Property(row => row.Message).HasColumnName("message").HasColumnType("text");
        builder.Property(row => row.Inputs).HasColumnName("inputs").HasColumnType("json");
        builder.Property(row => row.SourceTopic).HasColumnName("source_topic").HasColumnType("text");
        builder.Property(row => row.SourcePartition).HasColumnName("source_partition");
        builder.Property(row => row.SourceOffset).HasColumnName("source_offset");
        builder.Property(row => row.RaisedAt).HasColumnName("raised_at").HasColumnType("timestamptz");
        builder.Property(row => row.AcknowledgedAt).HasColumnName("acknowledged_at").HasColumnType("timestamptz");
        builder.Property(row => row.PublishedAt).HasColumnName("published_at").HasColumnType("timestamptz");
        builder.Property(row => row.NotifiedAt).HasColumnName("notified_at").HasColumnType("timestamptz");
        builder.HasIndex(row => row.DetectedAt).HasDatabaseName("alerts_detected_at");
        builder.HasIndex(row => new { row.Kind, row.DetectedAt }).HasDatabaseName("alerts_kind");
        builder.HasIndex(row => new { row.Symbol, row.DetectedAt }).HasDatabaseName("alerts_symbol");
        // Two indexes of one column are told apart by their names in the model; without them the second takes the first's place.
        builder.HasIndex(row => row.RaisedAt, "alerts_unpublished").HasFilter("published_at IS NULL");
        builder.HasIndex(row => row.RaisedAt, "alerts_unnotified").HasFilter("notified_at IS NULL");
    }
}
