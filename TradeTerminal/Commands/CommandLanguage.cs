using System.Collections.Immutable;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Commands;

/// <summary>
/// The language of the palette: <c>AAPL</c>, <c>AAPL 5m</c>, <c>AAPL above 190</c>, <c>5m</c>, <c>open AAPL</c>, <c>only MSFT NVDA</c>, <c>list tech</c>,
/// <c>compare MSFT NVDA</c>, <c>all</c>, <c>goto yesterday 10:30</c>, <c>live</c>, <c>sells over 500</c>, <c>export</c>, page names, <c>produce 100</c>, <c>produce quotes</c>,
/// <c>stop</c>, <c>hide AAPL</c>, <c>panel tape</c>, <c>layout 4</c>, <c>theme light</c>, <c>pause</c>, <c>beside</c>, <c>why</c>, <c>link</c>, <c>tour</c>, <c>keys</c>; in any case.
/// What is typed so far is completed: a line that is a command comes first, then those it may become.
/// </summary>
public static class CommandLanguage
{
    public const int LongestLine = 200;
    public const int MostShown = 8;

    private const string Help =
        "Type a ticker (AAPL), one with an interval (AAPL 5m), an alert (AAPL above 190), only MSFT NVDA, all, goto 10:30, a page (alerts), produce 100, stop or theme light.";

    public static CommandReading Read(string line, CommandScope scope)
    {
        var words = CommandWords.Of(line[..Math.Min(line.Length, LongestLine)], scope.Names);
        if (words.Length == 0)
        {
            return new CommandReading(Examples(scope), null);
        }

        // A word may become a longer one until a space ends it.
        var isOpen = !char.IsWhiteSpace(line[^1]);
        string? problem = null;
        var verb = words[0].ToLowerInvariant();
        var commands = verb switch
        {
            "only" => ViewCommands.Only(words[1..], isOpen, scope, out problem),
            "list" => ViewCommands.List(words[1..], scope, out problem),
            "open" => ViewCommands.Open(words[1..], scope, out problem),
            "compare" => ViewCommands.Compare(words[1..], isOpen, scope, out problem),
            "goto" => MomentCommands.Goto(words[1..], scope, out problem),
            "buys" or "sells" or "trades" => TradeCommands.Read(verb, words[1..], scope, out problem),
            "produce" => ProducerCommands.Produce(words[1..], scope, out problem),
            "stop" => ProducerCommands.Stop(words[1..], scope, out problem),
            "hide" => HideCommands.Hide(words[1..], scope, out problem),
            "show" => HideCommands.Show(words[1..], scope, out problem),
            "delete" => HideCommands.Delete(words[1..], scope, out problem),
            "panel" => DeskCommands.Panel(words[1..], scope, out problem),
            "layout" => DeskCommands.Layout(words[1..], scope, out problem),
            "theme" => BrowserCommands.Theme(words[1..], out problem),
            "colours" or "colors" => BrowserCommands.Colours(words[1..], out problem),
            _ when words.Length > 1 && LevelCommands.Begins(words[1]) => LevelCommands.Read(words, scope, out problem),
            _ => ViewCommands.Chart(words, scope, out problem),
        };
        if (words.Length == 1)
        {
            commands = [.. commands, .. Words(scope).Where(command => command.Text == verb
                || (isOpen && command.Text.StartsWith(verb, StringComparison.Ordinal) && command.Text != verb + " ")),
                .. ViewCommands.Containing(verb, scope)];
        }

        // What is typed whole comes before what it may become.
        var typed = string.Join(' ', words);
        ImmutableArray<Command> shown =
        [
            .. commands.DistinctBy(command => command.Text)
                .OrderByDescending(command => command.Text.Equals(typed, StringComparison.OrdinalIgnoreCase)).Take(MostShown),
        ];
        return new CommandReading(shown, shown.IsEmpty ? problem ?? Unknown(words) : null);
    }

