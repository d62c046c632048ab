using System.Collections.Immutable;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts.Levels;

/// <summary>
/// Above: price &gt; level. Below: price &lt; level. Crosses: the price before it on the same venue was on one side, and this one is on
/// the other or on the level. Once fires at the first of them; every fires each time the price gets there, at most once in
/// <see cref="CoolDown"/>.
/// </summary>
internal static class LevelRule
{
    /// <summary>Of event time. A price that trades around its level would else fire at every second print.</summary>
    public static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(60);

    public static void Judge(
        in PricedEvent tick, VenueState venue, LevelMemory memory, ImmutableArray<Level> levels, List<Finding> found)
    {
        memory.Only(levels);
        foreach (var level in levels)
        {
            if (!(level.ExpiresAt <= tick.At))
            {
                Judge(tick, venue, memory, level, found);
            }
        }
    }

    private static void Judge(in PricedEvent tick, VenueState venue, LevelMemory memory, Level level, List<Finding> found)
    {
        var before = memory.Of(level);
        var holds = Holds(tick.Price, venue, level);
        var fires = holds && !before.Holds && (before.FiredAt is null
            || (level.Repeat == Repeat.Every && tick.At - before.FiredAt >= CoolDown));
        var after = before with
        {
            Holds = holds && level.Direction != LevelDirection.Crosses,
            FiredAt = fires ? tick.At : before.FiredAt,
        };
        if (after != before)
        {
            memory.Keep(after);
        }

        if (fires)
        {
            found.Add(Find(tick, venue, level));
        }
    }

    private static bool Holds(decimal price, VenueState venue, Level level) => level.Direction switch
    {
        LevelDirection.Above => price > level.Price,
        LevelDirection.Below => price < level.Price,
        _ => HasPrevious(venue)
            && (venue.Price < level.Price ? price >= level.Price : venue.Price > level.Price && price <= level.Price),
    };

    private static bool HasPrevious(VenueState venue) => venue.At > DateTime.UnixEpoch;

    private static Finding Find(in PricedEvent tick, VenueState venue, Level level)
    {
        var on = tick.Venue.Length > 0 ? $" on {tick.Venue}" : "";
        var words = level.Direction == LevelDirection.Crosses
            ? $"crossed {FindingText.Price(level.Price)} {(venue.Price < level.Price ? "upwards" : "downwards")}"
            : $"is {level.Direction.Code()} {FindingText.Price(level.Price)}";
        List<AlertInput> inputs = [new("price", tick.Price), new("level", level.Price), new("direction", level.Direction.Code())];
        if (HasPrevious(venue))
        {
            inputs.AddRange([new("previous", venue.Price), new("previousAt", venue.At)]);
        }

        inputs.AddRange([new("levelId", level.LevelId.ToString()), new("levelSetAt", level.ArmedAt)]);
        if (level.Note.Length > 0)
        {
            inputs.Add(new("note", level.Note));
        }

        return new Finding(
            AlertKind.Level,
            tick.Symbol,
            tick.Venue,
            Severity.Reached,
            $"{tick.Symbol}{on} {words}: {FindingText.Price(tick.Price)}{(level.Note.Length > 0 ? $" ({level.Note})" : "")}",
            [.. inputs])
        {
            Level = level,
        };
    }
}
