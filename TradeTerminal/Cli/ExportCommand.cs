using System.CommandLine;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>export trades.csv --tickers AAPL --from 2026-03-01</c>: stored trades as the replay takes them.</summary>
internal static class ExportCommand
{
    private const string Pipe = "-";

    public static Command Create(CommandLine.Runner run)
    {
        var file = new Argument<string>("file") { Description = "Where to write it; - is standard output" };
        var force = new Option<bool>("--force") { Description = "Also over a file that is there" };
        Option<string?>[] filters =
        [
            new("--tickers") { Description = "With commas between them, or list:NAME" },
            new("--from") { Description = "Event time, such as 2026-03-01T14:30:00Z; belongs to the range" },
            new("--to") { Description = "Does not belong to the range" },
            new("--side") { Description = "buy or sell" },
            new("--sort") { Description = "-time (the default), time, -price, price, -size or size" },
        ];
        var command = new Command("export", "Stored trades as CSV, which the replay takes") { file, force };
        foreach (var filter in filters)
        {
            command.Options.Add(filter);
        }

        command.SetAction(run(async (session, cancellation) =>
        {
            var given = session.Arguments;
            var query = filters.Where(filter => given.GetValue(filter) is not null)
                .Select(filter => $"{filter.Name.TrimStart('-')}={Uri.EscapeDataString(given.GetValue(filter)!)}");
            await SaveAsync(
                session, $"api/trades.csv?{string.Join('&', query)}", given.GetValue(file)!, given.GetValue(force), rows => $"{rows} trades",
                cancellation).ConfigureAwait(false);
            return ExitCode.Good;
        }));
        return command;
    }

    /// <summary>Writes an answer to a file, or to standard output where the file is <c>-</c>, and says how much it was.</summary>
    internal static async Task SaveAsync(
        CommandSession session, string address, string target, bool force, Func<string, string> words, CancellationToken cancellationToken)
    {
        if (target == Pipe)
        {
            await session.CopyAsync(address, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (File.Exists(target) && !force)
        {
            throw new CommandException(ExitCode.Problem, $"There is a file {Path.GetFullPath(target)} already; --force writes over it.");
        }

        var rows = await WriteAsync(session, address, target, cancellationToken).ConfigureAwait(false);
        session.Write(
            JsonSerializer.SerializeToElement(new { file = Path.GetFullPath(target), rows }),
            result => [$"{CommandSession.Text(result, "file")}: {words(CommandSession.Count(result, "rows"))}"]);
    }

    /// <summary>Under another name until it is whole: an answer that is cut off is not complete.</summary>
    private static async Task<long> WriteAsync(CommandSession session, string address, string target, CancellationToken cancellationToken)
    {
        // Of this command alone: nobody's file has this name.
        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            long rows;
            await using (var writer = File.CreateText(part))
            {
                rows = await session.Terminal.CopyLinesAsync(address, writer, cancellationToken).ConfigureAwait(false) - 1;
            }

            File.Move(part, target, overwrite: true);
            return rows;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Problem, $"{Path.GetFullPath(target)} can't be written: {exception.Message}");
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }
}
