using System.Collections.Immutable;
using System.Globalization;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Desks;

/// <summary>
/// How many charts are shown at once, which of them is the active one, and what the others show. What the active one shows is
/// said by the <see cref="TerminalView"/>, so that whatever changes a view changes that one.
/// </summary>
public sealed class ChartGrid : IEquatable<ChartGrid>
{
    public const string Rule = "1, 2, 4 or 6";

    private readonly ImmutableArray<ChartPlace> _others;

    private ChartGrid(int active, ImmutableArray<ChartPlace> others)
    {
        Active = active;
        _others = others;
    }

    public static ImmutableArray<int> Sizes { get; } = [1, 2, 4, 6];

    public static ChartGrid One { get; } = new(0, []);

    public int Size => _others.Length + 1;

    /// <summary>From 0.</summary>
    public int Active { get; }

    /// <summary>All of them in their order, with what the active one shows.</summary>
    public ImmutableArray<ChartPlace> Places(ChartPlace active) => _others.Insert(Active, active);

    public ChartGrid Activate(int place, ChartPlace active) => new(place, Places(active).RemoveAt(place));

    /// <summary>More charts begin empty, at the interval of the active one, which stays whatever goes.</summary>
    public ChartGrid Resize(int size, ChartPlace active)
    {
        var place = Math.Min(Active, size - 1);
        var others = _others.AddRange(Enumerable.Repeat(active with { Chart = null }, size)).Take(size - 1);
        return new ChartGrid(place, [.. others]);
    }

    public ChartGrid At(Interval interval) => new(Active, [.. _others.Select(place => place with { Interval = interval })]);

    /// <summary>
    /// Reads <c>layout=4&amp;charts=AAPL,MSFT@5m&amp;active=2</c>. What <c>chart=</c> and <c>interval=</c> say is the first chart.
    /// </summary>
    /// <param name="layout">How many; as many as charts are named when it is left out.</param>
    /// <param name="charts">Keys with intervals, in their order.</param>
    /// <param name="active">From 1.</param>
    /// <param name="first">Null where it is said by <paramref name="charts"/>.</param>
    /// <param name="problems">What is left out is named there.</param>
    /// <returns>The grid, and what its active chart shows.</returns>
    internal static (ChartGrid Grid, ChartPlace Shown) Parse(
        string? layout, string? charts, string? active, (string? Chart, Interval? Interval) first, ImmutableArray<string>.Builder problems)
    {
        var named = string.IsNullOrWhiteSpace(charts) ? [] : charts.Split(',');
        var size = SizeOf(layout, named.Length, problems);
        if (named.Length > size)
        {
            problems.Add($"charts= names {Math.Min(named.Length, 99)}, and {(size == 1 ? "one is" : $"{size} are")} shown: layout= must be {Rule}");
        }

        var places = named.Take(size).Select(text => PlaceOf(text.Trim(), problems)).ToList();
        places.AddRange(Enumerable.Repeat(ChartPlace.Empty with { Interval = first.Interval ?? Interval.Minute }, size - places.Count));
        places[0] = new ChartPlace(first.Chart ?? places[0].Chart, first.Interval ?? places[0].Interval);
        var at = ActiveOf(active, size, problems);
        return (size == 1 ? One : new ChartGrid(at, [.. places.Where((_, i) => i != at)]), places[at]);
    }

    public bool Equals(ChartGrid? other) => other is not null && other.Active == Active && other._others.SequenceEqual(_others);

    public override bool Equals(object? obj) => Equals(obj as ChartGrid);

    public override int GetHashCode() => HashCode.Combine(Active, _others.Length);

    private static int SizeOf(string? layout, int named, ImmutableArray<string>.Builder problems)
    {
        if (int.TryParse(layout?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Sizes.Contains(size))
        {
            return size;
        }

        if (!string.IsNullOrWhiteSpace(layout))
        {
            problems.Add($"layout={Format.Quoted(layout)} must be {Rule}");
        }

        return Sizes.FirstOrDefault(one => one >= named, Sizes[^1]);
    }

    private static int ActiveOf(string? active, int size, ImmutableArray<string>.Builder problems)
    {
        if (string.IsNullOrWhiteSpace(active))
        {
            return 0;
        }

        if (int.TryParse(active.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at >= 1 && at <= size)
        {
            return at - 1;
        }

        problems.Add($"active={Format.Quoted(active)} must be a chart from 1 to {size}");
        return 0;
    }

    private static ChartPlace PlaceOf(string text, ImmutableArray<string>.Builder problems)
    {
        var at = text.LastIndexOf('@');
        var (name, width) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        Instrument? instrument = null;
        if (name.Length > 0 && !Instrument.TryParse(name, out instrument))
        {
            problems.Add($"charts: {Format.Quoted(name)} is no ticker");
        }

        var interval = Interval.Minute;
        if (at >= 0 && !Interval.TryParse(width, out interval))
        {
            interval = Interval.Minute;
            problems.Add($"charts: {Format.Quoted(width)} is no interval: it must be {Interval.Rule}");
        }

        return new ChartPlace(instrument?.Key, interval);
    }
}
