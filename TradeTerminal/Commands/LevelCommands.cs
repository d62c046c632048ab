using TradeTerminal.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Commands;

/// <summary>Alerts at a price: <c>AAPL above 190</c>, <c>crypto:BTC-USD crosses 90000 every</c>.</summary>
internal static class LevelCommands
{
    /// <summary>Whether a line with such a second word is about a level.</summary>
    public static bool Begins(string word) => word.Length > 0 && LevelDirections.All.Any(direction => Starts(direction, word));

    /// <summary>What it begins with.</summary>
    public static Command Example(string key) => new($"{key} above ", $"Alert when a price is reached: {key} above 190");

    public static IReadOnlyList<Command> Read(string[] words, CommandScope scope, out string? problem)
    {
        problem = null;
        if (scope.Names.Named(words[0]) is not { } instrument)
        {
            problem = $"Nothing of the name {Cut(words[0])} has prices here. The Market page lists all.";
            return [];
        }

        var directions = LevelDirections.All.Where(direction => Starts(direction, words[1])).ToList();
        var example = $"{instrument.Key} {directions[0]} 190";
        if (words.Length == 2)
        {
            problem = $"A price comes next, such as {example}.";
            return directions.ConvertAll(direction =>
                new Command($"{instrument.Key} {direction} ", $"Alert when a price of {instrument.Key} is reached: {instrument.Key} {direction} 190"));
        }

        if (TypedNumber.TryDecimal(words[2], out var price) is { } wrong)
        {
            problem = $"“{Cut(words[2])}” is no price. {wrong} For instance: {example}.";
            return [];
        }

        if (words.Length > 4 || (words.Length == 4 && !Starts("once", words[3]) && !Starts("every", words[3])))
        {
            problem = $"After the price comes once, every or nothing: {example} every.";
            return [];
        }

        var isEvery = words.Length == 4 && Starts("every", words[3]);
        var kind = LevelDirections.TryParse(directions[0], out var read) ? read : LevelDirection.Crosses;
        var level = new Level
        {
            LevelId = Guid.CreateVersion7(),
            Feed = instrument.Feed,
            Symbol = instrument.Symbol,
            Price = price,
            Direction = kind,
            Repeat = isEvery ? Repeat.Every : Repeat.Once,
            ArmedAt = scope.UtcNow,
        };
        problem = level.Problems().Values.FirstOrDefault();
        return problem is not null ? [] :
        [
            new Command($"{LevelWords.Of(level)}{(isEvery ? " every" : "")}", $"Alert {LevelWords.RepeatOf(level)} when {instrument.Key} {Does(kind)} {LevelWords.Price(price)}")
            {
                Level = level,
                Api = $"POST /api/levels {{\"symbol\":\"{instrument.Key}\",\"price\":{LevelWords.Price(price)},\"direction\":\"{kind.Code()}\",\"repeat\":\"{(isEvery ? "every" : "once")}\"}}",
            },
        ];
    }

    private static string Does(LevelDirection direction) => direction == LevelDirection.Crosses ? "crosses" : $"is {direction.Code()}";

    private static bool Starts(string whole, string word) => whole.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static string Cut(string word) => word.Length > 24 ? $"{word[..24]}…" : word;
}
