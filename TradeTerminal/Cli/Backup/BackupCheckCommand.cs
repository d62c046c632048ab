using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Cli.Backup;

/// <summary>
/// <c>backup-check trades.dump</c>: restores a dump into a database of its own, compares what is in it, and says where reading would go on
/// from it. The database is gone afterwards, also when this is interrupted.
/// </summary>
internal static class BackupCheckCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var file = new Argument<string>("file") { Description = "As pg_dump wrote it: -Fc, or plain SQL" };
        var server = new Option<string?>("--server")
        {
            Description = "A PostgreSQL where a database may be made for it, in Npgsql's form; else one is started for it alone",
        };
        var command = new Command("backup-check", "Whether a dump of the database can be restored, is whole, and where reading goes on")
        {
            file, server,
        };
        command.SetAction(run(async (session, cancellation) =>
        {
            var path = Path.GetFullPath(session.Arguments.GetValue(file)!);
            if (!File.Exists(path))
            {
                throw new CommandException(ExitCode.Usage, $"There is no file {path}.");
            }

            var configuration = DoctorCommand.Configuration();
            var dump = await DumpFile.ReadAsync(path, cancellation).ConfigureAwait(false);
            var tools = RestoreTools.Find(configuration["Storage:PostgresBinaries"], dump);
            await using var scratch = await ScratchDatabase.CreateAsync(
                session.Arguments.GetValue(server), configuration["Storage:PostgresBinaries"], session.Say, cancellation).ConfigureAwait(false);
            session.Say($"Restoring {path} into {scratch.Where}…");
            var began = session.Time.GetTimestamp();
            await tools.RestoreAsync(dump, scratch, cancellation).ConfigureAwait(false);
            var seconds = Math.Round(session.Time.GetElapsedTime(began).TotalSeconds, 1);
            var found = await new RestoredDatabase(scratch.ConnectionString, configuration).ExamineAsync(cancellation)
                .ConfigureAwait(false);
            var goesOn = await LogPositions.CompareAsync(configuration, found.Partitions, cancellation).ConfigureAwait(false);
            var result = new BackupReport(path, dump.Bytes, seconds, found.Feeds, goesOn);
            session.Write(JsonSerializer.SerializeToElement(result, CommandSession.Camel), _ => Words(session, result));
            return result.IsGood ? ExitCode.Good : ExitCode.Problem;
        }));
        return command;
    }

    private static IEnumerable<string> Words(CommandSession session, BackupReport report)
    {
        var table = new TextTable("feed", ">rows", ">by offsets", ">deleted", ">too old", "newest", "verdict");
        foreach (var feed in report.Feeds)
        {
            table.Add(
                feed.IsGood ? null : session.Ink.Bad, feed.Feed, $"{feed.Rows:N0}", $"{feed.Accepted:N0}", $"{feed.Deleted:N0}", $"{feed.Dropped:N0}",
                feed.Newest?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "", feed.IsGood ? "ok" : "DIFFERS");
        }

        foreach (var line in table.Lines(session.Ink))
        {
            yield return line;
        }

        foreach (var line in report.Feeds.Where(feed => feed.Says.Length > 0)
            .SelectMany(feed => TextTable.Wrap($"{feed.Feed}: {feed.Says}", TextTable.Width)))
        {
            yield return line;
        }

        foreach (var line in report.GoesOn.SelectMany(partition => TextTable.Wrap(GoesOn(partition), TextTable.Width)))
        {
            yield return line;
        }

        yield return report.IsGood
            ? session.Ink.Good($"The dump is good: restored in {report.RestoreSeconds:N1} s, every feed has what its offsets say.")
            : session.Ink.Bad("The dump is NOT what the offsets in it say: do not rely on it. Make another one.");
    }

    private static string GoesOn(PartitionBackup partition) =>
        $"{partition.Topic}/{partition.Partition} goes on at offset {partition.NextOffset}"
        + (partition.Says.Length > 0 ? $": {partition.Says}" : "");
}
