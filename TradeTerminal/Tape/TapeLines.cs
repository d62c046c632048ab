using System.Collections.Immutable;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tape;

/// <summary>
/// The lines of all tapes: viewers with the same look share them. Keeps those asked for last, at least
/// <see cref="Capacity"/> and at most twice as many.
/// </summary>
internal sealed class TapeLines
{
    public const int Capacity = 4_096;

    /// <summary>Lines that lead to a longer address are made for each viewer: the address decides how much they hold.</summary>
    private const int LongestLink = 512;

    private readonly Lock _lock = new();
    private Dictionary<(Guid Id, DateTime At, TapeLook Look), TapeLine> _young = [];
    private Dictionary<(Guid Id, DateTime At, TapeLook Look), TapeLine> _old = [];

    /// <summary>The lines of <paramref name="trades"/>, newest first as those in <paramref name="shown"/>, which are looked at
    /// first.</summary>
    public ImmutableArray<TapeLine> Follow(
        ImmutableArray<TapeLine> shown, ImmutableArray<Trade> trades, Func<string, TapeLook> lookOf, Func<string, SizeRanks> sizesOf)
    {
        var looks = new Dictionary<string, TapeLook>();
        var lines = ImmutableArray.CreateBuilder<TapeLine>(trades.Length);
        var at = 0;
        foreach (ref readonly var trade in trades.AsSpan())
        {
            if (!looks.TryGetValue(trade.Ticker, out var look))
            {
                looks.Add(trade.Ticker, look = lookOf(trade.Ticker));
            }

            while (at < shown.Length && Trade.CompareByTime(shown[at].Trade, trade) > 0)
            {
                at++;
            }

            var isShown = at < shown.Length && shown[at].Trade.TradeId == trade.TradeId && shown[at].Look == look;
            lines.Add(isShown ? shown[at] : Of(trade, look, sizesOf));
        }

        return lines.MoveToImmutable();
    }

    private TapeLine Of(in Trade trade, in TapeLook look, Func<string, SizeRanks> sizesOf)
    {
        if (look.Link.Length > LongestLink)
        {
            return new TapeLine(trade, look, sizesOf(trade.Ticker));
        }

        var key = (trade.TradeId, trade.ExecutedAt, look);
        TapeLine? line;
        lock (_lock)
        {
            if (_young.TryGetValue(key, out line))
            {
                return line;
            }

            line = _old.GetValueOrDefault(key);
        }

        line ??= new TapeLine(trade, look, sizesOf(trade.Ticker));
        lock (_lock)
        {
            if (_young.Count == Capacity)
            {
                (_old, _young) = (_young, []);
            }

            // Somebody else may have made it meanwhile.
            return _young.TryAdd(key, line) ? line : _young[key];
        }
    }
}
