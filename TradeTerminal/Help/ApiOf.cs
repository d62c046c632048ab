using System.Globalization;
using System.Text.Json;
using TradeTerminal.Alerts;
using TradeTerminal.Controls;
using TradeTerminal.History;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Market;
using TradeTerminal.Pipeline;
using TradeTerminal.Settings;
using TradeTerminal.Tape;
using TradeTerminal.Terminal;

namespace TradeTerminal.Help;

/// <summary>The calls behind the panels, for what is chosen in them.</summary>
internal static class ApiOf
{
    /// <summary><paramref name="chart"/> is the key of the instrument; null while nothing is charted.</summary>
    public static IReadOnlyList<ApiCall> Candles(string? chart, string interval, DateTime? at = null)
    {
        var key = string.IsNullOrEmpty(chart) ? "AAPL" : chart;
        var isOther = Instrument.TryParse(key, out var other) && !other.IsTraded;
        var candles = "GET /api/candles" + (isOther
            ? Query(("ticker", other!.Symbol), ("feed", other.Feed), ("venue", other.Venue.Length > 0 ? other.Venue : null), ("interval", interval))
            : Query(("ticker", key), ("interval", interval)));
        return
        [
            .. at is { } moment
                ? new ApiCall[]
                {
                    new("Candles from the moment on", $"{candles}&from={TerminalView.Iso(moment)}&take=oldest"),
                    new("Candles before it", $"{candles}&to={TerminalView.Iso(moment)}"),
                }
                : [new ApiCall("Candles", candles)],
            .. isOther ? [] : new ApiCall[] { new("Stretches without trades", $"GET /api/gaps?ticker={AddressText.Query(key)}") },
        ];
    }

    public static IReadOnlyList<ApiCall> Window(TickerFilter filter) =>
    [
        new("Figures of the window", "GET /api/summary" + Query(("tickers", TickersOf(filter)))),
        new("Every ticker", "GET /api/tickers"),
    ];

    public static IReadOnlyList<ApiCall> Lines(TickerFilter filter) =>
    [
        new("The newest seconds, a column a symbol", "GET /live" + Query(("tickers", filter.IsAll || filter.IsNone ? null : Series(filter)))),
        .. Window(filter),
    ];

    public static IReadOnlyList<ApiCall> OrderFlow(string symbol) => [new("Order flow", $"GET /api/order-flow?symbol={AddressText.Query(symbol)}")];

    public static IReadOnlyList<ApiCall> Tape(TickerFilter filter, TapeFilter shown) =>
    [
        new("These trades", "GET /api/trades" + Query(
            ("tickers", TickersOf(filter)), ("side", shown.SideName),
            ("sizeFrom", shown.LeastSize > 0 ? shown.LeastSize.ToString(CultureInfo.InvariantCulture) : null))),
        new("Trades as they come", "GET /api/stream"),
    ];

    public static IReadOnlyList<ApiCall> History(HistoryView view) =>
        [new("These trades", $"GET {view.ApiUri}"), new("As a file", $"GET {view.CsvUri}")];

    public static IReadOnlyList<ApiCall> Alerts(AlertView view, Guid? alert) =>
    [
        new("These alerts", "GET /api/alerts" + Query(
            ("kind", view.Kind), ("symbol", view.Symbol), ("symbols", ListOf(view)), ("severity", view.Severity))),
        new("Acknowledge one", $"POST /api/alerts/{(alert is null ? "{id}" : alert.ToString())}/acknowledge"),
        new("Snooze", $"POST /api/alerts/snooze {{\"kind\":\"{view.Kind ?? AlertKind.PriceMove.Code()}\",\"symbol\":\"{view.Symbol ?? "AAPL"}\",\"minutes\":15}}"),
        new("Take it back", $"DELETE /api/alerts/{(alert is null ? "{id}" : alert.ToString())}/acknowledge"),
    ];

    /// <param name="view">Of the page.</param>
    /// <param name="today">Its dots are of the day before.</param>
    public static IReadOnlyList<ApiCall> AlertHours(AlertView view, DateOnly today) =>
        Days("/api/alerts/hours", today, ("symbol", view.Symbol), ("symbols", ListOf(view)), ("severity", view.Severity));

