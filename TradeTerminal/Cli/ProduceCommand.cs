using System.CommandLine;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>produce quotes --rate 500 --seconds 10</c>: starts a producer, and stops it after a time if one is given.</summary>
internal static class ProduceCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var name = new Argument<string>("name") { Description = "trades, quotes, order_book, positions, commodities or crypto" };
        var rate = new Option<int?>("--rate") { Description = "Events a second, 0 for as fast as the broker takes them" };
        var interval = NumberOption.Create("--interval", "Seconds between two steps of the market, in place of a rate");
        var symbols = new Option<string?>("--symbols") { Description = "With commas between them; without it the usual ones" };
        var seed = new Option<int?>("--seed") { Description = "The same seed gives the same events; without it a new one each time" };
        var stress = NumberOption.Create("--stress", "How much livelier than normal, 1, the market is");
        var seconds = NumberOption.Create(
            "--seconds", "Stop after so long; without it the producer goes on", "above 0 and at most 86400",
            number => number is > 0 and <= 86_400);
        var stop = new Option<bool>("--stop") { Description = "Stop it" };
        var command = new Command("produce",
            "Start a producer of made-up events") { name, rate, interval, symbols, seed, stress, seconds, stop };
        command.SetAction(run(async (session, cancellation) =>
        {
            var given = session.Arguments;
            var path = $"api/producers/{Uri.EscapeDataString(given.GetValue(name)!)}";
            if (given.GetValue(stop))
            {
                return Report(session, await session.Terminal.PostAsync($"{path}/stop", null, cancellation).ConfigureAwait(false));
            }

            using var body = JsonContent.Create(new
            {
                rate = given.GetValue(rate),
                interval = given.GetValue(interval),
                symbols = given.GetValue(symbols)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                seed = given.GetValue(seed),
                stress = given.GetValue(stress),
            });
            var started = await session.Terminal.PostAsync($"{path}/start", body, cancellation).ConfigureAwait(false);
            if (given.GetValue(seconds) is not { } limit)
            {
                return Report(session, started);
            }

            session.Say($"Producing for {limit} s …");
            await Task.Delay(TimeSpan.FromSeconds((double)limit), session.Time, cancellation)
                .ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            return Report(session, await session.Terminal.PostAsync($"{path}/stop", null, CancellationToken.None).ConfigureAwait(false));
        }));
        return command;
    }

    private static int Report(CommandSession session, JsonElement producer)
    {
        session.Write(producer, state =>
        [
            $"{CommandSession.Text(state, "name")}: {(state.GetProperty("running").GetBoolean() ? "running" : "stopped")}, seed {CommandSession.Text(state, "seed")}, into {CommandSession.Text(state, "topic")}",
            $"{CommandSession.Count(state, "sent")} sent, {CommandSession.Count(state, "acknowledged")} acknowledged, {CommandSession.Count(state, "failed")} failed",
            .. Problem(state),
        ]);
        return producer.GetProperty("failed").GetInt64() == 0 ? ExitCode.Good : ExitCode.Problem;
    }

    private static string[] Problem(JsonElement state) =>
        CommandSession.Text(state, "problem") is { Length: > 0 } problem ? [$"Last problem: {problem}"] : [];
}
