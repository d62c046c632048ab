using System.Diagnostics.CodeAnalysis;

namespace TradeTerminal.Ingest.Candles;

/// <summary>A candle's width and its name on screen, in URLs and in the API.</summary>
public sealed record Interval(string Name, TimeSpan Width)
{
    public static readonly Interval Second = new("1s", TimeSpan.FromSeconds(1));
    public static readonly Interval Minute = new("1m", TimeSpan.FromMinutes(1));

    public static IReadOnlyList<Interval> All { get; } =
    [
        Second,
        new("5s", TimeSpan.FromSeconds(5)),
        Minute,
        new("5m", TimeSpan.FromMinutes(5)),
        new("15m", TimeSpan.FromMinutes(15)),
        new("1h", TimeSpan.FromHours(1)),
    ];

    /// <summary>Minute candles are stored; anything narrower is folded from trades.</summary>
    public bool FromMinutes => Width >= Minute.Width;

    public DateTime BucketOf(DateTime utc) => new(utc.Ticks - (utc.Ticks % Width.Ticks), DateTimeKind.Utc);

    public static bool TryParse(string? name, [NotNullWhen(true)] out Interval? interval)
    {
        interval = All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
        return interval is not null;
    }
}