    /// <summary>Everything that begins with a word of its own.</summary>
    private static IEnumerable<Command> Words(CommandScope scope) =>
    [
        .. PageShortcut.All.Select(page => new Command(page.Name, page.Shows) { Uri = page.Uri, Api = page.Api }),
        new("only ", "Show only these tickers: only MSFT NVDA"),
        new("list ", "Show only the symbols of a watchlist: list tech"),
        new("open ", "Everything about a symbol on one page: open AAPL"),
        new("compare ", "Prices of any feed in percent of those five minutes ago: compare AAPL SP500"),
        ViewCommands.All(scope),
        ViewCommands.None(scope),
        new("goto ", "Show the candles around a moment: goto 10:30, goto yesterday"),
        MomentCommands.Live(scope),
        .. TradeCommands.Verbs.Keys.Select(verb => TradeCommands.Of(verb, 0, scope)),
        new("produce ", "Start made-up trades: produce 100, or another producer: produce quotes"),
        new("stop", "Stop made-up trades") { Order = new(scope.Producers[0], false), Api = "POST /api/producer/stop" },
        new("theme ", "Dark, light or contrast: theme light"),
        new("colours ", "Of up and down: colours green-red"),
        new("pause", "Hold the tape of the terminal page still, or let it go on") { Act = new("pause") },
        new("beside", "Show or hide the charted symbol's quotes, order flow, positions and alerts beside the chart") { Act = new("beside") },
        new("panel ", "A panel in a window of its own: panel tape"),
        new("layout ", "One, two, four or six charts at once: layout 4"),
        new("hide ", "Leave a symbol out of the lists of this browser: hide AAPL"),
        new("show ", "Show a hidden symbol again: show AAPL"),
        new("delete ", "What is stored of a symbol, and deleting it for everybody: delete AAPL"),
        Export(scope),
        new("why", "Why the feed is late, and how long each stage takes") { Act = new("why"), Api = "GET /api/status" },
        new("link", "Copy the address of this view") { Act = new("link"), Done = "Copied. It shows the same view in every browser that reaches this terminal." },
        new("tour", "The terminal in five steps") { Act = new("tour") },
        new("keys", "List of the keyboard shortcuts") { Act = new("keys") },
    ];

    /// <summary>A question that can't be answered would be a failed download, without a word.</summary>
    private static Command Export(CommandScope scope)
    {
        var arguments = new QueryArguments();
        (scope.Stored with { Tickers = scope.Lists.Expand(scope.Stored.Tickers, out _) }).Read(arguments);
        return arguments.AreValid
            ? new("export", scope.Stored.IsFiltered ? "The stored trades of this view as a CSV file" : "All stored trades as a CSV file")
            {
                Act = new("file", scope.Stored.CsvUri), Api = $"GET {scope.Stored.CsvUri}",
            }
            : new("export", $"Correct the filter of this page first: {string.Join(' ', arguments.Problems)}");
    }

    /// <summary>For a field that is empty: all there is to be typed, what is wanted most first.</summary>
    private static ImmutableArray<Command> Examples(CommandScope scope) =>
    [
        .. scope.Symbols.Take(1).Select(symbol => ViewCommands.ChartOf(symbol, null, scope)),
        .. scope.Symbols.Take(1).Select(LevelCommands.Example),
        .. Words(scope).OrderByDescending(
            command => command.Text is "only " or "market" or "alerts" or "produce " or "stop" or "theme " or "keys"),
    ];

    private static string Unknown(string[] words)
    {
        var first = words[0].Length > 24 ? $"{words[0][..24]}…" : words[0];
        if (words.Length == 1 && IsWidth(words[0]))
        {
            return $"“{first}” is no interval: it must be {Interval.Rule}. Those offered: {string.Join(", ", Interval.All.Select(known => known.Name))}.";
        }

        return $"“{first}” is no command, and no ticker of that name is stored here. {Help}";
    }

    /// <summary>Digits and the letter of a unit: an interval was meant, even if there is none such.</summary>
    private static bool IsWidth(string word) =>
        word is [.. { Length: > 0 } digits, 's' or 'm' or 'h' or 'd' or 'S' or 'M' or 'H' or 'D'] && digits.All(char.IsAsciiDigit);
}
