using System.Collections.Immutable;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tape;

/// <summary>
/// One row of the tape with its texts made once. It changes with how it is to look, never with what it is: lines of the
/// same trade are equal, so that a row stays the element it is.
/// </summary>
internal sealed class TapeLine : IEquatable<TapeLine>
{
    /// <summary>Characters that have room in the narrowest column.</summary>
    private const int LongestWhole = 9;

    internal TapeLine(in Trade trade, in TapeLook look, SizeRanks sizes)
    {
        (Trade, Look) = (trade, look);
        Id = trade.TradeId.ToString();
        ExecutedAt = Format.UnixMilliseconds(trade.ExecutedAt);
        Time = look.Clock.TimeOfDay(trade.ExecutedAt);
        Side = Format.SideOf(trade.Side);
        TickerClass = trade.Ticker.Length > LongestWhole ? "long" : null;
        SideClass = Format.SideClass(trade.Side);
        Price = Format.Price(trade.Price, look.Decimals);
        PriceClass = Price.Length > LongestWhole ? "num price long" : "num price";
        Volume = Format.Volume(trade.Volume, Format.Wide);
        VolumeClass = trade.Volume > sizes.Largest ? "num largest" : trade.Volume > sizes.Large ? "num large" : "num";
        Cells = new MarkupString(
            $"""<td class="time">{Time}</td><td class="{TickerClass}"><a href="{Encode(look.Link)}" tabindex="-1">{Encode(trade.Ticker)}</a></td>"""
            + $"""<td class="{SideClass}">{Side}</td><td class="{PriceClass}">{Price}</td><td class="{VolumeClass}">{Volume}</td>""");
    }

    public Trade Trade { get; }

    public TapeLook Look { get; }

    public string Id { get; }

    public string ExecutedAt { get; }

    public string Time { get; }

    public string Side { get; }

    public string SideClass { get; }

    public string? TickerClass { get; }

    public string Price { get; }

    public string PriceClass { get; }

    public string Volume { get; }

    /// <summary>As it was among its ticker's trades when it came: a row does not change while it is read.</summary>
    public string VolumeClass { get; }

    /// <summary>All of the row as one piece: 200 rows of separate cells are most of what a viewer costs the server.</summary>
    public MarkupString Cells { get; }

    /// <summary>How many of <paramref name="trades"/>, newest first, are newer than the first line shown.</summary>
    public static int CountNewer(ImmutableArray<TapeLine> shown, ImmutableArray<Trade> trades)
    {
        if (shown.IsEmpty)
        {
            return trades.Length;
        }

        var count = 0;
        while (count < trades.Length && Trade.CompareByTime(trades[count], shown[0].Trade) > 0)
        {
            count++;
        }

        return count;
    }

    public bool Equals(TapeLine? other) =>
        other is not null && other.Trade.TradeId == Trade.TradeId && other.Trade.ExecutedAt == Trade.ExecutedAt;

    public override bool Equals(object? obj) => Equals(obj as TapeLine);

    public override int GetHashCode() => Trade.TradeId.GetHashCode();

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
