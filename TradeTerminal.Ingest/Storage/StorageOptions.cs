namespace TradeTerminal.Ingest.Storage;

/// <summary>Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Days of event time that are kept; older daily partitions are dropped.</summary>
    public int RetentionDays { get; set; } = 90;

    /// <summary>Folder with PostgreSQL's initdb, pg_ctl and postgres, for the embedded server.</summary>
    public string? PostgresBinaries { get; set; }
}
