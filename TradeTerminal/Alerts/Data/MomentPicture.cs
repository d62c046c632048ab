using System.Collections.Immutable;

namespace TradeTerminal.Alerts.Data;

/// <summary>A <see cref="Moment"/> as rectangles on a canvas of <see cref="Width"/> by <see cref="Height"/>, origin top left.</summary>
public sealed record MomentPicture(ImmutableArray<MomentShape> Shapes, ImmutableArray<MomentLevel> Levels, decimal Lowest, decimal Highest)
{
    public const int Width = 600;
    public const int Height = 120;

    /// <summary>Kept free above and below.</summary>
    private const double Margin = 4;

    /// <summary>No bar is so thin that it can't be seen.</summary>
    private const double Thinnest = 1.5;

    public static MomentPicture Of(Moment moment)
    {
        var values = moment.Bars.SelectMany(bar => new[] { bar.Low, bar.High }).Concat(moment.Levels.Select(level => level.Value)).ToList();
        var (lowest, highest) = (values.Min(), values.Max());
        var span = highest > lowest ? highest - lowest : 1;
        double Y(decimal value) => Margin + ((Height - (2 * Margin)) * (double)((highest - value) / span));
        var slot = (double)Width / moment.Slots;
        var shapes = ImmutableArray.CreateBuilder<MomentShape>();
        foreach (var bar in moment.Bars)
        {
            var x = bar.Slot * slot;
            var kind = $"{(bar.To < bar.From ? "falling" : "rising")}{(bar.IsMarked ? " marked" : "")}";
            var wick = Math.Min(1.5, slot / 4);
            shapes.Add(Box($"wick {kind}", x + (slot / 2) - (wick / 2), Y(bar.High), wick, Y(bar.Low)));
            shapes.Add(Box($"bar {kind}", x + (slot * 0.15), Y(Math.Max(bar.From, bar.To)), slot * 0.7, Y(Math.Min(bar.From, bar.To))));
        }

        shapes.AddRange(moment.Levels.Select(level => new MomentShape("level", 0, Y(level.Value) - 0.5, Width, 1)));
        if (moment.At >= 0)
        {
            shapes.Add(new MomentShape("at", (double)moment.At * slot, 0, 1.5, Height));
        }

        return new MomentPicture(shapes.ToImmutable(), moment.Levels, lowest, highest);
    }

    private static MomentShape Box(string kind, double x, double top, double width, double bottom) =>
        new(kind, x, top, width, Math.Max(Thinnest, bottom - top));
}

public sealed record MomentShape(string Class, double X, double Y, double Width, double Height);
