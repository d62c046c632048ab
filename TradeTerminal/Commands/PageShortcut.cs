using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace TradeTerminal.Commands;

/// <summary>A page: <c>g</c> and then its letter go there, as does its name as a command.</summary>
public sealed record PageShortcut(char Letter, string Name, string Uri, string Shows, string Api)
{
    private static readonly HashSet<string> Routes =
        [.. typeof(PageShortcut).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)];

    /// <summary>Of the pages below those that this terminal has.</summary>
    public static ImmutableArray<PageShortcut> All { get; } =
    [
        .. new PageShortcut[]
        {
            new('t', "terminal", "/", "Candles, prices, tape and volume", "GET /api/tickers"),
            new('m', "market", "/market", "Every symbol of every feed", "GET /api/quotes"),
            new('o', "map", "/map", "The market as areas and bars", "GET /api/quotes"),
            new('p', "positions", "/positions", "Open positions, profit and loss, limits", "GET /api/positions"),
            new('a', "alerts", "/alerts", "What the rules found, and the rules", "GET /api/alerts"),
            new('h', "history", "/history", "Stored trades", "GET /api/trades"),
            new('d', "producer", "/producer", "Made-up data, replay and scenarios", "GET /api/producers"),
            new('l', "pipeline", "/pipeline", "Partitions, lag and rejected messages", "GET /api/status"),
            new('y', "your-feed", "/your-feed", "What a topic holds, and the settings to read it", "POST /api/map/preview"),
            new('w', "watchlists", "/watchlists", "Symbols under names, to filter by", "GET /api/watchlists"),
            new('s', "settings", "/settings", "How this browser shows it", ""),
        }.Where(page => Routes.Contains(page.Uri)),
    ];
}
