using System.CommandLine;
using System.Text.Json;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Cli;

/// <summary><c>generate indices prices.csv</c>: a file to replay.</summary>
internal static class GenerateCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to write it" };
        var seed = new Option<int>("--seed") { Description = "The same seed and start give the same bytes", DefaultValueFactory = _ => 1 };
        var start = new Option<string?>("--start") { Description = "Time of the first rows, such as 2026-03-01T14:30:00Z; without it the file ends now" };
        var force = new Option<bool>("--force") { Description = "Also over a file that is there" };
        var indices = new Command("indices", $"Prices of three indices, {IndexFile.Rows} rows each at steps of {IndexFile.Step.TotalMinutes} minutes") { file, seed, start, force };
        indices.SetAction(run(async (session, cancellation) =>
        {
            var given = session.Arguments;
            var target = given.GetValue(file)!;
            if (target.Exists && !given.GetValue(force))
            {
                throw new CommandException(ExitCode.Problem, $"There is a file {target.FullName} already; --force writes over it.");
            }

            var from = given.GetValue(start) is { } time ? $"&start={Uri.EscapeDataString(time)}" : "";
            var csv = await session.Terminal.GetTextAsync($"api/index-file?seed={given.GetValue(seed)}{from}", cancellation)
                .ConfigureAwait(false);
            await WriteAsync(target, csv, cancellation).ConfigureAwait(false);
            var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            session.Write(
                JsonSerializer.SerializeToElement(
                    new { file = target.FullName, events = lines.Length - 1, first = Time(lines[1]), last = Time(lines[^1]) }),
                result => [$"{target.FullName}: {CommandSession.Count(result, "events")} events from {CommandSession.Text(result, "first")} to {CommandSession.Text(result, "last")}"]);
            return ExitCode.Good;
        }));
        return new Command("generate", "Write a file to replay") { indices };
    }

    private static string Time(string line) => line.Split(',')[0];

    private static async Task WriteAsync(FileInfo target, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(target.FullName, text, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Problem, $"{target.FullName} can't be written: {exception.Message}");
        }
    }
}
