using System.Globalization;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Controls;

/// <summary>How the state of a symbol is written beside its price.</summary>
internal static class Freshness
{
    /// <summary><c>LIVE</c>, <c>SLOW</c>, <c>STALE</c>, <c>DOWN</c>.</summary>
    public static string Word(FeedState state) => state.ToString().ToUpperInvariant();

    /// <summary>The state, what it means for this symbol and when its newest event was.</summary>
    public static string Help(FeedState state, TimeSpan staleAfter, string moment) => state switch
    {
        FeedState.Down => $"DOWN: its feed can't be read or stored now; newest {moment}",
        _ => $"Newest {moment}. By its own rhythm SLOW from {Format.Age(staleAfter / 2)}, STALE from {Format.Age(staleAfter)} on",
    };

    /// <summary>
    /// What a page's title begins with, such as <c>STALE 32 s · </c>; nothing while live. A word of the whole feed goes
    /// before that of one symbol.
    /// </summary>
    public static string Title(FeedHealth feed, FeedState? symbol = null, TimeSpan? age = null)
    {
        var state = feed.State is FeedState.Down or FeedState.Lagging || symbol is null ? feed.State : symbol.Value;
        var old = symbol is null ? feed.Age : age;
        var refused = feed.Refused is { } share && share.Share > Refusals.Grave
            ? string.Create(CultureInfo.InvariantCulture, $"REFUSED {share.Share * 100:F0} % · ") : "";
        return state == FeedState.Live ? refused : refused + ( old is null || state is FeedState.Down or FeedState.Lagging ? $"{Word(state)} · "
            : $"{Word(state)} {Format.Age(old.Value)} · ");
    }
}
