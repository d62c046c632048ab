using TradeTerminal.Controls;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Instruments;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.ChartTools;

namespace TradeTerminal.Commands;

/// <summary>Commands about the terminal page: they are addresses.</summary>
internal static class ViewCommands
{
    private const int MostCompletions = 5;

    /// <summary><c>AAPL</c>, <c>AAPL 5m</c>, <c>5m</c>; and what a beginning of a ticker may become.</summary>
    public static IReadOnlyList<Command> Chart(string[] words, CommandScope scope, out string? problem)
    {
        problem = null;
        if (words.Length == 1 && Interval.TryParse(words[0], out var alone))
        {
            var view = scope.View.WithInterval(alone);
            return [new Command(alone.Name, $"Candles of {alone.Name}") { Uri = view.Uri, Api = ApiOf(view, scope) }];
        }

        var found = scope.Find(words[0]);
        switch (words)
        {
            case [var part]:
                var exact = found is null ? [] : new[] { ChartOf(found, null, scope) };
                return [.. exact, .. Beginning(part, scope).Except([found!]).Take(MostCompletions).Select(name => ChartOf(name, null, scope))];
            case [_, var width] when found is not null && Interval.TryParse(width, out var interval):
                return [ChartOf(found, interval, scope)];
            case [_, var width] when found is not null:
                var names = Interval.All.Where(known => known.Name.StartsWith(width, StringComparison.OrdinalIgnoreCase)).ToList();
                problem = $"“{Cut(width)}” is no interval: it must be {Interval.Rule}. Type {found} 5m, for instance. For several tickers: only {found} {Cut(width)}.";
                return names.ConvertAll(known => ChartOf(found, known, scope));
            default:
                problem = found is null ? null : $"After {found} comes an interval, such as {found} 5m. For several tickers: only {string.Join(' ', words.Select(Cut))}.";
                return [];
        }
    }

    public static Command ChartOf(string key, Interval? interval, CommandScope scope)
    {
        var view = scope.View.WithChart(key);
        view = interval is null ? view : view.WithInterval(interval);
        return new Command(interval is null ? key : $"{key} {interval.Name}", $"Candles of {key}, {view.Interval.Name}")
        {
            Uri = view.Uri,
            Api = ApiOf(view, scope),
        };
    }

    public static Command All(CommandScope scope) =>
        Filtered("all", "Show all tickers", TickerFilter.All, scope with { View = scope.View.WithSince(null) });

    public static Command None(CommandScope scope) => Filtered("none", "Show no ticker", TickerFilter.None, scope);

    /// <summary><c>open AAPL</c>: the page about a symbol of any feed.</summary>
    public static IReadOnlyList<Command> Open(string[] words, CommandScope scope, out string? problem)
    {
        problem = null;
        var part = words.Length > 0 ? words[0] : "";
        List<string> symbols = part.Length == 0
            ? [.. scope.Symbols.Take(MostCompletions)]
            : [.. scope.Names.Find(part, MostCompletions * 4).Select(one => one.Symbol).Distinct().Take(MostCompletions)];
        if (symbols.Count == 0 || words.Length > 1)
        {
            problem = words.Length > 1 ? $"open takes one symbol, such as open {Cut(part)}."
                : part.Length == 0 ? "Type open and a symbol, such as open AAPL."
                : $"No symbol has {Cut(part)} in its name. The Market page lists all.";
            return [];
        }

        return symbols.ConvertAll(symbol =>
            new Command($"open {symbol}", $"Everything about {symbol}: prices, quotes, tape, positions, alerts")
            {
                Uri = InstrumentView.Of(symbol), Api = $"GET /api/quotes?symbols={AddressText.Query(symbol)}",
            });
    }

    /// <summary><c>only MSFT NVDA</c>.</summary>
    public static IReadOnlyList<Command> Only(string[] words, bool isOpen, CommandScope scope, out string? problem) =>
        Several("only", words, isOpen, scope, OnlyOf, out problem);

    /// <summary><c>compare MSFT NVDA</c>, <c>compare AAPL SP500 crypto:BTC-USD</c>.</summary>
    public static IReadOnlyList<Command> Compare(string[] words, bool isOpen, CommandScope scope, out string? problem) =>
        Several("compare", words, isOpen, scope, CompareOf, out problem, ofAnyFeed: true);

