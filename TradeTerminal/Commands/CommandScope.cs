using System.Collections.Immutable;
using TradeTerminal.History;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Producers;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Commands;

/// <summary>What commands refer to: the view they change, and the names there are.</summary>
/// <param name="View">Of the terminal page; the default one on other pages.</param>
/// <param name="Names">Of everything stored.</param>
/// <param name="Producers">The one of trades first.</param>
public sealed record CommandScope(TerminalView View, SymbolNames Names, ImmutableArray<ProducerKind> Producers)
{
    /// <summary>Tickers that have traded, in the order of their symbols.</summary>
    public ImmutableArray<string> Symbols => Names.Tickers;

    /// <summary>Times are read and named in its zone.</summary>
    public ViewerClock Clock { get; init; } = ViewerClock.Utc;

    public WatchlistSet Lists { get; init; } = WatchlistSet.Unread;

    /// <summary>What the lists of this browser leave out.</summary>
    public HiddenSymbols Hidden { get; init; } = HiddenSymbols.None;

    public required DateTime UtcNow { get; init; }

    /// <summary>Of the History page; null elsewhere.</summary>
    public HistoryView? Question { get; init; }

    /// <summary>The stored trades that the page is about.</summary>
    public HistoryView Stored => Question ?? View.Trades.InHistory(View.Filter);

    /// <summary>The key of what is meant: a ticker, or a symbol of another feed with or without the feed before it.</summary>
    public string? Find(string word) => Names.Named(word)?.Key;
}
