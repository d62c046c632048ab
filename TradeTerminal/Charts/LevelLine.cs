using System.Collections.Immutable;
using TradeTerminal.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>A price level on the candles. The price is text, so that it comes back with the digits it went out with.</summary>
internal readonly record struct LevelLine(Guid Id, string Price, string Title)
{
    /// <summary>Those that can still fire.</summary>
    public static ImmutableArray<LevelLine> Of(LevelSet levels, Instrument instrument) =>
    [
        .. levels.Armed(instrument.Feed, instrument.Symbol)
            .Select(level => new LevelLine(level.LevelId, LevelWords.Price(level.Price), LevelWords.Title(level))),
    ];
}