    /// <param name="filter">Of the page.</param>
    /// <param name="today">Its dots are of the day before.</param>
    public static IReadOnlyList<ApiCall> VolumeHours(TickerFilter filter, DateOnly today) =>
        Days("/api/volume/hours", today, ("tickers", TickersOf(filter)));

    /// <param name="book"><c>commodities</c> or <c>traders</c>.</param>
    /// <param name="day">Null for today.</param>
    public static IReadOnlyList<ApiCall> PnlDay(string book, DateOnly? day) =>
    [
        new("These figures", "GET /api/pnl/day" + Query(("book", book), ("day", day is { } other ? DayOf(other) : null))),
        new("As it stands", $"GET /api/pnl?book={book}"),
    ];

    public static IReadOnlyList<ApiCall> Rules { get; } =
    [
        new("Rules and their settings", "GET /api/rules"),
        new("Price levels", "GET /api/levels"),
        new("Set one", "POST /api/levels {\"symbol\":\"AAPL\",\"price\":190,\"direction\":\"above\"}"),
        new("Save one", "PUT /api/rules/price_move {\"significantPercent\":4}"),
        new("Rehearse one", "POST /api/rules/price_move/rehearse {\"settings\":{\"significantPercent\":4},\"hours\":24}"),
    ];

    public static IReadOnlyList<ApiCall> Producer(string name, int rate) =>
    [
        new("State and counts", $"GET /api/producers/{name}"),
        new("Start", $"POST /api/producers/{name}/start{(rate > 0 ? $" {{\"rate\":{rate}}}" : "")}"),
        new("Stop", $"POST /api/producers/{name}/stop"),
    ];

    public static IReadOnlyList<ApiCall> Replay { get; } =
    [
        new("A file", "POST /api/replay?feed=trades&speed=10 < trades.csv"),
        new("A stored range",
            "POST /api/replay {\"feed\":\"trades\",\"from\":\"2026-03-02T14:30:00Z\",\"to\":\"2026-03-02T15:00:00Z\",\"speed\":\"10\"}"),
        new("State", "GET /api/replay"),
        new("Hold", "POST /api/replay/pause"),
        new("Go on", "POST /api/replay/resume"),
        new("One event, and hold", "POST /api/replay/step"),
        new("End", "POST /api/replay/stop"),
    ];

    public static IReadOnlyList<ApiCall> Scenarios { get; } =
    [
        new("All, with their verdicts", "GET /api/scenarios"),
        new("Play one", "POST /api/scenarios/arbitrage"),
        new("Its verdict", "GET /api/scenarios/arbitrage"),
    ];

    /// <param name="symbol">In any feed.</param>
    /// <param name="feeds">Those that have something of it; null while that is not known. None deletes: the last one says what it would.</param>
    public static IReadOnlyList<ApiCall> Symbol(string symbol, IEnumerable<string>? feeds) =>
    [
        .. (feeds ?? []).DefaultIfEmpty("{feed}").Select(feed => new ApiCall(
            feed == "{feed}" ? "How much is stored in a feed" : $"How much is stored in {feed}", $"GET /api/symbols/{feed}/{AddressText.Path(symbol)}")),
        new("What deleting it would take, and how to confirm it", $"DELETE /api/symbols/{{feed}}/{AddressText.Path(symbol)}"),
    ];

    public static IReadOnlyList<ApiCall> Deletions { get; } = [new("What was deleted", "GET /api/deletions")];

    public static IReadOnlyList<ApiCall> Runs { get; } = [new("Runs with limits", "GET /api/runs")];

    public static IReadOnlyList<ApiCall> Market { get; } =
    [
        new("Tickers with the day's figures", "GET /api/tickers"),
        new("Quotes", "GET /api/quotes"),
        new("Crypto, or another feed", "GET /api/quotes?feed=crypto"),
    ];

    public static IReadOnlyList<ApiCall> Pipeline { get; } =
    [
        new("Feeds, partitions, lag and latency", "GET /api/status"),
        new("Is it ready?", "GET /health/ready"),
        new("For Prometheus", "GET /metrics"),
    ];

    /// <summary>What a feed would make of a topic.</summary>
    public static IReadOnlyList<ApiCall> Map(string? topic, string feed) =>
    [
        new("What a feed makes of a topic", $"POST /api/map/preview {JsonSerializer.Serialize(new { topic = topic ?? "md.trades", feed })}"),
    ];

    public static IReadOnlyList<ApiCall> PipelineHistory(PipelineView view) =>
    [
        new("These figures", "GET /api/pipeline/history" + PastQuery(view)),
        new("As a file", "GET " + PipelineCsv(view)),
    ];

    public static string PipelineCsv(PipelineView view) => "/api/pipeline/history.csv" + PastQuery(view);

    public static string IncidentsCsv(string? kind) => "/api/incidents.csv" + Query(("kind", kind));

    public static IReadOnlyList<ApiCall> Incidents(string? kind) =>
    [
        new("These incidents", "GET /api/incidents" + Query(("kind", kind))),
        new("Only those that go on", "GET /api/incidents?open=true"),
        new("As a file", "GET " + IncidentsCsv(kind)),
    ];

    public static IReadOnlyList<ApiCall> Rejects(string? reason, string? feed = null, string? resubmitted = null) =>
    [
        new("These messages", "GET /api/rejected" + Query(("reason", reason), ("feed", feed), ("resubmitted", resubmitted))),
        new("As a file", "GET " + RejectsCsv(reason, feed, resubmitted)),
        new("Send one again", "POST /api/rejected/resubmit {\"id\":\"orders/0/0\"}"),
        new("All of a reason, after a question", $"POST /api/rejected/resubmit-all {{\"reason\":\"{reason ?? "timestamp"}\"}}"),
    ];

    public static string RejectsCsv(string? reason, string? feed, string? resubmitted) =>
        "/api/rejected.csv" + Query(("reason", reason), ("feed", feed), ("resubmitted", resubmitted));

    /// <param name="book"><c>commodities</c> or <c>traders</c>.</param>
    /// <param name="tickers">The only symbols shown.</param>
    public static IReadOnlyList<ApiCall> Positions(string book, TickerFilter tickers) =>
    [
        new("Open positions", "GET /api/positions" + Query(("book", book), ("symbols", TickersOf(tickers)))),
        new("Profit and loss", $"GET /api/pnl?book={book}"),
    ];

    /// <summary>All venues of a symbol are one series.</summary>
    public static string Series(TickerFilter filter) => string.Join(',', (HasRecent(filter) ? filter.Key : filter.Text).Split(',')
        .Select(name => Instrument.IsOther(name) && Instrument.TryParse(name, out var one) ? (one with { Venue = "" }).Key : name).Distinct());

    private static IReadOnlyList<ApiCall> Days(string path, DateOnly today, params (string Name, string? Value)[] parts) =>
    [
        new("Today by hour", $"GET {path}{Query(parts)}"),
        new("The day before", $"GET {path}{Query([("day", DayOf(today.AddDays(-1))), .. parts])}"),
    ];

    private static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? ListOf(AlertView view) => view.List is null ? null
        : view.List == RecentSymbols.ListName ? string.Join(',', view.Members.Order(StringComparer.Ordinal))
        : view.Subject;

    private static string? TickersOf(TickerFilter filter) =>
        filter.IsAll || filter.IsNone || filter.TradedText.Length == 0 ? null : HasRecent(filter) ? filter.Key : filter.TradedText;

    /// <summary>Only the browser knows what it has looked at: a call names the symbols.</summary>
    private static bool HasRecent(TickerFilter filter) => filter.Lists.Contains(RecentSymbols.ListName);

    private static string PastQuery(PipelineView view) =>
        Query(("feed", view.Feed), ("span", view.Span.Name), ("at", view.At is { } at ? TerminalView.Iso(at) : null));

    private static string Query(params (string Name, string? Value)[] parts)
    {
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={AddressText.Query(part.Value!)}"));
        return query.Length == 0 ? "" : $"?{query}";
    }
}
