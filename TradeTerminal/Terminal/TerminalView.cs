using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TradeTerminal.Charts;
using TradeTerminal.Controls;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Settings;
using TradeTerminal.Tape;
using TradeTerminal.Terminal.Desks;
using TradeTerminal.Terminal.Panels;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Terminal;

/// <summary>
/// What a viewer has chosen to see, as the URL carries it:
/// <c>/?tickers=AAPL,MSFT&amp;chart=AAPL&amp;interval=1m&amp;overlays=vwap,ma20&amp;since=2026-03-02T14:30:00Z&amp;at=2026-03-02T10:30:00Z&amp;volume=hours</c>. The chart is the <see cref="Instrument.Key"/> of
/// a symbol of any feed, as in <c>chart=crypto:BTC-USD</c>. What is not chosen is not in the URL. What can't be
/// understood is left out and named in <see cref="Problems"/>.
/// </summary>
public sealed record TerminalView(
    TickerFilter Filter, string? Chart, Interval Interval, ImmutableArray<string> Problems)
{
    /// <summary>Quoted input is cut: it may be anything.</summary>
    /// <summary>Lines over the candles.</summary>
    public ChartOverlays Overlays { get; init; } = ChartOverlays.None;

    /// <summary>The second that the price lines are compared from, UTC.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The second around which the candles are shown, UTC; null follows the live end.</summary>
    public DateTime? At { get; init; }

    /// <summary>Which trades of the chosen tickers the tape shows: <c>side=sell&amp;size=500</c>.</summary>
    public TapeFilter Trades { get; init; } = TapeFilter.All;

    /// <summary>How the volumes are shown: <c>volume=hours,table</c>.</summary>
    public PictureChoice Volume { get; init; }

    /// <summary>Several charts at once: <c>layout=4&amp;charts=AAPL,MSFT@5m&amp;active=2</c>. What the active one shows is <see cref="Chart"/> and
    /// <see cref="Interval"/>.</summary>
    public ChartGrid Grid { get; init; } = ChartGrid.One;

    /// <summary>What several charts share, as in <see cref="Settings.Setting.Link"/>; null is as the browser has it.</summary>
    public string? Link { get; init; }

    /// <summary>Of the page: the Terminal's, or that of one panel in a window of its own.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Of <see cref="Volume"/>: what was traded in each hour of the day.</summary>
    public const string ByHour = "hours";

    public static TerminalView Default { get; } = new(TickerFilter.All, null, Interval.Minute, []);

    public string Uri => $"{Path}{Query}";

    public ImmutableArray<ChartPlace> Places => Grid.Places(new ChartPlace(Chart, Interval));

    /// <summary>With its question mark; empty for the default.</summary>
    public string Query
    {
        get
        {
            string?[] parts =
            [
                Filter.IsAll ? null : $"tickers={AddressText.Query(Filter.Text)}",
                Chart is null || IsSeveral ? null : $"chart={AddressText.Query(Chart)}",
                Interval == Interval.Minute || IsSeveral ? null : $"interval={Interval.Name}",
                IsSeveral ? GridQuery : null,
                Overlays.Key.Length == 0 ? null : $"overlays={Overlays.Key}",
                Since is { } since ? $"since={Iso(since)}" : null,
                At is { } at ? $"at={Iso(at)}" : null,
                Trades.SideName is { } side ? $"side={side}" : null,
                Trades.LeastSize > 0 ? string.Create(CultureInfo.InvariantCulture, $"size={Trades.LeastSize}") : null,
                Volume.Text.Length > 0 ? $"volume={Volume.Text}" : null,
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "" : $"?{query}";
        }
    }

    public static TerminalView Parse(
        string? tickers, string? chart, string? interval, string? overlays = null, string? since = null, string? at = null,
        string? side = null, string? size = null, string? layout = null, string? charts = null, string? active = null,
        string? link = null, string? volume = null)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        string? charted = null;
        if (!string.IsNullOrWhiteSpace(chart))
        {
            if (Instrument.TryParse(chart, out var instrument))
            {
                charted = instrument.Key;
            }
            else
            {
                problems.Add($"chart={Format.Quoted(chart)} is no ticker");
            }
        }

        var width = Interval.Minute;
        if (!string.IsNullOrWhiteSpace(interval) && !Interval.TryParse(interval.Trim(), out width))
        {
            width = Interval.Minute;
            problems.Add($"interval={Format.Quoted(interval)} is no interval: it must be {Interval.Rule}");
        }

        var (lines, unknown) = ChartOverlays.Parse(overlays);
        if (unknown.Length > 0)
        {
            problems.Add($"overlays={Format.Quoted(string.Join(',', unknown))} must be {ChartOverlays.Rule}");
        }

        var (compared, shown) = (MomentOf("since", since, problems), MomentOf("at", at, problems));
        var trades = new TapeFilter(SideOf(side, problems), SizeOf(size, problems));
        var (grid, place) = ChartGrid.Parse(
            layout, charts, active, (charted, string.IsNullOrWhiteSpace(interval) ? null : width), problems);
        var (linked, volumes) = (LinkOf(link, problems), PictureChoice.Parse("volume", volume, [ByHour, PictureChoice.Table], problems));
        return new TerminalView(FilterOf(tickers, problems), place.Chart, place.Interval, problems.ToImmutable())
        {
            Grid = grid,
            Link = linked,
            Overlays = lines,
            Since = compared,
            At = shown,
            Trades = trades,
            Volume = volumes,
        };
    }

    public TerminalView With(TickerFilter filter) => this with
    {
        Filter = filter,
        // A chart that the new choice leaves out follows it; the choice is one of traded tickers.
        Chart = Chart is not null && (Instrument.IsOther(Chart) || filter.Includes(Chart)) ? Chart : null,
        Problems = [],
    };

    public TerminalView WithChart(string ticker) => In(DeskPanel.Candles) with { Chart = ticker, Problems = [] };

    public TerminalView WithOverlays(ChartOverlays overlays) => In(DeskPanel.Candles) with { Overlays = overlays, Problems = [] };

    public TerminalView WithSince(DateTime? since) => In(DeskPanel.Lines) with { Since = since, Problems = [] };

    public TerminalView WithAt(DateTime? at) => In(DeskPanel.Candles) with { At = at, Problems = [] };

    public TerminalView WithTrades(TapeFilter trades) => In(DeskPanel.Tape) with { Trades = trades, Problems = [] };

    public TerminalView WithVolume(PictureChoice volume) => In(DeskPanel.Volume) with { Volume = volume, Problems = [] };

    public TerminalView WithInterval(Interval interval) => In(DeskPanel.Candles) with
    {
        Interval = interval,
        Grid = Link is "interval" or "both" ? Grid.At(interval) : Grid,
        Problems = [],
    };

    public TerminalView WithLayout(int size) => this with
    {
        Grid = Grid.Resize(size, new ChartPlace(Chart, Interval)), Path = "/", Problems = [],
    };

    public TerminalView WithLink(string link) => this with { Link = link, Problems = [] };

    /// <summary>Another one of several charts is the active one.</summary>
    public TerminalView Activate(int place)
    {
        if (place == Grid.Active)
        {
            return this;
        }

        var (shown, there) = (new ChartPlace(Chart, Interval), Places[place]);
        return this with { Chart = there.Chart, Interval = there.Interval, Grid = Grid.Activate(place, shown), Problems = [] };
    }

    private bool IsSeveral => Grid.Size > 1;

    private string GridQuery
    {
        get
        {
            var charts = string.Join(',', Places.Select(place => place.Key)).TrimEnd(',');
            return string.Create(CultureInfo.InvariantCulture, $"layout={Grid.Size}")
                + (charts.Length > 0 ? $"&charts={AddressText.Query(charts)}" : "")
                + (Grid.Active > 0 ? string.Create(CultureInfo.InvariantCulture, $"&active={Grid.Active + 1}") : "")
                + (Link is null ? "" : $"&link={Link}");
        }
    }

    /// <summary>A window of one panel stays as long as that panel shows what is chosen; else it is the Terminal page that does.</summary>
    private TerminalView In(DeskPanel panel) => Path == "/" || Path == panel.Path ? this : this with { Path = "/" };

    /// <summary>
    /// The ticker of the candles: the chosen one, else the one shown so far, else that of the largest volume in the window, as
    /// the figure "Most active" has it.
    /// </summary>
    /// <param name="market">Whose tickers may be shown.</param>
    /// <param name="shown">What is shown already: a chart that changes by itself can't be read.</param>
    public string? ChartTicker(MarketSnapshot market, string? shown = null) =>
        Chart
        ?? (shown is not null && Filter.Includes(shown) && market.Find(shown) is not null ? shown : null)
        ?? market.Window(Filter).Figures.MostActiveTicker
        ?? market.Chosen(Filter).FirstOrDefault()?.Symbol
        ?? Filter.Ordered.FirstOrDefault();

    /// <summary>With the symbols of the watchlists in its filter; one that is not there is left out and named.</summary>
    internal TerminalView Resolve(WatchlistSet lists)
    {
        var unknown = Filter.Lists.Where(name => lists.Find(name) is null).ToList();
        return Filter.Lists.IsEmpty || lists == WatchlistSet.Unread ? this : this with
        {
            Filter = Filter.Resolve(lists.SymbolsOf),
            Problems = [.. Problems, .. unknown.Select(WatchlistSet.Missing)],
        };
    }

    /// <summary>An ISO-8601 time from 1970 to 9998, to the second; without a zone it is UTC.</summary>
    internal static DateTime? MomentOf(string text) =>
        IsoTimestamp.TryParse(Encoding.UTF8.GetBytes(text.Trim()), out var utc) && utc.Year is >= 1970 and < 9999
            ? new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc)
            : null;

    /// <summary>As the URL and the API have it.</summary>
    internal static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTime? MomentOf(string name, string? text, ImmutableArray<string>.Builder problems)
    {
        var moment = string.IsNullOrWhiteSpace(text) ? null : MomentOf(text);
        if (moment is null && !string.IsNullOrWhiteSpace(text))
        {
            problems.Add($"{name}={Format.Quoted(text)} is no time such as 2026-03-02T14:30:00Z");
        }

        return moment;
    }

    private static Side? SideOf(string? text, ImmutableArray<string>.Builder problems)
    {
        var side = Sides.Parse(text?.Trim());
        if (side is null && !string.IsNullOrWhiteSpace(text))
        {
            problems.Add($"side={Format.Quoted(text)} must be buy, sell or unknown");
        }

        return side;
    }

    private static decimal SizeOf(string? text, ImmutableArray<string>.Builder problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return 0;
        }

        if (!decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size))
        {
            problems.Add($"size={Format.Quoted(text)} must be a number, the smallest size shown");
        }

        return size;
    }

    private static string? LinkOf(string? text, ImmutableArray<string>.Builder problems)
    {
        if (string.IsNullOrWhiteSpace(text) || Setting.Link.Takes(text))
        {
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        problems.Add($"link={Format.Quoted(text)} must be {Setting.Link.Rule}");
        return null;
    }

    private static TickerFilter FilterOf(string? tickers, ImmutableArray<string>.Builder problems)
    {
        var filter = TickerFilter.Parse(tickers);
        var wrong = filter.Symbols.Where(name => !Instrument.TryParse(name, out _)).ToList();
        if (wrong.Count == 0)
        {
            return filter;
        }

        problems.Add($"tickers: {string.Join(", ", wrong.Take(3).Select(Format.Quoted))} {(wrong.Count > 1 ? "are no tickers" : "is no ticker")}");
        return TickerFilter.Parse(string.Join(',', filter.Text.Split(',').Except(wrong)));
    }
}