    private static IReadOnlyList<Command> Several(
        string verb, string[] words, bool isOpen, CommandScope scope, Func<string[], CommandScope, Command> make, out string? problem,
        bool ofAnyFeed = false)
    {
        problem = null;
        var kind = ofAnyFeed ? "symbols" : "tickers";
        if (words.Length == 0)
        {
            return [new Command($"{verb} ", $"And {kind} with spaces between them: {verb} {(ofAnyFeed ? "AAPL SP500" : "MSFT NVDA")}"), .. scope.Symbols.Take(MostCompletions).Select(name => make([name], scope))];
        }

        var unknown = words.Select(word => word.ToUpperInvariant())
            .Where(word => ofAnyFeed ? scope.Names.Named(word) is null : !scope.Symbols.Contains(word)).ToList();
        if (unknown.Count == 0)
        {
            return [make(words, scope)];
        }

        problem = $"{(ofAnyFeed ? $"Nothing of the name {Cut(unknown[0])} has prices here." : $"No ticker {Cut(unknown[0])} has traded here.")} Type {verb} and {kind} with spaces between them, such as {verb} {string.Join(' ', scope.Symbols.Take(2).DefaultIfEmpty("MSFT"))}.";
        return isOpen && unknown.Count == 1 && unknown[0].Equals(words[^1], StringComparison.OrdinalIgnoreCase)
            ? [.. Like(unknown[0]).Select(name => make([.. words[..^1], name], scope))]
            : [];

        // As among charts: a single letter is in nearly all.
        IEnumerable<string> Like(string part) => scope.Names.Find(part, MostCompletions, isTraded: !ofAnyFeed)
            .Select(scope.Names.NameOf).Where(name => part.Length > 1 || Begins(name, part));
    }

    /// <summary><c>list tech</c>: only the symbols of a watchlist.</summary>
    public static IReadOnlyList<Command> List(string[] words, CommandScope scope, out string? problem)
    {
        var part = words.FirstOrDefault("");
        problem = scope.Lists.All.IsEmpty ? "There are no watchlists yet: type watchlists to make one."
            : $"Type list and the name of a watchlist: {string.Join(", ", scope.Lists.All.Take(MostCompletions).Select(list => list.Name))}.";
        return words.Length > 1
            ? []
            : [.. scope.Lists.All.Where(list => list.Name.StartsWith(part, StringComparison.OrdinalIgnoreCase)).Take(MostCompletions)
                .Select(list => Filtered($"list {list.Name}", $"Show only the {list.Symbols.Length} symbols of the watchlist {list.Name}",
                    TickerFilter.Parse(list.Key).Resolve(scope.Lists.SymbolsOf), scope))];
    }

    private static Command OnlyOf(string[] tickers, CommandScope scope)
    {
        var filter = TickerFilter.Of(tickers);
        return Filtered($"only {string.Join(' ', filter.Symbols)}", $"Show only {string.Join(", ", filter.Symbols)}", filter, scope);
    }

    private static Command CompareOf(string[] tickers, CommandScope scope)
    {
        var filter = TickerFilter.Of(tickers.Select(word => scope.Names.Named(word) is { } named ? scope.Names.NameOf(named) : word));
        var view = scope.View.With(filter).WithSince(SincePicker.Usual(scope.UtcNow));
        return new Command($"compare {string.Join(' ', filter.Symbols)}",
            $"{string.Join(", ", filter.Symbols)} in percent of their prices five minutes ago")
        {
            Uri = view.Uri,
            Api = $"GET /live?tickers={AddressText.Query(Help.ApiOf.Series(filter))}",
        };
    }

    private static Command Filtered(string text, string does, TickerFilter filter, CommandScope scope) => new(text, does)
    {
        Uri = scope.View.With(filter).Uri,
        Api = filter.IsAll || filter.IsNone ? "GET /api/summary" : $"GET /api/summary?tickers={AddressText.Query(filter.Text)}",
    };

    /// <summary>What only contains what is typed, or is of a feed of that name; a single letter is in nearly all.</summary>
    public static IEnumerable<Command> Containing(string part, CommandScope scope) => part.Length < 2 ? []
        : Like(part, scope).Where(key => !Begins(key, part)).Take(MostCompletions).Select(key => ChartOf(key, null, scope));

    private static IEnumerable<string> Beginning(string part, CommandScope scope) => Like(part, scope).Where(key => Begins(key, part));

    /// <summary>Of a symbol with venues all together.</summary>
    private static IEnumerable<string> Like(string part, CommandScope scope) =>
        scope.Names.Find(part, SymbolCatalogue.MostFound).Select(one => (one with { Venue = "" }).Key).Distinct();

    private static bool Begins(string key, string part) =>
        (Instrument.TryParse(key, out var one) && one.Symbol.StartsWith(part, StringComparison.OrdinalIgnoreCase))
            || key.StartsWith(part, StringComparison.OrdinalIgnoreCase);

    public static string ApiOf(TerminalView view, CommandScope scope)
    {
        var key = view.Chart ?? view.Filter.Symbols.Concat(scope.Symbols).FirstOrDefault();
        return Help.ApiOf.Candles(key, view.Interval.Name, view.At)[0].Call;
    }

    private static string Cut(string word) => word.Length > 24 ? $"{word[..24]}…" : word;
}
