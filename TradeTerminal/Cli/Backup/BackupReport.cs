namespace TradeTerminal.Cli.Backup;

/// <summary>What became of the check of a dump; <c>backup-check --json</c> prints it.</summary>
internal sealed record BackupReport(
    string File, long Bytes, double RestoreSeconds, IReadOnlyList<FeedBackup> Feeds, IReadOnlyList<PartitionBackup> GoesOn)
{
    public bool IsGood => Feeds.All(feed => feed.IsGood) && GoesOn.All(partition => partition.IsGood);
}

/// <summary>A feed in a dump.</summary>
/// <param name="Feed">Its name.</param>
/// <param name="Rows">Stored events.</param>
/// <param name="Accepted">As <c>feed_offsets</c> counts them.</param>
/// <param name="Deleted">Of those, by operators.</param>
/// <param name="Dropped">Of those, by retention.</param>
/// <param name="Newest">Event time of the newest row, UTC.</param>
/// <param name="IsGood">Whether they agree.</param>
/// <param name="Says">What is to be said of it; empty when nothing is.</param>
internal sealed record FeedBackup(string Feed, long Rows, long Accepted, long Deleted, long Dropped, DateTime? Newest, bool IsGood, string Says);

/// <summary>Where a partition would be read on from the dump, and what of it is in the log.</summary>
internal sealed record PartitionBackup(string ClusterId, string Topic, int Partition, long NextOffset, bool IsGood, string Says);
